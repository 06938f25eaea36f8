import type { TurnContext } from 'botbuilder';
import { responses } from '../resources/responses';
import { isOpen } from '../services/company/businessHours';
import { isSettled, isYetToBeSent, mayHaveBeenWritten, type Operation } from '../services/operations/operation';
import { offer } from './choices';
import type { DialogDependencies } from './dialogDependencies';
import { hrContact } from './hr/contact';
import type { Choice } from './session';
import { turnOf } from './turn';

/** "12 seconds", "a minute", "3 minutes": since the operation's message came. */
export function elapsedText(context: TurnContext, operation: Operation, now: number): string {
  const texts = responses('pendingOperation', turnOf(context).locale);
  const seconds = Math.max(1, Math.round((now - operation.receivedAt) / 1000));
  if (seconds < 55) return texts.plain('seconds', { count: seconds });
  const minutes = Math.round(seconds / 60);
  return minutes === 1 ? texts.plain('oneMinute') : texts.plain('minutes', { count: minutes });
}

/** Answers what is typed while the operation runs. */
export async function sendStatus(
  context: TurnContext,
  operation: Operation,
  dependencies: Pick<DialogDependencies, 'definitions' | 'clock'>,
): Promise<void> {
  const { locale } = turnOf(context);
  const texts = responses('pendingOperation', locale);
  const key = isYetToBeSent(operation) ? 'statusNotSent' : mayHaveBeenWritten(operation) ? 'statusSent' : 'status';
  const elapsed = elapsedText(context, operation, dependencies.clock.now());
  await context.sendActivity(texts.text(key, { elapsed, what: whatOf(operation, dependencies, locale) }));
}

/** What an operation is about, as its dialog says it. */
export function whatOf(
  operation: Operation,
  { definitions }: Pick<DialogDependencies, 'definitions'>,
  locale: string,
): string {
  const definition = definitions.find(({ id }) => id === operation.dialogId);
  return definition?.describe(operation, locale) ?? responses('pendingOperation', locale).plain('somethingAsked');
}

/** Offers the way out: at most three buttons, those that make sense for this operation at this time. */
export async function offerWayOut(
  context: TurnContext,
  operation: Operation,
  dependencies: Pick<DialogDependencies, 'company' | 'clock' | 'definitions'>,
  lastWord = false,
): Promise<void> {
  const { locale } = turnOf(context);
  const choices = wayOutChoices(context, operation, dependencies);
  const definition = dependencies.definitions.find(({ id }) => id === operation.dialogId);
  const own = operation.state === 'failed' ? definition?.explainFailure?.(operation, locale) : undefined;
  const text = [
    own ?? explain(operation, locale, lastWord, whatOf(operation, dependencies, locale)),
    operation.port === 'hr' ? hrContact(dependencies, locale) : otherContact(dependencies, locale),
  ].join('\n\n');
  await offer(context, text, choices);
}

function explain(operation: Operation, locale: string, lastWord: boolean, what: string): string {
  const texts = responses('pendingOperation', locale);
  const reference = operation.logReference ? ` ${texts.text('reference', { reference: operation.logReference })}` : '';
  if (operation.state === 'unknown') return texts.text('unknown') + reference;
  if (isYetToBeSent(operation)) return texts.text('notSentYet');
  if (mayHaveBeenWritten(operation) && !isSettled(operation)) return texts.text('sentNoAnswer');
  if (lastWord) return texts.text('lastWord') + reference;
  if (!isSettled(operation)) return texts.text('cannotReachYet', { what });
  const reason = responses('common', locale).text(`error.${operation.errorCode ?? 'unexpected'}`);
  const head = wasNotWritten(operation) ? texts.text('notSent') : texts.text('cannotReach', { what });
  return `${head} ${reason}${reference}`;
}

function wayOutChoices(
  context: TurnContext,
  operation: Operation,
  { company, clock }: Pick<DialogDependencies, 'company' | 'clock'>,
): Choice[] {
  const { locale } = turnOf(context);
  const texts = responses('pendingOperation', locale);
  const common = responses('common', locale);
  const value = { operationId: operation.id };
  const open = isOpen(company.BUSINESS_HOURS, company.COMPANY_TIME_ZONE, clock.now());
  const person = { title: common.plain(open ? 'button.talkToPerson' : 'button.leaveMessage'), value };
  const sent = mayHaveBeenWritten(operation);
  const runs = !isSettled(operation);
  if ((sent && runs) || isYetToBeSent(operation))
    return [{ title: texts.plain('button.checkAgain'), means: 'yes', value }, person];
  if (sent || (wasNotWritten(operation) && !isDown(operation))) return [person];
  const tryAgain: Choice = { title: texts.plain('button.tryAgain'), means: 'yes', value };
  return runs ? [tryAgain, { title: texts.plain('button.keepWaiting'), value }, person] : [tryAgain, person];
}

/** A write that failed, and that its system knows nothing of. */
function wasNotWritten(operation: Operation): boolean {
  return operation.state === 'failed' && operation.protection !== 'read' && !mayHaveBeenWritten(operation);
}

/** Nothing is wrong with what was asked: its system does not answer, or has too much to do. */
export function isDown(operation: Operation): boolean {
  const { errorCode } = operation;
  return operation.state === 'failed' && (errorCode === 'unavailable' || errorCode === 'rate_limited');
}

/** How else the company can be reached. */
export function otherContact({ company }: Pick<DialogDependencies, 'company'>, locale: string): string {
  return responses('common', locale).text('otherContact', {
    email: company.COMPANY_EMAIL,
    phone: company.COMPANY_PHONE,
  });
}
