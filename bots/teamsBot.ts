import { TurnContext, type InvokeResponse } from 'botbuilder';
import type { BotDialogs } from '../dialogs/botDialogs';
import type { Company } from '../dialogs/dialogDependencies';
import { turnOf } from '../dialogs/turn';
import { responses } from '../resources/responses';
import { DialogBot } from './dialogBot';
import type { WelcomeRegister } from './welcomeRegister';

/** What the channels do beside messages: somebody joins, a bot is mentioned. */
export class TeamsBot extends DialogBot {
  constructor(dialogs: BotDialogs, company: Company, welcomes: WelcomeRegister) {
    super(dialogs);
    this.onMembersAdded(async (context, next) => {
      const { membersAdded = [], recipient, conversation, channelId } = context.activity;
      const someoneElse = membersAdded.some((member) => member.id !== recipient.id);
      if (someoneElse && (await welcomes.isFirst(`${channelId}/${conversation.id}`)))
        await this.#welcome(context, company);
      await next();
    });
  }

  protected override async onMessageActivity(context: TurnContext): Promise<void> {
    // Without text there is nothing to remove a mention from, and the library would throw.
    if (context.activity.text) context.activity.text = withoutMentions(context);
    await super.onMessageActivity(context);
  }

  /** A card's action without an action is not ours; the library would fail on it. */
  protected override async onInvokeActivity(context: TurnContext): Promise<InvokeResponse> {
    const { name, value } = context.activity as { name?: string; value?: { action?: unknown } | null };
    if (name === 'adaptiveCard/action' && typeof value?.action !== 'object') return { status: 400 };
    return super.onInvokeActivity(context);
  }

  async #welcome(context: TurnContext, company: Company): Promise<void> {
    const { locale, employee } = turnOf(context);
    const key = employee ? 'welcomeEmployee' : 'welcome';
    const text = responses('main', locale).text(key, { company: company.COMPANY_NAME, email: employee?.email ?? '' });
    await this.dialogs.menu.show(context, text);
  }
}

/** In a Teams channel each message to the bot begins with its name, sometimes more than once. */
function withoutMentions(context: TurnContext): string {
  const { recipient, entities } = context.activity;
  const mentions = TurnContext.getMentions({ ...context.activity, entities: entities ?? [] }).filter(
    ({ mentioned }) => mentioned?.id === recipient.id,
  );
  return mentions
    .reduce((text, { text: mention }) => (mention ? text.replaceAll(mention, ' ') : text), context.activity.text)
    .trim();
}
