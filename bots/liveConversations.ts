import type { TurnContext } from 'botbuilder';
import { composeAgentMail } from '../dialogs/people/liveMail';
import { tellLive } from '../dialogs/people/liveNews';
import type { ChatFiles } from '../services/attachments/chatFiles';
import type { AppConfig } from '../services/config';
import type { EventBus } from '../services/events/eventBus';
import { publishHandoffClosed } from '../services/events/recordEvents';
import { AgentMail, type AgentMailDependencies } from '../services/handoff/agentMail';
import { AgentNews } from '../services/handoff/agentNews';
import type { HandoffStore } from '../services/handoff/handoffStore';
import { LiveComments } from '../services/handoff/liveComments';
import type { TellLive } from '../services/handoff/liveConversation';
import { LiveConversations } from '../services/handoff/liveConversations';
import { LiveStore } from '../services/handoff/liveStore';
import { MAIL, PASS_ON, UNANSWERED } from '../services/handoff/liveTasks';
import { PassingOn } from '../services/handoff/passingOn';
import { Unanswered } from '../services/handoff/unanswered';
import type { Logger } from '../services/logger';
import type { Mailer } from '../services/mail/mail';
import type { Clock } from '../services/operations/clock';
import type { Services } from '../services/services';
import type { Cipher } from '../services/storage/cipher';
import type { Database } from '../services/storage/database';
import type { TaskWorker } from '../services/tasks/taskWorker';

export interface LivePartsDependencies {
  config: AppConfig;
  database: Database;
  cipher: Cipher;
  clock: Clock;
  tasks: TaskWorker;
  events: EventBus;
  handoffs: HandoffStore;
}

export interface LiveBridgeDependencies extends LivePartsDependencies {
  services: Services;
  files: ChatFiles;
  log: Logger;
  mailer?: Mailer;
  /** Begins a turn of the bot's own, as `ProactiveMessenger.say`. */
  say: (reference: unknown, tell: (context: TurnContext) => Promise<void>) => Promise<'told' | 'unreachable'>;
}

export interface LiveParts {
  store: LiveStore;
  comments: LiveComments;
  conversations: LiveConversations;
}

/** What is known of conversations between users and people. */
export function createLiveParts({
  config,
  database,
  cipher,
  clock,
  tasks,
  events,
  handoffs,
}: LivePartsDependencies): LiveParts {
  const store = new LiveStore(database, cipher);
  const comments = new LiveComments(database, cipher);
  const conversations = new LiveConversations({
    store,
    comments,
    handoffs,
    tasks,
    clock,
    company: config,
    replyWithinMinutes: config.AGENT_REPLY_WITHIN_MINUTES,
    mailAfterMinutes: config.EMAIL_AGENT_REPLY_AFTER_MINUTES,
    onClosed: (sql, handoff) => publishHandoffClosed(events, handoff, sql),
  });
  return { store, comments, conversations };
}

/** Joins both ends: what the user writes goes to the ticket, what happens there comes into the chat; before the bot starts. */
export function bridgeLive({ store, comments, conversations }: LiveParts, dependencies: LiveBridgeDependencies): void {
  const { config, clock, tasks, say, ...others } = dependencies;
  const tell: TellLive = (live, news) =>
    say(live.reference, (context) => tellLive(context, live, news, { live: conversations, company: config, clock }));
  tasks.register(
    PASS_ON,
    new PassingOn({
      ...others,
      store,
      clock,
      tell,
      attemptTimeoutMs: config.ATTEMPT_TIMEOUT_MS,
      tellAfterMs: config.OFFER_HUMAN_AFTER_MS,
    }),
  );
  tasks.register(UNANSWERED, new Unanswered(store, tell));
  const compose: AgentMailDependencies['compose'] = (live, unread) => composeAgentMail(live, unread, config);
  tasks.register(MAIL, new AgentMail({ ...others, store, comments, compose }));
  others.events.subscribe(new AgentNews({ ...others, store, conversations, tell }));
}
