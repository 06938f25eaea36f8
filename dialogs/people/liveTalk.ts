import type { TurnContext } from 'botbuilder';
import { languages, responses, type TextKey } from '../../resources/responses';
import type { LiveConversation } from '../../services/handoff/liveConversation';
import { normalizeEmail } from '../../services/verification/normalize';
import { offer, resolveChoice, suggest } from '../choices';
import { findCommand, isCommand } from '../commands';
import type { DialogDependencies } from '../dialogDependencies';
import { namesAJob } from '../routing';
import { turnOf } from '../turn';
import { isTitle } from '../words';
import { isConfidential } from './confidential';
import { graveMatterJob } from './graveMatter';
import { passOnMessage } from './livePassOn';

/** `served`: nothing is left to do; `left`: the bot answers this message itself; `none`: no person is in this conversation. */
export type LiveOutcome = 'served' | 'left' | 'none';

/** Words that are meant for a bot, or for a person: it is asked which. */
const AMBIGUOUS = ['menu', 'startOver', 'help', 'cancel', 'leaveMessage'] as const;

/** What the user writes while a person is there instead of the bot. */
export class LiveTalk {
  readonly #dependencies: DialogDependencies;

  constructor(dependencies: DialogDependencies) {
    this.#dependencies = dependencies;
  }

  /** Whether the bot keeps quiet in this conversation. */
  async isLive(context: TurnContext): Promise<boolean> {
    const live = await this.#dependencies.live.latest(turnOf(context).conversationKey);
    return live !== undefined && live.state !== 'ended';
  }

  async answer(context: TurnContext): Promise<LiveOutcome> {
    const { session, conversationKey, alongside } = turnOf(context);
    const live = await this.#dependencies.live.latest(conversationKey);
    if (!live) return 'none';
    alongside.push(this.#dependencies.live.seen(live));
    if (live.state === 'ended') return this.#resume(context, live);
    const outcome = await this.#route(context, live);
    delete session.expectsFile;
    return outcome;
  }

  async #route(context: TurnContext, live: LiveConversation): Promise<LiveOutcome> {
    const { session, locale } = turnOf(context);
    const held = session.heldForPerson;
    const text = (context.activity.text ?? '').trim();
    const said = held ? resolveChoice(session, text, locale) : text;
    delete session.heldForPerson;
    delete session.choices;
    if (isCommand('backToBot', said, locale)) return this.#leave(context, live, said);
    if (this.#isForHr(context, text)) return this.#keepConfidential(context, live);
    if (held && isButton('button.passOn', said)) return this.#pass(context, live, held);
    const callsPerson = isCommand('agent', text, locale);
    if (callsPerson && live.state === 'waiting') return this.#tellWaiting(context, live);
    if (text && !callsPerson && this.#isAmbiguous(context, text)) return this.#askWhich(context, text);
    return this.#pass(context, live, { text, activityId: activityIdOf(context) });
  }

  async #pass(
    context: TurnContext,
    live: LiveConversation,
    message: { text: string; activityId: string },
  ): Promise<LiveOutcome> {
    await this.#keepAddress(context, live, message.text);
    return (await passOnMessage(context, live, message, this.#dependencies)) ? 'served' : 'none';
  }

  /** The question after the address may have been open when the person came. */
  async #keepAddress(context: TurnContext, { handoffId }: LiveConversation, text: string): Promise<void> {
    const email = normalizeEmail(text);
    const { handoffs } = this.#dependencies;
    const handoff = email ? await handoffs.find(handoffId) : undefined;
    if (!email || !handoff || handoff.email) return;
    await handoffs.complete(handoffId, { email });
    const { locale, session } = turnOf(context);
    session.email = email;
    await context.sendActivity(responses('handoff', locale).text('thanksEmail', { email }));
  }

  /** The words for it are answered by the bot, as at any other time. */
  #leave(context: TurnContext, live: LiveConversation, said: string): LiveOutcome {
    turnOf(context).alongside.push(this.#dependencies.live.end(live, 'user'));
    context.activity.text = said;
    return 'left';
  }

  #isForHr(context: TurnContext, text: string): boolean {
    if (!text) return turnOf(context).session.confidential === true;
    return (
      graveMatterJob(context, this.#dependencies) !== undefined ||
      isConfidential(context, { message: text }, this.#dependencies)
    );
  }

  /** It goes where it belongs, by the bot, and never to those who deal with customers. */
  async #keepConfidential(context: TurnContext, live: LiveConversation): Promise<LiveOutcome> {
    const { locale, alongside } = turnOf(context);
    alongside.push(this.#dependencies.live.end(live, 'user'));
    await context.sendActivity(responses('liveConversation', locale).text('confidential'));
    return 'left';
  }

  #isAmbiguous(context: TurnContext, text: string): boolean {
    const isClick = Object.keys((context.activity.value ?? {}) as object).length > 0;
    const isCommandWord = findCommand(AMBIGUOUS, text, turnOf(context).locale) !== undefined;
    return isClick || isCommandWord || namesAJob(context, this.#dependencies) === 'title';
  }

  async #askWhich(context: TurnContext, text: string): Promise<LiveOutcome> {
    const { session, locale } = turnOf(context);
    const texts = responses('liveConversation', locale);
    session.heldForPerson = { text, activityId: activityIdOf(context) };
    const choices = [{ title: texts.plain('button.passOn') }, { title: texts.plain('button.back') }];
    await suggest(context, texts.text('ambiguous'), choices);
    return 'served';
  }

  async #tellWaiting(context: TurnContext, { ticket }: LiveConversation): Promise<LiveOutcome> {
    const texts = responses('liveConversation', turnOf(context).locale);
    await context.sendActivity(texts.text('waiting', { number: ticket.number }));
    return 'served';
  }

  /** A button of what was said last brings the person back. */
  async #resume(context: TurnContext, live: LiveConversation): Promise<LiveOutcome> {
    const { session, locale, reference, alongside } = turnOf(context);
    const value = (context.activity.value ?? {}) as { operationId?: unknown };
    const said = resolveChoice(session, (context.activity.text ?? '').trim(), locale);
    const key = value.operationId === undefined ? resumedBy(live, said) : undefined;
    if (!key || session.confidential) return 'none';
    delete session.choices;
    const { endedBy: _ended, ...rest } = live;
    alongside.push(this.#dependencies.live.begin({ ...rest, reference, locale }));
    const texts = responses('liveConversation', locale);
    const text = texts.text(key, { number: live.ticket.number });
    await offer(context, text, [{ title: texts.plain('button.back') }]);
    return 'served';
  }
}

/** What to say to whoever clicked one of the buttons that stand below an end. */
function resumedBy({ endedBy }: LiveConversation, said: string): 'answering' | 'keptWaiting' | undefined {
  if (endedBy === 'unanswered' && isButton('button.keepWaiting', said)) return 'keptWaiting';
  if (endedBy === 'solved' && isButton('button.notSolved', said)) return 'answering';
  return isButton('button.answer', said) ? 'answering' : undefined;
}

/** In any language: a button stays where it is when the user goes on in another one. */
function isButton(key: TextKey<'liveConversation'>, text: string): boolean {
  return languages.some((language) => isTitle(text, responses('liveConversation', language).plain(key)));
}

/** A channel that gives no id cannot send an activity again either. */
function activityIdOf(context: TurnContext): string {
  return context.activity.id ?? `at ${turnOf(context).receivedAt}`;
}
