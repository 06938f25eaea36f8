import type {
  Benefit,
  Employee,
  HrPort,
  LeaveBalance,
  LeaveDay,
  LeaveOutcome,
  LeaveRequest,
  PayrollDates,
} from '../../ports/hr';
import { ServiceError, beforeWriting } from '../../serviceError';
import type { CallOptions, WriteOptions } from '../../values';
import type { Purpose, WorkdayApi } from './api';
import type { WorkdayAbsenceType } from './answers';
import { findEmployee } from './employees';
import { reasonOf, restated } from './errors';
import { kindOf, quantityOf, statusOf, toBalance, toBenefits, toRequests, type TimeOffRequest } from './mapping';

type Employed = { employeeId: string };
type LeaveInput = Employed & { absenceTypeId: string; days: LeaveDay[]; comment?: string };

/** Absences, benefits and pay days. HR cases are not kept in Workday here. */
export class WorkdayHr implements Omit<HrPort, 'openHrCase'> {
  constructor(private readonly api: WorkdayApi) {}

  async findEmployee({ email }: { email: string }, options?: CallOptions): Promise<Employee | undefined> {
    return findEmployee(this.api, email, { operation: 'findEmployee', signal: options?.signal });
  }

  async getLeaveBalances({ employeeId }: Employed, options?: CallOptions): Promise<LeaveBalance[]> {
    const purpose = { operation: 'getLeaveBalances', signal: options?.signal };
    const balances = await this.api.balances(employeeId, purpose);
    const types = await this.api.absenceTypes(employeeId, purpose);
    return balances.map((balance) => toBalance(balance, types));
  }

  async requestLeave(input: LeaveInput, options: WriteOptions): Promise<LeaveOutcome> {
    const purpose = { operation: 'requestLeave', signal: options.signal };
    const reference = `(ref ${options.idempotencyKey})`;
    const done = options.isRepeat ? await this.findByReference(input, reference, purpose) : undefined;
    if (done) return { outcome: 'submitted', request: done };
    const types = await beforeWriting(this.api.absenceTypes(input.employeeId, purpose));
    const type = types.find(({ id }) => id === input.absenceTypeId);
    if (!type || input.days.length === 0) {
      throw refusal('invalid_input', 'there is no such type of absence, or no day', purpose);
    }
    try {
      return { outcome: 'submitted', request: await this.submit(input, type, reference, purpose) };
    } catch (error) {
      const reason = reasonOf(error);
      if (reason === 'insufficient_balance') return { outcome: 'insufficient_balance' };
      if (reason === undefined) throw error;
      // The first try may have come through only after it was looked for: then the days are taken by itself.
      const mine = options.isRepeat ? await this.findByReference(input, reference, purpose) : undefined;
      if (mine) return { outcome: 'submitted', request: mine };
      if (reason === 'overlap') return { outcome: 'overlap' };
      throw error;
    }
  }

  async listLeaveRequests({ employeeId }: Employed, options?: CallOptions): Promise<LeaveRequest[]> {
    const requests = await this.requests(employeeId, { operation: 'listLeaveRequests', signal: options?.signal });
    return requests
      .map(({ request }) => request)
      .filter(({ from, status }) => from >= today() || status === 'submitted');
  }

  async getLeaveRequest(
    { employeeId, requestId }: Employed & { requestId: string },
    options?: CallOptions,
  ): Promise<LeaveRequest | undefined> {
    const purpose = { operation: 'getLeaveRequest', signal: options?.signal };
    return (await this.find(employeeId, requestId, purpose))?.request;
  }

  async withdrawLeaveRequest(
    { employeeId, requestId }: Employed & { requestId: string },
    options: WriteOptions,
  ): Promise<LeaveRequest> {
    const purpose = { operation: 'withdrawLeaveRequest', signal: options.signal };
    const found = await this.find(employeeId, requestId, purpose);
    if (!found) throw refusal('not_found', 'no such request of this employee', purpose);
    const { request, entryIds } = found;
    // Approved leave that has begun would lose days that were taken.
    if (request.status === 'denied' || (request.status === 'approved' && request.from < today())) {
      throw refusal('conflict', `the request is ${request.status} and cannot be withdrawn any more`, purpose);
    }
    if (request.status === 'submitted') await this.cancel(request.id, purpose);
    if (request.status === 'approved') {
      const comment = `Withdrawn by the employee in the chat (ref ${options.idempotencyKey})`;
      await this.api.clearEntries(employeeId, entryIds, comment, purpose);
    }
    return { ...request, status: 'withdrawn' };
  }

