import { path } from '../../http/restClient';
import { ServiceError } from '../../serviceError';
import type { IsoDate } from '../../values';
import {
  anyAnswer,
  balanceAnswer,
  benefitsRow,
  eligibleTypeAnswer,
  expenseReportAnswer,
  invoiceAnswer,
  paySlipAnswer,
  requestEventAnswer,
  timeOffDetailAnswer,
  timeOffEntryAnswer,
  workerAnswer,
  workerRow,
  type WorkdayAbsenceType,
  type WorkdayBalance,
  type WorkdayBenefits,
  type WorkdayExpenseReport,
  type WorkdayInvoice,
  type WorkdayRequestEvent,
  type WorkdayTimeOffDetail,
  type WorkdayTimeOffEntry,
  type WorkdayWorker,
} from './answers';
import type { WorkdayClient, WorkdayCollection } from './client';
import { restated } from './errors';

/** The port method that a request is for, and what ends it. */
export interface Purpose {
  operation: string;
  signal?: AbortSignal;
}

export interface TimeOffDay {
  date: IsoDate;
  /** In the unit of the type: days, or hours. */
  dailyQuantity: number;
  timeOffType: { id: string };
  comment: string;
}

/** "Submit", the same in every tenant; it stands in the description of `requestTimeOff`. */
const SUBMIT = { businessProcessParameters: { action: { id: 'd9e4223e446c11de98360015c5e6daf6' } } };
/** The category "Time Off", the same in every tenant; it stands in the description of `eligibleAbsenceTypes`. */
const TIME_OFF = '17bd6531c90c100016d4b06f2b8a07ce';

/** The requests that we make, one method each; the paths are those of the descriptions. */
export class WorkdayApi {
  constructor(private readonly client: WorkdayClient) {}

  /**
   * The Workday ids of the workers with this address. `search` of `/workers` finds by name only, therefore WQL, which the
   * descriptions at hand do not have.
   *
   * @param email without quotes and backslashes.
   */
  async workersByEmail(email: string, purpose: Purpose): Promise<string[]> {
    const query = `SELECT workdayID FROM allWorkers WHERE email_PrimaryWork = "${email}"`;
    const rows = await this.wholeCompany({
      ...purpose,
      service: 'wql/v1',
      path: '/data',
      query: { query },
      answer: workerRow,
    });
    return rows.map(({ workdayID }) => workdayID);
  }

  async worker(id: string, purpose: Purpose): Promise<WorkdayWorker | undefined> {
    const where = path`/workers/${id}`;
    const request = { service: 'common/v1', method: 'GET', path: where, answer: workerAnswer, noneAt: [404] } as const;
    return this.client.one({ ...purpose, ...request });
  }

  async balances(worker: string, purpose: Purpose): Promise<WorkdayBalance[]> {
    const request = { service: 'absenceManagement/v1', path: '/balances', query: { worker } } as const;
    return this.client.all({ ...purpose, ...request, answer: balanceAnswer });
  }

  /** The types of time off that the worker may ask for. */
  async absenceTypes(worker: string, purpose: Purpose): Promise<WorkdayAbsenceType[]> {
    const where = path`/workers/${worker}/eligibleAbsenceTypes`;
    const request = { service: 'absenceManagement/v1', path: where, query: { category: TIME_OFF } } as const;
    return this.client.all({ ...purpose, ...request, answer: eligibleTypeAnswer });
  }

  async requestTimeOff(worker: string, days: TimeOffDay[], purpose: Purpose): Promise<WorkdayRequestEvent> {
    const where = path`/workers/${worker}/requestTimeOff`;
    const request = {
      service: 'absenceManagement/v1',
      method: 'POST',
      path: where,
      answer: requestEventAnswer,
    } as const;
    return (await this.client.one({ ...purpose, ...request, json: { ...SUBMIT, days } })) ?? {};
  }

  /** All days that the worker ever asked for, with the request that each belongs to. */
  async timeOffEntries(worker: string, purpose: Purpose): Promise<WorkdayTimeOffEntry[]> {
    const where = path`/workers/${worker}/timeOffEntries`;
    return this.client.all({ ...purpose, service: 'common/v1', path: where, answer: timeOffEntryAnswer });
  }

  /** The days asked for between two dates with their comments; none that were cancelled or denied. */
  async timeOffDetails(
    worker: string,
    dates: { fromDate: IsoDate; toDate: IsoDate },
    purpose: Purpose,
  ): Promise<WorkdayTimeOffDetail[]> {
    const where = path`/workers/${worker}/timeOffDetails`;
    const request = { service: 'absenceManagement/v1', path: where, query: dates } as const;
    return this.client.all({ ...purpose, ...request, answer: timeOffDetailAnswer });
  }

  /** Ends a business process that is not decided. Not in the descriptions at hand. */
  async cancelEvent(event: string, purpose: Purpose): Promise<void> {
    const where = path`/events/${event}/cancel`;
    const request = { service: 'businessProcess/v1', method: 'POST', path: where, answer: anyAnswer } as const;
    await this.client.one({ ...purpose, ...request, json: {} });
  }

  /**
   * Corrects days that were approved to nothing. The descriptions at hand are of v1, which cannot; v4 is the first version
   * that names the entry `correctedEntry`.
   */
  async clearEntries(worker: string, entries: string[], comment: string, purpose: Purpose): Promise<void> {
    const days = entries.map((id) => ({ correctedEntry: { id }, dailyQuantity: 0, comment }));
    const where = path`/workers/${worker}/correctTimeOffEntry`;
    const request = { service: 'absenceManagement/v4', method: 'POST', path: where, answer: anyAnswer } as const;
    await this.client.one({ ...purpose, ...request, json: { ...SUBMIT, days } });
  }

  /** WQL, because no REST service tells what a worker has chosen. Not in the descriptions at hand. */
  async benefits(worker: string, purpose: Purpose): Promise<WorkdayBenefits[]> {
    const fields = 'benefitElections{benefitPlan, coverage, coverageBeginDateForBenefitPlan}';
    const query = `SELECT ${fields} FROM allWorkers WHERE workdayID = "${worker}"`;
    return this.wholeCompany({ ...purpose, service: 'wql/v1', path: '/data', query: { query }, answer: benefitsRow });
  }

  /** The days on which the worker was paid or will be, as far as the pay is calculated. */
  async payDates(worker: string, purpose: Purpose): Promise<IsoDate[]> {
    const where = path`/workers/${worker}/paySlips`;
    const slips = await this.client.all({ ...purpose, service: 'common/v1', path: where, answer: paySlipAnswer });
    return slips.map(({ date }) => date.slice(0, 10));
  }

  /** There is no filter by number. */
  async invoices(purpose: Purpose): Promise<WorkdayInvoice[]> {
    const request = { service: 'accountsPayable/v1', path: '/supplierInvoiceRequests', answer: invoiceAnswer } as const;
    return this.wholeCompany({ ...purpose, ...request });
  }

  /** There is no filter by number or worker. */
  async expenseReports(purpose: Purpose): Promise<WorkdayExpenseReport[]> {
    const request = { service: 'expense/v1', path: '/reports', answer: expenseReportAnswer } as const;
    return this.wholeCompany({ ...purpose, ...request });
  }

  /** A collection that every tenant has: where it is missing, the address or the tenant is wrong. */
  private async wholeCompany<T>(collection: WorkdayCollection<T>): Promise<T[]> {
    try {
      return await this.client.all(collection);
    } catch (error) {
      const isMissing = error instanceof ServiceError && error.code === 'not_found';
      throw isMissing ? restated(error, 'misconfigured') : error;
    }
  }
}
