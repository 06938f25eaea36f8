import type { TurnContext } from 'botbuilder';
import { responses } from '../../resources/responses';
import type { Operation } from '../../services/operations/operation';
import type { PortInput } from '../../services/ports';
import { guessOf, settleGuess, takeGuess } from '../countedProof';
import type { DialogDependencies } from '../dialogDependencies';
import { formatAge } from '../format';
import { turnOf } from '../turn';
import { sendOrder } from './orderAnswer';

/**
 * Shows what was known last of an order whose system cannot be reached, to whoever knows the same number and address as the
 * one who asked then. Any other guess gets what an unknown order gets, and counts: the system that would say that it is
 * wrong is not there.
 *
 * @returns whether anything was shown
 */
export async function presentLastKnownOrder(
  context: TurnContext,
  operation: Operation,
  dependencies: DialogDependencies,
): Promise<boolean> {
  const guess = guessOf(operation);
  if (!guess || !(await takeGuess(context, guess, dependencies)).allowed) return false;
  const proof = operation.input as PortInput<'commerce', 'findOrder'>;
  const known = await dependencies.lastKnown.find('commerce', 'findOrder', proof);
  await settleGuess(context, guess, known !== undefined, dependencies);
  if (!known) return false;
  const { locale } = turnOf(context);
  const age = formatAge(known.at, dependencies.clock.now(), locale);
  const texts = responses('orderLookup', locale);
  await context.sendActivity(texts.text('lastKnown', { orderNumber: known.result.number, age }));
  await sendOrder(context, known.result, dependencies.company, texts.plain('lastKnownMark', { age }));
  return true;
}
