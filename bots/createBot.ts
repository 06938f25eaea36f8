import type { Activity, BotAdapter } from 'botbuilder';
import { availableDialogs } from '../dialogs';
import { BotDialogs, type VersionedDialogState } from '../dialogs/botDialogs';
import { tellStock } from '../dialogs/products/stockNews';
import { RemoteRecognizer } from '../dialogs/remoteRecognizer';
import { WordRecognizer } from '../dialogs/wordRecognizer';
import type { IntentRecognizer } from '../dialogs/intentRecognizer';
import type { Session } from '../dialogs/session';
import { ChatFiles } from '../services/attachments/chatFiles';
import { MAX_FILE_BYTES } from '../services/attachments/fileSource';
import type { AppConfig } from '../services/config';
import { FeedbackStore } from '../services/feedback/feedbackStore';
import type { Mailer } from '../services/mail/mail';
import { HandoffStore } from '../services/handoff/handoffStore';
import { EventBus } from '../services/events/eventBus';
import { createTransport } from '../services/http/boundedTransport';
import { createQuickArticles } from '../services/knowledge/quickArticles';
import { createContactNames } from '../services/interactions/contactNames';
import { InteractionLog } from '../services/interactions/interactionLog';
import type { Logger } from '../services/logger';
import type { Clock } from '../services/operations/clock';
import { OperationRunner } from '../services/operations/operationRunner';
import { OperationStore } from '../services/operations/operationStore';
import type { Services } from '../services/services';
import type { Cipher } from '../services/storage/cipher';
import type { Database } from '../services/storage/database';
import { StockWatch } from '../services/subscriptions/stockWatch';
import { SubscriptionStore } from '../services/subscriptions/subscriptionStore';
import { TaskStore } from '../services/tasks/taskStore';
import { TaskWorker } from '../services/tasks/taskWorker';
import { TranscriptStore } from '../services/transcript/transcriptStore';
import { createConversationLanguage } from '../services/understanding/conversationLanguage';
import { CodeStore } from '../services/verification/codeStore';
import { GuessLimiter } from '../services/verification/guessLimiter';
import { createTurnErrorHandler } from './adapter';
import { BotStateStorage } from './botStateStorage';
import { ConversationLock } from './conversationLock';
import { ETagConversationState } from './eTagConversationState';
import { ProactiveMessenger } from './proactiveMessenger';
import { SendLimit } from './sendLimit';
import { TeamsBot } from './teamsBot';
import { TurnMiddleware, type LocalChannelData } from './turnMiddleware';
import { TurnRecorder } from './turnRecorder';
import { reportUnknown } from './unknownOutcome';
import { WelcomeRegister } from './welcomeRegister';

export interface BotDependencies {
  config: AppConfig;
  database: Database;
  cipher: Cipher;
  services: Services;
  clock: Clock;
  log: Logger;
  adapter: BotAdapter;
  /** Absent where no mail can be sent. */
  mailer?: Mailer;
  /** Understands free words; the trained one where absent. */
  recognizer?: IntentRecognizer;
}

/** The bot with everything it needs, ready to be put behind a server. */
export interface Bot {
  handler: TeamsBot;
  operations: OperationRunner;
  handoffs: HandoffStore;
  tasks: TaskWorker;
  events: EventBus;
  /**
   * Begins to work, also on what an earlier process left. Only one process at a time may use an embedded database: what
   * another one had claimed is taken over.
   */
  start(): Promise<void>;
  stop(graceMs: number): Promise<void>;
}

