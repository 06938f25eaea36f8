import { MessageFactory, type TurnContext } from 'botbuilder';
import { responses, type TextKey } from '../resources/responses';
import { isSettled } from '../services/operations/operation';
import { isAddressAlone } from './addressAlone';
import { isTeams } from './channels';
import { suggest } from './choices';
import { findCommand, isCommand } from './commands';
import type { DialogDefinition } from './dialogDefinition';
import type { DialogDependencies } from './dialogDependencies';
import { confidentialContact } from './hr/contact';
import { firstNameOf } from './identity';
import type { Menu } from './menu';
import type { Choice } from './session';
import { isPlainTalk } from './plainTalk';
import { sendStatus } from './pendingOperationTexts';
import { isFor, type Route } from './routing';
import { SILENCE_MS } from './session';
import { turnOf } from './turn';
import { CONVERSATION, JOBS, type Intent } from './understanding/intents';

const SMALL_TALK = ['greet', 'thanks', 'bye', 'no', 'yes', 'continue'] as const;
/** Not understood as often in a row, the bot offers a person. */
const MISUNDERSTOOD_LIMIT = 3;

type Talk = (typeof SMALL_TALK)[number] | (typeof CONVERSATION)[number];

/** Answers what belongs to no job: small talk, what is out of reach, and what was not understood. */
export class Conversation {
  readonly #dependencies: DialogDependencies;
  readonly #menu: Menu;

  constructor(dependencies: DialogDependencies, menu: Menu) {
    this.#dependencies = dependencies;
    this.#menu = menu;
  }

  async answer(context: TurnContext, route: Route): Promise<void> {
    const { locale, session, masked } = turnOf(context);
    const { text } = route.message;
    if (text === responses('main', locale).plain('button.neither')) return this.#menu.suggest(context, 'neither');
    const talk = findCommand(SMALL_TALK, text, locale) ?? asTalk(route.message.intent, text, locale);
    if (talk) delete session.misunderstood;
    if (await this.#tellRunning(context, text)) return;
    if (talk) return this.#chat(context, talk);
    if (await this.#tellWhyNot(context, route)) return;
    if (await this.#noteAddress(context, route)) return;
    // It was about what has been made unreadable: that has been said already.
    if (masked.length > 0) return this.#menu.suggest(context, 'menu');
    session.misunderstood = (session.misunderstood ?? 0) + 1;
    if (await this.#askWhich(context, route)) return;
    if (session.misunderstood >= MISUNDERSTOOD_LIMIT) await this.#menu.offerPerson(context, 'notUnderstoodAgain');
    else await this.#menu.suggest(context, route.message.intent === 'no' ? 'whatInstead' : 'notUnderstood');
  }

  /** An address alone is kept for what comes next. */
  async #noteAddress(context: TurnContext, { message: { entities, text } }: Route): Promise<boolean> {
    const { locale, session, employee } = turnOf(context);
    const { email } = entities;
    if (!email || !isAddressAlone(text, locale)) return false;
    delete session.misunderstood;
    if (!employee) session.email = email;
    await this.#menu.suggest(context, 'emailNoted', { email });
    return true;
  }

  async #chat(context: TurnContext, talk: Talk): Promise<void> {
    const texts = responses('main', turnOf(context).locale);
    switch (talk) {
      case 'thanks':
      case 'bye':
        return void (await context.sendActivity(texts.text(talk)));
      case 'no':
        return void (await context.sendActivity(texts.text('nothingElse')));
      case 'anger':
        return this.#menu.offerPerson(context, 'anger');
      case 'repeat':
        return this.#repeat(context);
      case 'help':
        return this.#menu.help(context);
      case 'greet': {
        const name = firstNameOf(context);
        return name ? this.#menu.suggest(context, 'greetingByName', { name }) : this.#menu.suggest(context, 'greeting');
      }
      default:
        return this.#menu.suggest(context, KEY_OF_TALK[talk]);
    }
  }

  /** Says the last answer again, in words. */
  async #repeat(context: TurnContext): Promise<void> {
    const { conversationKey, receivedAt } = turnOf(context);
    const lines = await this.#dependencies.transcripts.read(conversationKey, { alsoConfidential: true });
    const last = lines.findLastIndex(({ from }) => from === 'user');
    const fresh = lines.slice(last + 1).filter(({ at }) => receivedAt - at < SILENCE_MS);
    if (fresh.length === 0) return this.#menu.suggest(context, 'menu');
    // A card is kept in plain words: markdown in them is somebody else's.
    for (const { text } of fresh)
      await context.sendActivity({ ...MessageFactory.text(plainOf(text)), textFormat: 'plain' });
  }

  /** A job that the systems in use do not allow, or that is not for this user. */
  async #tellWhyNot(context: TurnContext, { message: { intent } }: Route): Promise<boolean> {
    if (!intent || !(JOBS as readonly Intent[]).includes(intent)) return false;
    const definition = this.#dependencies.definitions.find(({ intents }) => intents.includes(intent));
    const isForOthers = definition && !isFor(definition, context);
    if (isForOthers && this.#dependencies.signIn) return this.#offerSignIn(context, definition);
    if (intent === 'hr.case' && !definition && turnOf(context).employee) return this.#nameHr(context);
    await this.#menu.suggest(
      context,
      isForOthers && !isTeams(context.activity.channelId)
        ? (definition.notForCustomers ?? 'employeesOnly')
        : 'unavailable',
    );
    return true;
  }

