import { z } from 'zod';
import type { LeaveBalanceRecord, LeaveRequestRecord } from './records';
import type { Violation } from './wire';

/** "Submit", the only action that `requestTimeOff` takes. */
const SUBMIT = 'd9e4223e446c11de98360015c5e6daf6';

const reference = z.strictObject({ id: z.string(), descriptor: z.string().optional(), href: z.string().optional() });

const parameters = z.strictObject({
  action: reference,
  comment: z.string().optional(),
});

/** The body of `requestTimeOff`; a property that it does not know is refused. */
export const timeOffRequestBody = z.strictObject({
  businessProcessParameters: parameters.optional(),
  days: z
    .array(
      z.strictObject({
        date: z.string().optional(),
        start: z.string().optional(),
        end: z.string().optional(),
        dailyQuantity: z.number().optional(),
        timeOffType: reference.optional(),
        position: reference.optional(),
        reason: reference.optional(),
        comment: z.string().optional(),
        id: z.string().optional(),
        descriptor: z.string().optional(),
      }),
    )
    .default([]),
});

/** The body of `correctTimeOffEntry`. */
export const correctionBody = z.strictObject({
  businessProcessParameters: parameters.optional(),
  days: z.array(
    z.strictObject({ correctedEntry: reference, dailyQuantity: z.number(), comment: z.string().optional() }),
  ),
});

type Day = z.infer<typeof timeOffRequestBody>['days'][number];

/** What is wrong with an action. */
export function actionViolations(action: string | undefined): Violation[] {
  if (action === undefined || action === SUBMIT) return [];
  return [{ code: 'A219', error: "The business process action isn't valid.", field: 'businessProcessParameters' }];
}

/**
 * What Workday says to the days of a request, in the words of the description of `requestTimeOff`.
 *
 * @param balances the worker's, one for each type that they may ask for.
 * @param requests the worker's that are in force.
 */
export function dayViolations(
  days: Day[],
  balances: LeaveBalanceRecord[],
  requests: LeaveRequestRecord[],
): Violation[] {
  const at = (code: string, error: string): Violation => ({ code, error, field: 'days' });
  if (days.length === 0) return [at('A1020', "The request can't have a Total Hourly or Daily Quantity of zero.")];
  const seen = new Set<string>();
  for (const { date, dailyQuantity, timeOffType } of days) {
    if (timeOffType === undefined) return [at('A1009', 'Type is required and must have a value.')];
    if (date === undefined) return [at('A1038', 'Date is required and must have a value.')];
    if (dailyQuantity === undefined) return [at('A1017', 'Daily Quantity is required and must have a value.')];
    if (dailyQuantity <= 0) return [at('A1016', 'Enter an hourly or daily quantity that is greater than zero.')];
    const balance = balances.find((each) => each.timeOffType.id === timeOffType.id);
    if (!balance) return [at('A1041', 'The worker is not eligible for the time off type.')];
    const name = balance.timeOffType.descriptor;
    if (!isWorkingDay(date)) {
      const advice = 'To include the invalid days, provide a different Time Off Type. Otherwise, enter valid dates.';
      return [at('A1048', `Your request includes days that aren't allowed for ${name}. ${advice}`)];
    }
    if (seen.has(`${date} ${timeOffType.id}`)) return [at('A1032', REPEATED)];
    seen.add(`${date} ${timeOffType.id}`);
    const taken = takenOn(date, requests);
    if (taken.some((each) => each.type === timeOffType.id)) return [at('A1032', REPEATED)];
    if (sum(taken.map(({ quantity }) => quantity)) + dailyQuantity > 1) return [at('A1028', OVERLAPPING)];
    const asked = days.filter((day) => day.timeOffType?.id === timeOffType.id).map((day) => day.dailyQuantity ?? 0);
    if (sum(asked) > balance.quantity) return [at('A1011', `${INSUFFICIENT} ${name} as of ${date}.`)];
  }
  return [];
}

const REPEATED = "You can't have multiple entries for the same Time Off Type for a given date.";
const OVERLAPPING =
  "Some of the start and end times you're trying to submit overlap with existing time blocks. " +
  "Edit your start and end times so that they don't overlap.";
const INSUFFICIENT = "You don't have a sufficient balance or aren't eligible to satisfy the request for";

function takenOn(date: string, requests: LeaveRequestRecord[]) {
  return requests.flatMap(({ timeOffType, days }) =>
    days
      .filter((day) => day.date === date && day.quantity > 0)
      .map(({ quantity }) => ({ type: timeOffType.id, quantity })),
  );
}

function isWorkingDay(date: string): boolean {
  const time = /^\d{4}-\d\d-\d\d$/.test(date) ? Date.parse(date) : NaN;
  return !Number.isNaN(time) && new Date(time).getUTCDay() % 6 !== 0;
}

const sum = (numbers: number[]) => numbers.reduce((total, each) => total + each, 0);
