import { StatusCodes, type InvokeResponse, type TurnContext } from 'botbuilder';
import type { BotDialogs } from '../dialogs/botDialogs';
import type { Company } from '../dialogs/dialogDependencies';
import { firstNameOf } from '../dialogs/identity';
import { findShownCard } from '../dialogs/shownCards';
import { turnOf } from '../dialogs/turn';
import { responses } from '../resources/responses';
import { cardResponse, isCardAction, messageResponse } from './cardAction';
import { DialogBot } from './dialogBot';
import { hasCome, hasGone, type Installations } from './installations';

/** What the channels do beside messages: somebody joins, the bot is installed or taken away, a card is looked at again. */
export class TeamsBot extends DialogBot {
  readonly #company: Company;
  readonly #installations: Installations;

  constructor(dialogs: BotDialogs, company: Company, installations: Installations) {
    super(dialogs);
    this.#company = company;
    this.#installations = installations;
    this.onTokenResponseEvent(async (context, next) => {
      await dialogs.continueSignIn(context);
      await next();
    });
  }

  /** The library reads into this in Teams, though nobody has to send it. */
  override async run(context: TurnContext): Promise<void> {
    context.activity.channelData ??= {};
    await super.run(context);
  }

  protected override async onConversationUpdateActivity(context: TurnContext): Promise<void> {
    const { channelId, conversation, membersAdded, recipient } = context.activity;
    // In a team people come and go; what counts there is that the bot has come.
    const isShared = channelId === 'msteams' && conversation.conversationType !== 'personal';
    const someoneElse = !isShared && Boolean(membersAdded?.some(({ id }) => id !== recipient.id));
    const isWelcome = someoneElse || (channelId === 'msteams' && hasCome(context.activity));
    await this.#follow(context, isWelcome);
  }

  protected override onInstallationUpdateActivity(context: TurnContext): Promise<void> {
    return this.#follow(context, hasCome(context.activity));
  }

  /** What is changed or deleted afterwards has been answered already. */
  protected override async onMessageUpdateActivity(): Promise<void> {}
  protected override async onMessageDeleteActivity(): Promise<void> {}

  /** The card as it stands now; all other clicks have become messages before. */
  protected override onInvokeActivity(context: TurnContext): Promise<InvokeResponse> {
    if (!isCardAction(context.activity)) return this.#takeInvoke(context);
    const { session, locale } = turnOf(context);
    const shown = findShownCard(session, context.activity.value as Record<string, string>);
    const response = shown?.card
      ? cardResponse(shown.card)
      : messageResponse(responses('main', locale).plain('cardClosed'));
    return Promise.resolve(response);
  }

  /** The library fails on what is malformed, and does not know a client that could not sign in silently. */
  async #takeInvoke(context: TurnContext): Promise<InvokeResponse> {
    const { name, value } = context.activity as { name?: string; value?: unknown };
    if (name === 'signin/failure') return this.#tellSignInFailed(context);
    if (!isObject(value)) return { status: StatusCodes.BAD_REQUEST };
    return super.onInvokeActivity(context);
  }

  protected override onSignInInvoke(context: TurnContext): Promise<void> {
    return this.dialogs.continueSignIn(context);
  }

  async #tellSignInFailed(context: TurnContext): Promise<InvokeResponse> {
    await this.dialogs.continueSignIn(context);
    return { status: StatusCodes.OK };
  }

  async #follow(context: TurnContext, isWelcome: boolean): Promise<void> {
    const { activity } = context;
    if (hasGone(activity)) turnOf(context).alongside.push(this.#installations.forget(activity));
    else if (isWelcome && (await this.#installations.isFirst(activity))) await this.#welcome(context);
  }

  async #welcome(context: TurnContext): Promise<void> {
    const { locale, employee, amongEmployees } = turnOf(context);
    const { channelId, conversation, recipient } = context.activity;
    const company = this.#company.COMPANY_NAME;
    const texts = responses('main', locale);
    if (channelId === 'msteams' && conversation.conversationType !== 'personal')
      return void (await context.sendActivity(texts.text('welcomeGroup', { company, bot: recipient.name || company })));
    const name = employee ? undefined : firstNameOf(context);
    const customer = name ? 'welcomeByName' : 'welcome';
    const key = employee ? 'welcomeEmployee' : amongEmployees ? 'welcomeColleague' : customer;
    await this.dialogs.menu.welcome(context, key, { company, email: employee?.email ?? '', name: name ?? '' });
  }
}

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null;
}