/** Puts the bot together. */
export function createBot({
  config,
  database,
  cipher,
  services,
  clock,
  log,
  adapter,
  recognizer,
  mailer,
}: BotDependencies): Bot {
  const store = new OperationStore(database, cipher);
  const taskStore = new TaskStore(database, cipher, clock);
  const tasks = new TaskWorker(taskStore, clock, log);
  const events = new EventBus(tasks, clock);
  const operations = new OperationRunner({ store, services, clock, log, times: timesOf(config) });
  const handoffs = new HandoffStore(database, cipher, clock);
  const subscriptions = new SubscriptionStore(database, cipher, clock);
  const transcripts = new TranscriptStore(database, cipher);
  const guesses = new GuessLimiter(database, cipher, clock);
  const definitions = availableDialogs(services);
  const state = new ETagConversationState(new BotStateStorage(database, cipher));
  const dialogs = new BotDialogs(state.createProperty<VersionedDialogState>('dialogs'), {
    company: config,
    operations,
    handoffs,
    feedback: new FeedbackStore(database, cipher, clock),
    files: createChatFiles({ config, database, cipher, clock, log }),
    quickArticles: createQuickArticles(services, clock),
    contactNames: createContactNames(services, clock),
    interactions: new InteractionLog({
      operations,
      services,
      log,
      notes: config.LOG_INTERACTIONS === 'on',
      opportunities: config.LEAD_OPPORTUNITY === 'on',
    }),
    subscriptions,
    hasHelpdesk: services.serves('helpdesk', 'createTicket'),
    transcripts,
    definitions,
    clock,
    guesses,
    codes: new CodeStore(database, cipher, clock, guesses),
    ...(mailer && { mailer }),
    recognizer: recognizer ?? createRecognizer(config, log),
    ...timesOf(config),
  });
  const recorder = new TurnRecorder({ database, state, operations: store, subscriptions, transcripts, clock });
  const onError = createTurnErrorHandler({ dialogs, state, recorder, log });
  adapter.onTurnError = onError;
  adapter.use(
    new TurnMiddleware({
      lock: new ConversationLock(),
      state,
      sessions: state.createProperty<Session>('session'),
      clock,
      onError,
      isLocalChannel: (activity) => !config.authenticated && isLocalDirectLine(activity),
      familiar: config.GERMAN_ADDRESS === 'du',
      employeeOf: (activity, local) => developmentEmployee(config, activity, local),
    }),
    new SendLimit(clock),
    recorder,
  );
  const handler = new TeamsBot(dialogs, config, new WelcomeRegister(database, clock));
  const messenger = new ProactiveMessenger({
    adapter,
    appId: config.MicrosoftAppId ?? '',
    dialogs,
    operations,
    clock,
    log,
  });
  const stockWatch = new StockWatch({
    subscriptions,
    services,
    clock,
    log,
    everyMs: config.STOCK_CHECK_MINUTES * 60_000,
    timeoutMs: config.ATTEMPT_TIMEOUT_MS,
    tell: (subscription, news) =>
      messenger.say(subscription.reference, (context) => tellStock(context, subscription, news, subscriptions)),
  });
  return {
    handler,
    operations,
    handoffs,
    tasks,
    events,
    async start() {
      if (!database.isShared) {
        await store.releaseLeases();
        await taskStore.releaseLeases();
      }
      tasks.start();
      operations.start(
        (notice, operation) => messenger.notify(notice, operation),
        (operation) =>
          operation.state === 'unknown'
            ? reportUnknown(operation, { handoffs, transcripts })
            : dialogs.forgetUnanswered(operation),
      );
      stockWatch.start();
    },
    async stop(graceMs) {
      await Promise.all([stockWatch.stop(graceMs), operations.stop(graceMs), tasks.stop(graceMs)]);
    },
  };
}

/** The recogniser in the process, and before it the one that the settings name. */
function createRecognizer({ CLU_ENDPOINT, CLU_KEY, CLU_PROJECT, CLU_DEPLOYMENT }: AppConfig, log: Logger) {
  const local = new WordRecognizer();
  if (!CLU_ENDPOINT || !CLU_KEY || !CLU_PROJECT) return local;
  const settings = { endpoint: CLU_ENDPOINT, key: CLU_KEY, project: CLU_PROJECT, deployment: CLU_DEPLOYMENT };
  return new RemoteRecognizer(createConversationLanguage(settings, createTransport()), local, log);
}

/** A turn waits for a file, so it must come soon. */
const FILE_TIMEOUT_MS = 6_000;

function createChatFiles({
  config,
  ...tools
}: Pick<BotDependencies, 'config' | 'database' | 'cipher' | 'clock' | 'log'>): ChatFiles {
  const transport = createTransport({ timeoutMs: FILE_TIMEOUT_MS, maxBytes: MAX_FILE_BYTES });
  return new ChatFiles({ ...tools, transport, development: !config.production && !config.authenticated });
}

function timesOf(config: AppConfig) {
  return {
    inlineWaitMs: config.INLINE_WAIT_MS,
    stillCheckingAfterMs: config.STILL_CHECKING_AFTER_MS,
    offerHumanAfterMs: config.OFFER_HUMAN_AFTER_MS,
    attemptTimeoutMs: config.ATTEMPT_TIMEOUT_MS,
  };
}

/** The local Direct Line is the only channel that answers at this path. */
function isLocalDirectLine({ serviceUrl = '' }: Partial<Activity>): boolean {
  return URL.canParse(serviceUrl) && new URL(serviceUrl).pathname.startsWith('/directline');
}

/** In development the Emulator is an employee, and a visitor of the demo page who chose to be one. */
function developmentEmployee(
  { authenticated, DEV_USER_EMAIL: email }: AppConfig,
  { channelId }: Partial<Activity>,
  { persona }: LocalChannelData,
): { email: string } | undefined {
  const isEmployee = !authenticated && (channelId === 'emulator' || persona === 'employee');
  return isEmployee ? { email } : undefined;
}
