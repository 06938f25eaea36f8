import type { TurnContext } from 'botbuilder';
import { responses } from '../../resources/responses';
import type { Operation } from '../../services/operations/operation';
import type { PortInput, PortOutput } from '../../services/ports';
import { suggest } from '../choices';
import type { DialogDependencies } from '../dialogDependencies';
import type { HandoffOptions } from '../handoff';
import { hasTicket, passOnHandoff, recordHandoff } from '../people/handOver';
import { sendHandoffTicket } from '../people/handoffTicket';
import { turnOf } from '../turn';

/** Tells what became of a return when the user has moved on. */
export async function presentLateReturn(
  context: TurnContext,
  operation: Operation,
  dependencies: DialogDependencies,
): Promise<void> {
  const outcome = operation.result as PortOutput<'commerce', 'startReturn'>;
  const { locale } = turnOf(context);
  const texts = responses('returnRequest', locale);
  if (outcome.outcome === 'needs_person') return handOver(context, operation, dependencies);
  if (outcome.outcome === 'started')
    return void (await context.sendActivity(texts.text('late', { returnNumber: outcome.returnNumber })));
  const why = texts.plain(`notPossible.${outcome.why}`);
  const person = { title: responses('common', locale).plain('button.talkToPerson') };
  await suggest(context, texts.text('lateNotPossible', { why }), [person]);
}

/** The user is busy with something else, so nothing is asked: the team hears of it, and the user hears that it does. */
async function handOver(context: TurnContext, operation: Operation, dependencies: DialogDependencies): Promise<void> {
  const texts = responses('returnRequest', turnOf(context).locale);
  const { orderId, items } = operation.input as PortInput<'commerce', 'startReturn'>;
  const options: HandoffOptions = {
    kind: 'message',
    reason: 'return',
    message: texts.plain('lateHandOver', { orderId }),
    collected: Object.fromEntries([
      ['order', orderId],
      ...items.map(({ itemId, quantity, reason }, index) => [
        `item ${index + 1}`,
        `${quantity} × ${itemId}, ${reason}`,
      ]),
    ]) as Record<string, string>,
    // The same one again, should this turn be lost.
    newId: operation.id.slice(0, 8).toUpperCase(),
  };
  const { handoff } = await recordHandoff(context, options, dependencies);
  await context.sendActivity(texts.text('lateNeedsPerson', { reference: handoff.id }));
  if (!hasTicket(context, options, dependencies)) return;
  const { ticket } = await passOnHandoff(context, handoff, options, dependencies);
  if (ticket) await sendHandoffTicket(context, handoff.id, ticket, dependencies);
}
