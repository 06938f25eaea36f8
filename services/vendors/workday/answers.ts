/**
 * What is read of Workday's answers. Numbers are `Numeric` and may come with a fraction or as text, although the
 * descriptions say integer.
 */
import { z } from 'zod';

const instance = z.object({ id: z.string(), descriptor: z.string().nullish() });
const named = z.object({ id: z.string().nullish(), descriptor: z.string().nullish() });
const numeric = z.coerce.number();

/** `{"currency":"USD","value":"184.50"}`; some tenants send the bare amount. */
const currencyValue = z.union([
  z.object({
    value: z.union([z.string(), z.number()]),
    currency: z.union([z.string(), named.transform(({ descriptor }) => descriptor ?? '')]).optional(),
  }),
  z.union([z.string(), z.number()]).transform((value) => ({ value, currency: undefined })),
]);

export const workerRow = z.object({ workdayID: z.string() });

export const workerAnswer = z.object({
  id: z.string(),
  descriptor: z.string(),
  primaryWorkEmail: z.string().nullish(),
});

export const benefitsRow = z.object({
  benefitElections: z
    .array(
      z.object({
        benefitPlan: named.nullish(),
        coverage: z.union([z.string(), named.transform(({ descriptor }) => descriptor)]).nullish(),
        coverageBeginDateForBenefitPlan: z.string().nullish(),
      }),
    )
    .nullish(),
});

export const balanceAnswer = z.object({
  quantity: numeric,
  unit: named.nullish(),
  absencePlan: z.object({ id: z.string(), descriptor: z.string().nullish(), timeoffs: z.string().nullish() }),
});

export const eligibleTypeAnswer = z.object({
  id: z.string(),
  descriptor: z.string(),
  unitOfTime: named.nullish(),
  dailyDefaultQuantity: numeric.nullish(),
});

/** An entry is one day of a request. */
export const timeOffEntryAnswer = z.object({
  id: z.string(),
  date: z.string(),
  units: numeric,
  unitOfTime: named.nullish(),
  timeOff: named.nullish(),
  timeOffRequest: z.object({ id: z.string(), status: z.string().nullish() }),
});

/** The same entries as absence management shows them: without their request, but with our comment. */
export const timeOffDetailAnswer = z.object({
  date: z.string(),
  comment: z.string().nullish(),
  timeOffType: named.nullish(),
});

export const requestEventAnswer = z.object({
  businessProcessParameters: z
    .object({ overallBusinessProcess: named.nullish(), overallStatus: z.string().nullish() })
    .nullish(),
  days: z.array(z.object({ id: z.string().nullish() })).nullish(),
});

export const paySlipAnswer = z.object({ date: z.string() });

export const invoiceAnswer = z.object({
  requestNumber: z.string().nullish(),
  suppliersInvoiceNumber: z.string().nullish(),
  status: named.nullish(),
  controlTotalAmount: currencyValue.nullish(),
  currency: named.nullish(),
  supplier: named.nullish(),
  invoiceDate: z.string().nullish(),
  dueDate: z.string().nullish(),
});

export const expenseReportAnswer = z.object({
  descriptor: z.string().nullish(),
  expenseReportStatus: named.nullish(),
  totalAmount: currencyValue.nullish(),
  expenseReportMemo: z.string().nullish(),
  /** Not in the description of the answer, only in that of the request that creates a report. */
  payee: instance.nullish(),
});

/** Nothing of it is used. */
export const anyAnswer = z.unknown();

export type WorkdayWorker = z.infer<typeof workerAnswer>;
export type WorkdayBenefits = z.infer<typeof benefitsRow>;
export type WorkdayBalance = z.infer<typeof balanceAnswer>;
export type WorkdayAbsenceType = z.infer<typeof eligibleTypeAnswer>;
export type WorkdayTimeOffEntry = z.infer<typeof timeOffEntryAnswer>;
export type WorkdayTimeOffDetail = z.infer<typeof timeOffDetailAnswer>;
export type WorkdayRequestEvent = z.infer<typeof requestEventAnswer>;
export type WorkdayInvoice = z.infer<typeof invoiceAnswer>;
export type WorkdayExpenseReport = z.infer<typeof expenseReportAnswer>;
export type WorkdayAmount = z.infer<typeof currencyValue>;
