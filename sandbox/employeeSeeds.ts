import { alex, robin, type SeedPerson } from './peopleSeeds';

/** What every HR and finance vendor of the sandbox holds at start, in no vendor's format. Amounts are in cents. */

export interface SeedEmployee extends SeedPerson {
  /** The number on the badge. */
  number: string;
  title: string;
  managerEmail?: string;
}

export const seedEmployees: readonly SeedEmployee[] = [
  { ...alex, number: '1042', title: 'Account Manager', managerEmail: robin.email },
  { ...robin, number: '1007', title: 'Head of Sales' },
];

export interface SeedAbsenceType {
  kind: 'vacation' | 'sick';
  name: string;
  /** What each employee has left, in days. */
  remainingDays: number;
}

export const seedAbsenceTypes: readonly SeedAbsenceType[] = [
  { kind: 'vacation', name: 'Vacation', remainingDays: 12.5 },
  { kind: 'sick', name: 'Sick Leave', remainingDays: 5 },
];

export interface SeedBenefit {
  name: string;
  provider: string;
  coverage: string;
  /** As `2024-01-01`. */
  since: string;
}

/** Each employee has all of them. */
export const seedBenefits: readonly SeedBenefit[] = [
  { name: 'Medical plan', provider: 'Contoso Health', coverage: 'Employee + family', since: '2024-01-01' },
  { name: 'Dental plan', provider: 'Contoso Health', coverage: 'Employee', since: '2024-01-01' },
  { name: 'Retirement savings', provider: 'Fabrikam Trust', coverage: '5% of salary', since: '2023-07-01' },
];

export interface SeedPayPeriod {
  /** As `2026-11-01`; like the two below. */
  start: string;
  end: string;
  payDate: string;
}

/** The months before, at and after `now`: people are paid on the last day of each month. */
export function seedPayPeriods(now: Date): SeedPayPeriod[] {
  const day = (month: number, date: number) =>
    new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + month, date)).toISOString().slice(0, 10);
  return [-1, 0, 1, 2].map((month) => ({ start: day(month, 1), end: day(month + 1, 0), payDate: day(month + 1, 0) }));
}

export interface SeedInvoice {
  number: string;
  supplier: string;
  totalCents: number;
  status: 'paid' | 'in_approval';
  invoicedOn: string;
  dueOn: string;
  /** For systems that keep it. */
  paidOn?: string;
}

export const FINANCE_CURRENCY = 'USD';

export const seedInvoices: readonly SeedInvoice[] = [
  {
    number: 'INV-2001',
    supplier: 'Fourth Coffee',
    totalCents: 124_050,
    status: 'paid',
    invoicedOn: '2026-01-05',
    dueOn: '2026-02-04',
    paidOn: '2026-01-30',
  },
  {
    number: 'INV-2002',
    supplier: 'Adventure Works',
    totalCents: 389_900,
    status: 'in_approval',
    invoicedOn: '2026-02-02',
    dueOn: '2026-03-04',
  },
];

export interface SeedExpenseReport {
  number: string;
  owner: SeedPerson;
  purpose: string;
  totalCents: number;
  status: 'in_approval' | 'paid';
  createdOn: string;
}

export const seedExpenseReports: readonly SeedExpenseReport[] = [
  {
    number: 'EXP-3001',
    owner: alex,
    purpose: 'Trade fair in Chicago',
    totalCents: 48_275,
    status: 'in_approval',
    createdOn: '2026-02-09',
  },
  {
    number: 'EXP-3002',
    owner: robin,
    purpose: 'Team dinner',
    totalCents: 21_600,
    status: 'paid',
    createdOn: '2026-01-12',
  },
];
