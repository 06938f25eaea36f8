import type { CallOptions, IsoDate, IsoDateTime, WriteOptions } from '../values';

export interface Employee {
  id: string;
  firstName: string;
  lastName: string;
  email: string;
}

/** The kinds that are told apart everywhere; a system's own name of the type is kept beside it. */
export type AbsenceKind = 'vacation' | 'sick' | 'other';

export interface LeaveBalance {
  absenceTypeId: string;
  kind: AbsenceKind;
  /** As the system calls it, for example `Vacation`. */
  name: string;
  unit: 'days' | 'hours';
  /** What is left, for example 12.5. */
  remaining: number;
}

export interface LeaveDay {
  date: IsoDate;
  /** 1 for a whole day, 0.5 for half of it. */
  quantity: 1 | 0.5;
}

export type LeaveStatus = 'submitted' | 'approved' | 'denied' | 'withdrawn';

export interface LeaveRequest {
  id: string;
  kind: AbsenceKind;
  name: string;
  status: LeaveStatus;
  from: IsoDate;
  to: IsoDate;
  /** In days; 1.5 is a day and a half. */
  days: number;
  submittedAt?: IsoDateTime;
}

/** `insufficient_balance` and `overlap` are what the system itself said; nothing was requested then. */
export type LeaveOutcome =
  { outcome: 'submitted'; request: LeaveRequest } | { outcome: 'insufficient_balance' } | { outcome: 'overlap' };

export interface Benefit {
  /** For example `Dental plan`. */
  name: string;
  provider?: string;
  /** Who or what is covered, for example `Employee + family`. */
  coverage?: string;
  since?: IsoDate;
}

export interface PayrollDates {
  nextPayDate: IsoDate;
  periodStart?: IsoDate;
  periodEnd?: IsoDate;
}

export interface HrCaseDraft {
  /** The signed-in employee's. */
  employeeEmail: string;
  subject: string;
  description: string;
  /** Only the people who handle such matters may read it. */
  confidential: boolean;
}

export interface HrCase {
  id: string;
  number: string;
  url?: string;
}

/** In all methods: the employee is the one who is signed in, never one named in the chat. */
export interface HrPort {
  /** The employee with this address, or whatever else the sign-in's claim says; `undefined` when there is none. */
  findEmployee(input: { email: string }, options?: CallOptions): Promise<Employee | undefined>;

  getLeaveBalances(input: { employeeId: string }, options?: CallOptions): Promise<LeaveBalance[]>;

  /** Asks for leave. `days` holds the working days only, in order. */
  requestLeave(
    input: { employeeId: string; absenceTypeId: string; days: LeaveDay[]; comment?: string },
    options: WriteOptions,
  ): Promise<LeaveOutcome>;

  /** The requests that begin today or later or are not decided, by date. */
  listLeaveRequests(input: { employeeId: string }, options?: CallOptions): Promise<LeaveRequest[]>;

  getLeaveRequest(
    input: { employeeId: string; requestId: string },
    options?: CallOptions,
  ): Promise<LeaveRequest | undefined>;

  /** Takes a request back. @throws ServiceError `conflict` when it can't be any more, `not_found` when it is gone. */
  withdrawLeaveRequest(input: { employeeId: string; requestId: string }, options: WriteOptions): Promise<LeaveRequest>;

  getBenefits(input: { employeeId: string }, options?: CallOptions): Promise<Benefit[]>;

  /** `undefined` where no pay day is planned. */
  getPayrollDates(input: { employeeId: string }, options?: CallOptions): Promise<PayrollDates | undefined>;

  openHrCase(input: HrCaseDraft, options: WriteOptions): Promise<HrCase>;
}