  /** Where HR takes nothing from here, its matters go to its people all the same, and not to the helpdesk. */
  async #nameHr(context: TurnContext): Promise<true> {
    const { locale, session } = turnOf(context);
    session.confidential = true;
    await context.sendActivity(confidentialContact(this.#dependencies, locale));
    return true;
  }

  /** What customers ask for in the same words, too. */
  async #offerSignIn(context: TurnContext, { notForCustomers = 'employeesOnly' }: DialogDefinition): Promise<true> {
    const { locale } = turnOf(context);
    const titles = [
      responses('signIn', locale).plain('button.signIn'),
      responses('common', locale).plain('button.talkToPerson'),
    ];
    const text = responses('main', locale).text(notForCustomers);
    await suggest(
      context,
      text,
      titles.map((title) => ({ title })),
    );
    return true;
  }

  /** "Did you mean …": the two likeliest jobs. */
  async #askWhich(context: TurnContext, { alternatives }: Route): Promise<boolean> {
    const { locale } = turnOf(context);
    const texts = responses('main', locale);
    const offered = this.#dependencies.definitions.filter((definition) => isFor(definition, context));
    const meant = alternatives.flatMap((intent) => offered.find(({ intents }) => intents.includes(intent)) ?? []);
    if (meant.length === 0) return false;
    const titles = [...new Set(meant.map(({ title }) => texts.plain(title)))];
    const [job = ''] = titles;
    const only = titles.length === 1;
    const choices: Choice[] = titles.map((title) => ({ title, ...(only && { means: 'yes' as const }) }));
    const no: Choice = {
      title: texts.plain(only ? 'button.no' : 'button.neither'),
      text: texts.plain('button.neither'),
      means: 'no',
    };
    await suggest(context, only ? texts.text('didYouMeanOne', { job }) : texts.text('didYouMean'), [...choices, no]);
    return true;
  }

  /** "Hello?" means the look-up that still runs, even when no dialog waits for it any more. */
  async #tellRunning(context: TurnContext, text: string): Promise<boolean> {
    const { conversationKey, locale } = turnOf(context);
    if (!isCommand('anyNews', text, locale)) return false;
    const { operations } = this.#dependencies;
    const running = (await operations.findOpen(conversationKey)).find((operation) => !isSettled(operation));
    if (running) await sendStatus(context, running, this.#dependencies);
    return running !== undefined;
  }
}

const KEY_OF_TALK = {
  yes: 'menu',
  continue: 'menu',
  cancel: 'nothingToCancel',
  bot: 'bot',
  language: 'language',
} as const satisfies Partial<Record<Talk, TextKey<'main'>>>;

function asTalk(intent: Intent | undefined, text: string, locale: string): Talk | undefined {
  return CONVERSATION.find((talk) => talk === intent && isPlainTalk(talk, text, locale));
}

/** Without emphasis and escapes. */
function plainOf(text: string): string {
  return text.replaceAll('**', '').replace(/\\([\\`*_~[\]<>|#.+-])/g, '$1');
}
