import type { TurnContext } from 'botbuilder';
import { responses } from '../resources/responses';
import type { Operation } from '../services/operations/operation';
import { suggest } from './choices';
import { guessOf, settleGuess } from './countedProof';
import type { DialogDependencies } from './dialogDependencies';
import { whatOf } from './pendingOperationTexts';
import { turnOf } from './turn';

/** Tells a result that came when nobody waited for it any more. */
export async function presentLate(
  context: TurnContext,
  operation: Operation,
  dependencies: DialogDependencies,
): Promise<void> {
  const guess = guessOf(operation);
  if (guess) await settleGuess(context, guess, Boolean(operation.result), dependencies);
  const definition = dependencies.definitions.find(({ id }) => id === operation.dialogId);
  if (definition?.presentLate) return definition.presentLate(context, operation, dependencies);
  return presentLateDefault(context, operation, dependencies);
}

/** The same in words that fit every job. */
export async function presentLateDefault(
  context: TurnContext,
  operation: Operation,
  dependencies: DialogDependencies,
): Promise<void> {
  const definition = dependencies.definitions.find(({ id }) => id === operation.dialogId);
  const { locale } = turnOf(context);
  const texts = responses('pendingOperation', locale);
  const what = whatOf(operation, dependencies, locale);
  if (operation.protection !== 'read') return void (await context.sendActivity(texts.text('lateWritten', { what })));
  const again = definition ? [{ title: responses('main', locale).plain(definition.title) }] : [];
  await suggest(context, texts.text('lateAnswer', { what }), again);
}

/** Says that there was no answer, when nobody waited for one any more. */
export async function presentFailure(
  context: TurnContext,
  operation: Operation,
  dependencies: DialogDependencies,
): Promise<void> {
  const definition = dependencies.definitions.find(({ id }) => id === operation.dialogId);
  if (definition?.presentFailure) return definition.presentFailure(context, operation);
  const { locale } = turnOf(context);
  const own = operation.state === 'failed' ? definition?.explainFailure?.(operation, locale) : undefined;
  if (own) return void (await context.sendActivity(own));
  const texts = responses('pendingOperation', locale);
  const key = operation.state === 'unknown' ? 'lateUnknown' : 'lateFailure';
  await context.sendActivity(texts.text(key, { what: whatOf(operation, dependencies, locale) }));
}
