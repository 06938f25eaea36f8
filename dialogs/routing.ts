import type { TurnContext } from 'botbuilder';
import { responses } from '../resources/responses';
import type { DialogDefinition, Message } from './dialogDefinition';
import type { DialogDependencies } from './dialogDependencies';
import { turnOf } from './turn';
import type { Intent } from './understanding/intents';

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
  const { intent, alternatives, ...understood } = dependencies.recognizer.recognize(text, locale);
  const message: Message = { ...understood, text, context, ...(intent && { intent }) };
  const definitions = dependencies.definitions.filter((definition) => isFor(definition, context));
  const titled = definitions.find(({ title }) => isSame(responses('main', locale).plain(title), text));
  if (titled) return { message: { ...message, intent: titled.intents[0] }, definition: titled, alternatives: [] };
  const continued = definitions.find((definition) => definition.continues?.(message));
  const meant = intent && definitions.find(({ intents }) => intents.includes(intent));
  const definition = message.isCorrection ? (continued ?? meant) : (meant ?? continued);
  return { message, alternatives, ...(definition && { definition }) };
}

/** Customers do not see what is for employees. */
export function isFor({ audience }: DialogDefinition, context: TurnContext): boolean {
  return audience === 'everyone' || turnOf(context).employee !== undefined;
}

function isSame(title: string, text: string): boolean {
  return title.toLowerCase() === text.trim().toLowerCase();
}
