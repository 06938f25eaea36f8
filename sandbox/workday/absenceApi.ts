import { randomUUID } from 'node:crypto';
import { json, type Answer } from '../answer';
import type { LeaveBalanceRecord, LeaveRequestRecord, WorkdayStore } from './records';
import { actionViolations, correctionBody, dayViolations, timeOffRequestBody } from './timeOffRequest';
import { collection, failed, instance, invalid, refused, type Instance } from './wire';

const TIME_OFF = '17bd6531c90c100016d4b06f2b8a07ce';
/** They are not returned by `timeOffDetails`, and hold no days. */
export const ENDED: ReadonlySet<string> = new Set(['Canceled', 'Denied']);

/** The service `absenceManagement`: balances, types, requests and the correction of their days. */
export class AbsenceApi {
  constructor(private readonly store: WorkdayStore) {}

  balances(query: URLSearchParams): Answer {
    const balances = this.store.all('leaveBalance').filter(({ worker }) => worker.id === query.get('worker'));
    const shown = balances.map(({ worker, timeOffType, absencePlan, unit, quantity }) => ({
      quantity,
      unit,
      absencePlan: { ...absencePlan, timeoffs: timeOffType.descriptor },
      category: { id: TIME_OFF, descriptor: 'Time Off' },
      effectiveDate: new Date().toISOString().slice(0, 10),
      worker,
    }));
    return collection(shown, query);
  }

  absenceTypes(worker: string, query: URLSearchParams): Answer {
    const category = query.get('category');
    const balances = category === null || category === TIME_OFF ? this.balancesOf(worker) : [];
    const shown = balances.map(({ timeOffType, unit }) => ({
      ...timeOffType,
      unitOfTime: unit,
      dailyDefaultQuantity: 1,
      category: { id: TIME_OFF, descriptor: 'Time Off' },
      positionBased: false,
      reasonRequired: false,
      displayStartAndEndTime: false,
    }));
    return collection(shown, query);
  }

  timeOffDetails(worker: string, query: URLSearchParams): Answer {
    const [from, to] = [query.get('fromDate') ?? '', query.get('toDate') ?? '9999'];
    const shown = this.requestsOf(worker).flatMap(({ timeOffType, status, days, worker: whose }) =>
      days.map(({ date, quantity, comment }) => ({
        date,
        quantity,
        comment,
        timeOffType,
        unit: instance('Days'),
        status: instance(status === 'In Progress' ? 'Submitted' : 'Approved'),
        worker: whose,
      })),
    );
    return collection(
      shown.filter(({ date }) => date >= from && date <= to),
      query,
    );
  }

  requestTimeOff(worker: Instance, body: unknown): Answer {
    const parsed = timeOffRequestBody.safeParse(body);
    if (!parsed.success) return refused(`invalid request: ${parsed.error.issues[0]?.message}`);
    const { businessProcessParameters, days } = parsed.data;
    const balances = this.balancesOf(worker.id);
    const violations = [
      ...actionViolations(businessProcessParameters?.action.id),
      ...dayViolations(days, balances, this.requestsOf(worker.id)),
    ];
    if (violations.length > 0) return invalid(...violations);
    const [first] = days;
    const balance = balances.find(({ timeOffType }) => timeOffType.id === first?.timeOffType?.id);
    if (!balance) return failed(500);
    const request: LeaveRequestRecord = {
      ...instance(`Absence Request: ${worker.descriptor}`, `request ${randomUUID()}`),
      worker,
      timeOffType: balance.timeOffType,
      status: 'In Progress',
      days: days.map(({ date = '', dailyQuantity = 0, comment = '' }) => ({
        id: instance('', `entry ${randomUUID()}`).id,
        date,
        quantity: dailyQuantity,
        comment,
      })),
    };
    this.store.add('leaveRequest', request);
    balance.quantity -= total(request);
    return json(201, toEvent(request));
  }

  correctTimeOffEntry(worker: string, body: unknown): Answer {
    const parsed = correctionBody.safeParse(body);
    if (!parsed.success) return refused(`invalid request: ${parsed.error.issues[0]?.message}`);
    const { businessProcessParameters, days } = parsed.data;
    const violations = actionViolations(businessProcessParameters?.action.id);
    if (violations.length > 0) return invalid(...violations);
    const approved = this.requestsOf(worker).filter(({ status }) => status === 'Successfully Completed');
    const changes = days.map(({ correctedEntry, dailyQuantity }) => {
      const request = approved.find((each) => each.days.some(({ id }) => id === correctedEntry.id));
      return { request, day: request?.days.find(({ id }) => id === correctedEntry.id), dailyQuantity };
    });
    if (changes.some(({ day }) => !day)) return refused('invalid request: correctedEntry is no approved entry');
    for (const { request, day, dailyQuantity } of changes) {
      const balance = this.balancesOf(worker).find(({ timeOffType }) => timeOffType.id === request?.timeOffType.id);
      if (!day || !balance) continue;
      balance.quantity += day.quantity - dailyQuantity;
      day.quantity = dailyQuantity;
    }
    return json(201, { businessProcessParameters: { overallStatus: 'Successfully Completed' }, days });
  }

  /** Gives back what an ended request held. */
  release(request: LeaveRequestRecord): void {
    const balances = this.balancesOf(request.worker.id);
    const balance = balances.find(({ timeOffType }) => timeOffType.id === request.timeOffType.id);
    if (balance) balance.quantity += total(request);
  }

  private balancesOf(worker: string): LeaveBalanceRecord[] {
    return this.store.all('leaveBalance').filter((balance) => balance.worker.id === worker);
  }

  private requestsOf(worker: string): LeaveRequestRecord[] {
    return this.store
      .all('leaveRequest')
      .filter((request) => request.worker.id === worker && !ENDED.has(request.status));
  }
}

function total({ days }: LeaveRequestRecord): number {
  return days.reduce((sum, { quantity }) => sum + quantity, 0);
}

/** The answer of `requestTimeOff`: the view of the event. */
function toEvent({ id, descriptor, status, timeOffType, days }: LeaveRequestRecord) {
  return {
    businessProcessParameters: {
      overallBusinessProcess: { id, descriptor },
      overallStatus: status,
      comments: [],
      attachments: [],
    },
    days: days.map(({ quantity, ...day }) => ({ ...day, dailyQuantity: quantity, timeOffType })),
  };
}
