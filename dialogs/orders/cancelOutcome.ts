import { responses } from '../../resources/responses';
import type { CancelOutcome } from '../../services/ports/commerce';
import type { Choice } from '../session';

/** How a cancellation ended, as its texts are called. */
export type CancelKey = 'done' | 'requested' | 'already' | 'shipped' | 'notPossible';

/** The texts that tell an outcome. */
export function cancelKeyOf(outcome: CancelOutcome): CancelKey {
  if (outcome.outcome === 'cancelled') return 'done';
  if (outcome.outcome === 'requested') return 'requested';
  if (outcome.why === 'already_cancelled') return 'already';
  return outcome.why === 'shipped' ? 'shipped' : 'notPossible';
}

/** What can be done instead: what is on its way or delivered goes back, all else is a person's. */
export function insteadOfCancelling(key: CancelKey | 'delivered', locale: string): Choice[] {
  const sendBack = { title: responses('orderCancel', locale).plain('button.return') };
  const person = { title: responses('common', locale).plain('button.talkToPerson') };
  return key === 'shipped' || key === 'delivered' ? [sendBack, person] : [person];
}