  async getBenefits({ employeeId }: Employed, options?: CallOptions): Promise<Benefit[]> {
    // It goes into a query: nothing but a Workday id may.
    if (!/^[0-9a-f]{32}$/.test(employeeId)) return [];
    return toBenefits(await this.api.benefits(employeeId, { operation: 'getBenefits', signal: options?.signal }));
  }

  /**
   * The pay day of the next pay slip: it is known as soon as that pay is calculated. No REST service tells the pay days
   * that lie behind it.
   */
  async getPayrollDates({ employeeId }: Employed, options?: CallOptions): Promise<PayrollDates | undefined> {
    const dates = await this.api.payDates(employeeId, { operation: 'getPayrollDates', signal: options?.signal });
    const [nextPayDate] = dates.filter((date) => date >= today()).sort();
    return nextPayDate === undefined ? undefined : { nextPayDate };
  }

  private async submit(
    { employeeId, days, comment }: LeaveInput,
    type: WorkdayAbsenceType,
    reference: string,
    purpose: Purpose,
  ): Promise<LeaveRequest> {
    const { businessProcessParameters: event, days: entries } = await this.api.requestTimeOff(
      employeeId,
      days.map((day) => ({
        date: day.date,
        dailyQuantity: quantityOf(day, type),
        timeOffType: { id: type.id },
        comment: [comment?.trim() || 'Requested in the chat', reference].join(' '),
      })),
      purpose,
    );
    const dates = days.map(({ date }) => date).sort();
    return {
      // An entry's id finds its request, too.
      id: event?.overallBusinessProcess?.id ?? entries?.[0]?.id ?? '',
      kind: kindOf(type.descriptor),
      name: type.descriptor,
      status: statusOf(event?.overallStatus),
      from: dates[0] ?? '',
      to: dates.at(-1) ?? '',
      days: days.reduce((sum, { quantity }) => sum + quantity, 0),
    };
  }

  /** The request whose days carry our reference. */
  private async findByReference({ employeeId, days }: LeaveInput, reference: string, purpose: Purpose) {
    const dates = days.map(({ date }) => date).sort();
    const range = { fromDate: dates[0] ?? '', toDate: dates.at(-1) ?? '' };
    const details = await this.api.timeOffDetails(employeeId, range, purpose);
    const [mine] = details.filter(({ comment }) => comment?.includes(reference));
    if (!mine) return undefined;
    const types = await this.api.absenceTypes(employeeId, purpose);
    const entries = await this.api.timeOffEntries(employeeId, purpose);
    const onThatDay = entries.find(
      ({ date, timeOff, timeOffRequest }) =>
        date.slice(0, 10) === mine.date.slice(0, 10) &&
        timeOff?.descriptor === mine.timeOffType?.descriptor &&
        ['submitted', 'approved'].includes(statusOf(timeOffRequest.status)),
    );
    const found = toRequests(entries, types).find(({ request }) => request.id === onThatDay?.timeOffRequest.id);
    // It was carried out, though it cannot be told how: not to be sent again.
    if (!found) throw refusal('unexpected', 'the request is there, but not among the entries', purpose);
    return found.request;
  }

  private async find(employeeId: string, requestId: string, purpose: Purpose): Promise<TimeOffRequest | undefined> {
    const requests = await this.requests(employeeId, purpose);
    return requests.find(({ request, entryIds }) => request.id === requestId || entryIds.includes(requestId));
  }

  private async requests(employeeId: string, purpose: Purpose): Promise<TimeOffRequest[]> {
    const entries = await this.api.timeOffEntries(employeeId, purpose);
    const types = entries.length > 0 ? await this.api.absenceTypes(employeeId, purpose) : [];
    return toRequests(entries, types);
  }

  private async cancel(event: string, purpose: Purpose): Promise<void> {
    try {
      await this.api.cancelEvent(event, purpose);
    } catch (error) {
      // Decided in the meantime.
      const isRefused = error instanceof ServiceError && error.code === 'invalid_input';
      throw isRefused ? restated(error, 'conflict') : error;
    }
  }
}

const today = () => new Date().toISOString().slice(0, 10);

function refusal(code: 'conflict' | 'invalid_input' | 'not_found' | 'unexpected', why: string, { operation }: Purpose) {
  return new ServiceError(code, `Workday: ${why}`, { origin: { vendor: 'workday', operation } });
}
