import type { TurnContext } from 'botbuilder';
import { responses } from '../resources/responses';
import { isAddressAlone } from './addressAlone';
import { mentions } from './commands';
import { withoutEmail } from './entities';
import { answerOf } from './form/answer';
import type { DialogDefinition, Message } from './dialogDefinition';
import type { DialogDependencies } from './dialogDependencies';
import { graveMatterJob } from './people/graveMatter';
import { asksForPerson } from './people/personWish';
import { turnOf } from './turn';
import { isJob, type Intent } from './understanding/intents';

/** What a message leads to. */
export interface Route {
  message: Message;
  /** The dialog that does the job. */
  definition?: DialogDefinition;
  /** Between which jobs the message could not be decided. */
  alternatives: readonly Intent[];
}

/** Finds the job that a message means: by a button's title, by what it goes on with, or by its words. */
export function route(context: TurnContext, dependencies: DialogDependencies): Route {
  const { locale } = turnOf(context);
  const text = context.activity.text ?? '';
  const { intent, alternatives } = understand(context, dependencies);
  const { entities } = answerOf(context, {}, dependencies.company);
  const isCorrection = mentions('correction', withoutEmail(text), locale);
  const message: Message = { entities, isCorrection, text, context, ...(intent && { intent }) };
  const definitions = dependencies.definitions.filter((definition) => isFor(definition, context));
  const titled = definitions.find(({ title }) => isSame(responses('main', locale).plain(title), text));
  if (titled) return { message: { ...message, intent: titled.intents[0] }, definition: titled, alternatives: [] };
  const claimed = definitions.find((definition) => definition.claims?.(message));
  if (claimed) return { message, definition: claimed, alternatives: [] };
  const continued = definitions.find((definition) => definition.continues?.(message));
  const meant = findMeant(definitions, intent);
  // What the systems in use do not allow is said to be so, and is no answer to what was spoken of before.
  const follows = isImpossible(dependencies.definitions, intent) ? undefined : continued;
  const definition = message.isCorrection ? (continued ?? meant) : (meant ?? follows);
  return { message, alternatives, ...(definition && { definition }) };
}

/** What the company's people are told in a job's words stays there. */
const TOLD_ELSEWHERE: ReadonlySet<Intent | undefined> = new Set<Intent>(['hr.case', 'ticket.comment']);

/** Who asks for an offer, or reports what IT should mend, is called by those who do it. */
function wishesBeside(intent: Intent | undefined): ('personWish' | 'callback')[] {
  return intent === 'lead' || intent === 'it.incident' ? ['personWish'] : ['personWish', 'callback'];
}

/** What the words mean to the recogniser, but for what they say beyond doubt. */
function understand(
  context: TurnContext,
  dependencies: DialogDependencies,
): Pick<Route, 'alternatives'> & { intent?: Intent } {
  const { locale } = turnOf(context);
  const text = context.activity.text ?? '';
  const { intent, alternatives } = dependencies.recognizer.recognize(text, locale);
  if (isAddressAlone(text, locale)) return { alternatives: [] };
  if (TOLD_ELSEWHERE.has(intent) || graveMatterJob(context, dependencies))
    return { ...(intent && { intent }), alternatives };
  if (asksForPerson(text, locale, wishesBeside(intent))) return { intent: 'human', alternatives: [] };
  // How people are reached is a question; nobody has to be called for it.
  if (intent === 'human' && mentions('reachWords', text, locale)) return { alternatives: [] };
  return { ...(intent && { intent }), alternatives };
}

/** What employees ask of IT, customers ask of the helpdesk. */
const INSTEAD: Partial<Record<Intent, Intent>> = {
  'it.incident': 'ticket.create',
  'it.requestStatus': 'ticket.status',
};

function findMeant(definitions: readonly DialogDefinition[], intent: Intent | undefined): DialogDefinition | undefined {
  const find = (wanted: Intent | undefined) => wanted && definitions.find(({ intents }) => intents.includes(wanted));
  return find(intent) ?? find(intent && INSTEAD[intent]);
}

function isImpossible(definitions: readonly DialogDefinition[], intent: Intent | undefined): boolean {
  return intent !== undefined && isJob(intent) && !findMeant(definitions, intent);
}

/** Jobs with an object of their own: "cancel order 1002" is no answer to the question for a number. */
const WITH_AN_ORDER: ReadonlySet<Intent> = new Set<Intent>([
  'order.cancel',
  'order.change',
  'order.problem',
  'order.refundStatus',
  'order.return',
]);

/** How a message names a job wherever it is said: by its title in the menu, or in words such as "cancel order 1002". */
export function namesAJob(context: TurnContext, dependencies: DialogDependencies): 'title' | 'words' | undefined {
  const { locale } = turnOf(context);
  const text = context.activity.text ?? '';
  const { definition, message } = route(context, dependencies);
  if (!definition) return undefined;
  if (isSame(responses('main', locale).plain(definition.title), text)) return 'title';
  const { intent } = message;
  const isMeant = intent !== undefined && WITH_AN_ORDER.has(intent) && definition.intents.includes(intent);
  return isMeant && /\p{L}\P{L}+\p{L}|\p{L}\P{L}*\p{N}/u.test(text) ? 'words' : undefined;
}

/** The job for employees that is meant where customers write, too: whoever asks for it may be one, and can sign in. */
export function behindSignIn(
  { intent }: Message,
  { definitions, signIn }: Pick<DialogDependencies, 'definitions' | 'signIn'>,
): DialogDefinition | undefined {
  if (!signIn || !intent) return undefined;
  // What customers ask for in the same words is explained to them first.
  return definitions.find(
    ({ audience, intents, notForCustomers }) =>
      audience === 'employees' && !notForCustomers && intents.includes(intent),
  );
}

/** Customers do not see what is for employees. */
export function isFor({ audience }: DialogDefinition, context: TurnContext): boolean {
  const { employee, amongEmployees } = turnOf(context);
  return audience === 'everyone' || (audience === 'employees' && (employee !== undefined || amongEmployees === true));
}

function isSame(title: string, text: string): boolean {
  return title.toLowerCase() === text.trim().toLowerCase();
}
