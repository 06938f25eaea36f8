import { ActionTypes, CardFactory, MessageFactory, type ConversationReference, type TurnContext } from 'botbuilder';
import { responses, type TextKey } from '../../resources/responses';
import type { TurnWork } from '../../services/handoff/turnWork';
import type { DialogDependencies } from '../dialogDependencies';
import { turnOf } from '../turn';
import type { Job } from './signIn';

/** A job that goes on where nobody else reads along. */
export interface CarriedJob {
  job: Job;
  /** What it is called, for people. */
  title: string;
  /** The chat of the user and the bot. */
  personal: Partial<ConversationReference>;
  /** Where it was asked for. */
  thread: Partial<ConversationReference>;
  /** As the user has them there. */
  timeZone?: string;
  language?: string;
}

/** Chats of one user and the bot, in channels that know such. */
export interface PersonalChats {
  /** Finds or makes the user's; `undefined` where the bot may not write to them. */
  open(context: TurnContext): Promise<Partial<ConversationReference> | undefined>;
  /** Begins a job there as soon as the turn is saved. */
  begin(carried: CarriedJob): TurnWork;
  /** Where the user opens it; `undefined` where there is no such address. */
  linkOf(context: TurnContext): string | undefined;
}

/** Goes on in the personal chat with what was asked for where others read along. */
export async function goPersonal(
  context: TurnContext,
  job: Job,
  { definitions, personalChats }: Pick<DialogDependencies, 'definitions' | 'personalChats'>,
): Promise<void> {
  const { reference, locale, timeZone, alongside, session } = turnOf(context);
  const { language } = session;
  const personal = await personalChats?.open(context);
  const link = personalChats?.linkOf(context);
  if (!personal || !personalChats) return sayWithLink(context, link ? 'openFirst' : 'writePersonally', link);
  const definition = definitions.find(({ id }) => id === job.id);
  const title = definition
    ? responses('main', locale).plain(definition.title)
    : responses('signIn', locale).plain('button.signIn');
  const where = { personal: { ...personal, locale }, thread: { ...reference, locale } };
  alongside.push(
    personalChats.begin({ job, title, ...where, ...(timeZone && { timeZone }), ...(language && { language }) }),
  );
  await sayWithLink(context, 'goOn', link);
}

/** Says in the thread that the bot may not write to the user yet, and what to do about it. */
export function tellOpenFirst(context: TurnContext, link: string | undefined): Promise<void> {
  return sayWithLink(context, link ? 'openFirst' : 'writePersonally', link);
}

/** Says in the thread where a sign-in is ended. */
export function tellWhereToSignOut(
  context: TurnContext,
  { personalChats }: Pick<DialogDependencies, 'personalChats'>,
): Promise<void> {
  return sayWithLink(context, 'signOut', personalChats?.linkOf(context));
}

async function sayWithLink(context: TurnContext, key: TextKey<'personal'>, link: string | undefined): Promise<void> {
  const texts = responses('personal', turnOf(context).locale);
  const text = texts.text(key);
  if (!link) return void (await context.sendActivity(text));
  const button = { type: ActionTypes.OpenUrl, title: texts.plain('button.open'), value: link };
  const card = CardFactory.heroCard('', undefined, [button]);
  await context.sendActivity({ ...MessageFactory.attachment(card, text), summary: text });
}
