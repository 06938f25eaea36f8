import type { BotAdapter, ConversationParameters, ConversationReference, TurnContext } from 'botbuilder';
import { AuthenticationConstants } from 'botframework-connector';
import type { BotDialogs } from '../dialogs/botDialogs';
import { isTeams } from '../dialogs/channels';
import { tellOpenFirst, type CarriedJob, type PersonalChats } from '../dialogs/signIn/goPersonal';
import type { TurnWork } from '../services/handoff/turnWork';
import type { Logger } from '../services/logger';
import type { Task } from '../services/tasks/taskStore';
import type { TaskKindHandler, TaskWorker } from '../services/tasks/taskWorker';
import { statusOf } from './channelRefusal';
import type { ProactiveMessenger } from './proactiveMessenger';
import { ownTurn } from './turnMiddleware';

const BEGIN = 'personalChat.begin';
/** Whoever asked does not wait for days. */
const ATTEMPTS = 8;
/** The bot is not there for this user: not installed, or blocked. */
const NOT_THERE: ReadonlySet<number | undefined> = new Set([400, 403, 404]);

export interface TeamsPersonalChatsDependencies {
  adapter: BotAdapter;
  appId: string;
  tasks: TaskWorker;
  log: Logger;
}

/** The chats of one user and the bot in Teams. */
export class TeamsPersonalChats implements PersonalChats {
  readonly #dependencies: TeamsPersonalChatsDependencies;

  constructor(dependencies: TeamsPersonalChatsDependencies) {
    this.#dependencies = dependencies;
  }

  /** Says who begins what is carried over; before the worker starts. */
  connect(messenger: ProactiveMessenger, dialogs: BotDialogs): void {
    this.#dependencies.tasks.register(BEGIN, new Beginning(messenger, dialogs, this));
  }

  /** https://learn.microsoft.com/microsoftteams/platform/bots/how-to/conversations/send-proactive-messages */
  async open(context: TurnContext): Promise<Partial<ConversationReference> | undefined> {
    const { channelId, serviceUrl, from, recipient } = context.activity;
    if (!isTeams(channelId)) return undefined;
    try {
      const conversation = { id: await this.#create(context), isGroup: false, conversationType: 'personal', name: '' };
      const tenantId = tenantOf(context);
      return { channelId, serviceUrl, user: from, bot: recipient, conversation: { ...conversation, tenantId } };
    } catch (error) {
      const status = statusOf(error);
      if (!NOT_THERE.has(status)) throw error;
      this.#dependencies.log.warn('personal_chat.refused', { status });
      return undefined;
    }
  }

  begin(carried: CarriedJob): TurnWork {
    const { tasks } = this.#dependencies;
    const key = `${carried.personal.channelId}/${carried.personal.conversation?.id}`;
    return (sql) => tasks.add({ kind: BEGIN, key, payload: carried, inOrder: true }, sql);
  }

  linkOf({ activity }: { activity: { channelId?: string } }): string | undefined {
    const { appId } = this.#dependencies;
    if (!isTeams(activity.channelId ?? '') || appId === '') return undefined;
    return `https://teams.microsoft.com/l/chat/0/0?users=28:${encodeURIComponent(appId)}`;
  }

  /** The id of the conversation; the same one each time. */
  async #create(context: TurnContext): Promise<string> {
    const { adapter, appId } = this.#dependencies;
    const { channelId, serviceUrl, from, recipient } = context.activity;
    const tenantId = tenantOf(context);
    const parameters = {
      ...{ isGroup: false, bot: recipient, members: [from], tenantId },
      channelData: { tenant: { id: tenantId } },
    } as unknown as ConversationParameters;
    const audience = context.turnState.get<string>(adapter.OAuthScopeKey) ?? PUBLIC_CLOUD;
    let id = '';
    await ownTurn.run({ opened: (conversation) => (id = conversation.id) }, () =>
      adapter.createConversationAsync(appId, channelId, serviceUrl, audience, parameters, () => Promise.resolve()),
    );
    return id;
  }
}

const PUBLIC_CLOUD = AuthenticationConstants.ToChannelFromBotOAuthScope;

function tenantOf({ activity }: TurnContext): string | undefined {
  const { tenant } = (activity.channelData ?? {}) as { tenant?: { id?: string } };
  return activity.conversation.tenantId ?? tenant?.id;
}

/** Begins a job in the personal chat. */
class Beginning implements TaskKindHandler {
  readonly maxAttempts = ATTEMPTS;

  constructor(
    private readonly messenger: ProactiveMessenger,
    private readonly dialogs: BotDialogs,
    private readonly chats: PersonalChats,
  ) {}

  async handle({ id, payload }: Task): Promise<void> {
    const carried = payload as CarriedJob;
    const outcome = await this.messenger.say(carried.personal, (context) =>
      this.dialogs.beginCarried(context, carried, id),
    );
    if (outcome === 'unreachable') await this.onDead({ payload });
  }

  async onDead({ payload }: Pick<Task, 'payload'>): Promise<void> {
    const { thread } = payload as CarriedJob;
    await this.messenger.say(thread, (context) => tellOpenFirst(context, this.chats.linkOf(context)));
  }
}
