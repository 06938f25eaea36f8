import type { AbsenceKind, Benefit, Employee, LeaveBalance, LeaveDay, LeaveRequest, LeaveStatus } from '../../ports/hr';
import type {
  WorkdayAbsenceType,
  WorkdayBalance,
  WorkdayBenefits,
  WorkdayTimeOffEntry,
  WorkdayWorker,
} from './answers';

/** Where a type does not say how many hours its day has. */
const HOURS_PER_DAY = 8;

/** A type's name is all there is to tell its kind by; each company names its types itself. */
const KINDS: readonly (readonly [RegExp, AbsenceKind])[] = [
  [/\b(?:sick|illness|krank\w*|maladie|enfermedad)\b/i, 'sick'],
  [/\b(?:vacation|annual leave|holidays?|paid time off|pto|urlaub|congés?|vacaciones)\b/i, 'vacation'],
];

/** In words, as "The current status of the business process" is told: `Successfully Completed, Denied, Terminated`. */
const STATUSES: readonly (readonly [RegExp, LeaveStatus])[] = [
  [/cancel|rescind|withdrawn|terminated/i, 'withdrawn'],
  [/denied|rejected/i, 'denied'],
  [/successfully completed|approved/i, 'approved'],
];

export function kindOf(name: string): AbsenceKind {
  return KINDS.find(([words]) => words.test(name))?.[1] ?? 'other';
}

export function statusOf(words: string | null | undefined): LeaveStatus {
  return STATUSES.find(([pattern]) => pattern.test(words ?? ''))?.[1] ?? 'submitted';
}

/** The name is `Alex Morgan`, with marks such as `(On Leave)` or `[C]` behind it. */
export function toEmployee({ id, descriptor }: WorkdayWorker, email: string): Employee {
  const words = descriptor
    .replace(/\s*[([].*$/, '')
    .trim()
    .split(/\s+/);
  return { id, firstName: words.slice(0, -1).join(' ') || (words[0] ?? ''), lastName: words.at(-1) ?? '', email };
}

/**
 * A balance is one of a plan, but a request names a type: they meet in the name. A plan without such a type keeps its own
 * id; its balance can be shown, and Workday refuses requests for it.
 */
export function toBalance({ quantity, unit, absencePlan }: WorkdayBalance, types: WorkdayAbsenceType[]): LeaveBalance {
  const names = [absencePlan.timeoffs ?? '', absencePlan.descriptor ?? ''];
  const type = types.find(({ descriptor }) => names.some((name) => name.split(/[;,\n]/).some(isSame(descriptor))));
  const name = type?.descriptor || absencePlan.descriptor || absencePlan.timeoffs || 'Time off';
  return {
    absenceTypeId: type?.id ?? absencePlan.id,
    kind: kindOf(name),
    name,
    unit: isHours(unit) ? 'hours' : 'days',
    remaining: quantity,
  };
}

/** The quantity of a day in the unit of its type. */
export function quantityOf({ quantity }: LeaveDay, type: WorkdayAbsenceType): number {
  return isHours(type.unitOfTime) ? quantity * hoursPerDay(type) : quantity;
}

/** A request and the ids of the entries that it consists of. */
export interface TimeOffRequest {
  request: LeaveRequest;
  entryIds: string[];
}

/** The entries by request, by date. */
export function toRequests(entries: WorkdayTimeOffEntry[], types: WorkdayAbsenceType[]): TimeOffRequest[] {
  const byRequest = Map.groupBy(entries, ({ timeOffRequest }) => timeOffRequest.id);
  return [...byRequest.values()].map((group) => toRequest(group, types)).sort(byDate);
}

function toRequest(group: WorkdayTimeOffEntry[], types: WorkdayAbsenceType[]): TimeOffRequest {
  const days = group.toSorted((one, other) => one.date.localeCompare(other.date));
  const [first, last] = [days[0] as WorkdayTimeOffEntry, days.at(-1) as WorkdayTimeOffEntry];
  const name = first.timeOff?.descriptor ?? 'Time off';
  const taken = days.reduce((sum, entry) => sum + inDays(entry, types), 0);
  const status = statusOf(first.timeOffRequest.status);
  return {
    request: {
      id: first.timeOffRequest.id,
      kind: kindOf(name),
      name,
      // Approved leave is taken back by correcting its days to nothing.
      status: status === 'approved' && taken === 0 ? 'withdrawn' : status,
      from: first.date.slice(0, 10),
      to: last.date.slice(0, 10),
      days: taken,
    },
    entryIds: days.map(({ id }) => id),
  };
}

export function toBenefits(rows: WorkdayBenefits[]): Benefit[] {
  return rows
    .flatMap(({ benefitElections }) => benefitElections ?? [])
    .flatMap(({ benefitPlan, coverage, coverageBeginDateForBenefitPlan }) => {
      const name = benefitPlan?.descriptor;
      const since = coverageBeginDateForBenefitPlan?.slice(0, 10);
      return name ? [{ name, ...(coverage && { coverage }), ...(since && { since }) }] : [];
    });
}

function inDays({ units, unitOfTime, timeOff }: WorkdayTimeOffEntry, types: WorkdayAbsenceType[]): number {
  if (!isHours(unitOfTime)) return units;
  const type = types.find(({ id, descriptor }) => id === timeOff?.id || isSame(descriptor)(timeOff?.descriptor ?? ''));
  return units / hoursPerDay(type);
}

function hoursPerDay(type: WorkdayAbsenceType | undefined): number {
  return type?.dailyDefaultQuantity || HOURS_PER_DAY;
}

function isHours(unit: { descriptor?: string | null } | null | undefined): boolean {
  return /hour/i.test(unit?.descriptor ?? '');
}

const isSame = (one: string) => (other: string) => other.trim().toLowerCase() === one.trim().toLowerCase();

const byDate = (one: TimeOffRequest, other: TimeOffRequest) => one.request.from.localeCompare(other.request.from);
