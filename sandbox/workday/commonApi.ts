import { seedPayPeriods } from '../employeeSeeds';
import { json, type Answer } from '../answer';
import type { EmployeeRecord, WorkdayStore } from './records';
import { collection, instance, wid } from './wire';

/** Nobody reads them, but a pay slip has them. */
const PAY = { gross: 5_400, net: 3_912.4 };

/** The service `common`: workers, the days they asked for, their pay slips. */
export class CommonApi {
  constructor(private readonly store: WorkdayStore) {}

  /** `search` finds by name only: any of its words, in any spelling. */
  workers(query: URLSearchParams): Answer {
    const words = (query.get('search') ?? '').toLowerCase().split(/\s+/).filter(Boolean);
    const found = this.store.all('employee').filter(({ descriptor }) => {
      const name = descriptor.toLowerCase();
      return words.length === 0 || words.some((word) => name.includes(word));
    });
    return collection(found, query);
  }

  worker(employee: EmployeeRecord): Answer {
    return json(200, employee);
  }

  timeOffEntries({ id }: EmployeeRecord, query: URLSearchParams): Answer {
    const requests = this.store.all('leaveRequest').filter(({ worker }) => worker.id === id);
    const entries = requests.flatMap(({ id: request, descriptor, status, timeOffType, worker, days }) =>
      days.map((day) => ({
        id: day.id,
        descriptor: `${timeOffType.descriptor} on ${day.date}`,
        date: day.date,
        units: day.quantity,
        unitOfTime: instance('Days'),
        employee: worker,
        timeOff: { ...timeOffType, plan: instance(`${timeOffType.descriptor} Plan`) },
        timeOffRequest: { id: request, descriptor, status },
      })),
    );
    return collection(entries, query);
  }

  /** Those of last month and of this one: its pay is calculated, its pay day to come. */
  paySlips({ id }: EmployeeRecord, query: URLSearchParams): Answer {
    const [last, current] = seedPayPeriods(new Date());
    const slips = [last, current].flatMap((period) =>
      period
        ? [
            {
              id: wid(`pay slip ${id} ${period.payDate}`),
              descriptor: `${period.start} - ${period.end}`,
              date: period.payDate,
              status: instance('Complete', 'pay slip complete'),
              ...PAY,
            },
          ]
        : [],
    );
    return collection(slips, query);
  }
}
