import { responses, type TextKey } from '../../resources/responses';
import type { AbsenceKind, LeaveBalance } from '../../services/ports/hr';

const KEYS: Record<AbsenceKind, Record<'days' | 'day' | 'hours', TextKey<'leaveBalance'>>> = {
  vacation: { days: 'vacationDays', day: 'vacationDay', hours: 'vacationHours' },
  sick: { days: 'sickDays', day: 'sickDay', hours: 'sickHours' },
  other: { days: 'otherDays', day: 'otherDay', hours: 'otherHours' },
};

/** A number as the user's locale writes it: `12.5`. */
export function formatCount(count: number, locale: string): string {
  return new Intl.NumberFormat(locale, { maximumFractionDigits: 2 }).format(count);
}

/** "12.5 vacation days"; with the system's own name where `isNamed`. */
export function amountOf(
  { kind, unit, name, remaining }: Pick<LeaveBalance, 'kind' | 'unit' | 'name' | 'remaining'>,
  locale: string,
  isNamed = false,
): string {
  const form = unit === 'hours' ? 'hours' : remaining === 1 ? 'day' : 'days';
  const key = KEYS[isNamed ? 'other' : kind][form];
  return responses('leaveBalance', locale).plain(key, { count: formatCount(remaining, locale), name });
}

/** "12.5 vacation days and 5 sick days"; two of one kind are told by their names. */
export function listOfAmounts(balances: readonly LeaveBalance[], locale: string): string {
  const isAmong = ({ kind }: LeaveBalance) => balances.filter((other) => other.kind === kind).length > 1;
  const amounts = balances.map((balance) => amountOf(balance, locale, isAmong(balance)));
  return new Intl.ListFormat(locale, { type: 'conjunction' }).format(amounts);
}
