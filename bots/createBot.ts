import type { Activity, BotAdapter } from 'botbuilder';
import { availableDialogs } from '../dialogs';
import { BotDialogs, type VersionedDialogState } from '../dialogs/botDialogs';
import { tellNews } from '../dialogs/notifications/tellNews';
import { RemoteRecognizer } from '../dialogs/remoteRecognizer';
import { WordRecognizer } from '../dialogs/wordRecognizer';
import type { IntentRecognizer } from '../dialogs/intentRecognizer';
import type { Session } from '../dialogs/session';
import { ChatFiles } from '../services/attachments/chatFiles';
import { MAX_FILE_BYTES } from '../services/attachments/fileSource';
import { ReadCache } from '../services/cache/readCache';
import type { AppConfig } from '../services/config';
import { FeedbackStore } from '../services/feedback/feedbackStore';
import type { Mailer } from '../services/mail/mail';
import type { FollowUps } from '../services/handoff/followUps';
import { createFollowUps } from '../services/handoff/followUpsSetup';
import { HandoffStore } from '../services/handoff/handoffStore';
import { EventBus } from '../services/events/eventBus';
import { connectEventSink } from '../services/events/eventSinks';
import { operationEvents } from '../services/events/operationEvents';
import { feedbackEvents, handoffEvents } from '../services/events/recordEvents';
import { createTransport } from '../services/http/boundedTransport';
import { createQuickArticles } from '../services/knowledge/quickArticles';
import { createContactNames } from '../services/interactions/contactNames';
import { InstanceRegister } from '../services/instances/instanceRegister';
import { InteractionLog } from '../services/interactions/interactionLog';
import { LeadDesk } from '../services/leads/leadDesk';
import { LastKnownAnswers } from '../services/lastKnown/lastKnownAnswers';
import type { Logger } from '../services/logger';
import { Notifier } from '../services/notifications/notifier';
import type { Clock } from '../services/operations/clock';
import { OperationRunner } from '../services/operations/operationRunner';
import { inTurn, OperationStore, type UnknownOperation } from '../services/operations/operationStore';
import type { PortName } from '../services/ports';
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
import { WebhookInbox } from '../services/webhooks/webhookInbox';
import type { WebhookSource } from '../services/webhooks/webhookSources';
import { registerWebhookTask } from '../services/webhooks/webhookTask';
import { createTurnErrorHandler } from './adapter';
import { BotStateStorage } from './botStateStorage';
import { ConversationLeases } from './conversationLeases';
import { ConversationLock } from './conversationLock';
import { ETagConversationState } from './eTagConversationState';
import { isLocalDirectLine } from './localDirectLine';
import { bridgeLive, createLiveParts } from './liveConversations';
import { ProactiveMessenger } from './proactiveMessenger';
import { SendLimit } from './sendLimit';
import { TeamsBot } from './teamsBot';
import { TurnMiddleware, type LocalChannelData } from './turnMiddleware';
import { TurnRecorder } from './turnRecorder';
import { followUpTeller } from './followUpTeller';
import { planUnknownReport, registerUnknownReport } from './unknownOutcome';
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
  /** Whose webhooks are let in; nobody's where absent. */
  webhookSources?: readonly WebhookSource[];
  /** Where the local Direct Line is, where there is one. */
  localServiceUrl?: () => string;
  /** Whether a system tells of what changes there, so that users may ask to be told; whose webhooks are let in where absent. */
  hearsFrom?: (vendor: string) => boolean;
  /** Whether a person talks with the user about a ticket right now, and their chat tells what is new; none does where absent. */
  isLive?: (ticketId: string) => Promise<boolean>;
}

/** The bot with everything it needs, ready to be put behind a server. */
export interface Bot {
  handler: TeamsBot;
  operations: OperationRunner;
  handoffs: HandoffStore;
  /** What is on its way to the people who deal with it, and what could not be passed on. */
  followUps: FollowUps;
  /** The writes whose outcome nobody knows and nobody has looked into, oldest first. */
  listUnknown(): Promise<UnknownOperation[]>;
  tasks: TaskWorker;
  events: EventBus;
  /** What the vendors tell by themselves. */
  webhooks: WebhookInbox;
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
  services: systems,
  clock,
  log,
  adapter,
  recognizer,
  mailer,
  webhookSources = [],
  localServiceUrl,
  hearsFrom = (vendor) => webhookSources.some((source) => source.vendor === vendor),
  isLive = () => Promise.resolve(false),
}: BotDependencies): Bot {
  const instance = new InstanceRegister(database, clock, log);
  const taskStore = new TaskStore(database, cipher, clock, instance.id);
  const tasks = new TaskWorker(taskStore, clock, log);
  const events = new EventBus(tasks, clock);
  const cache = new ReadCache({ database, cipher, clock, log, ttl: config.CACHE_TTL });
  // Switched off, too: another instance may keep what an event makes old.
  events.subscribe(cache.subscriber);
  const services = config.READ_CACHE === 'on' ? systems.through(cache) : systems;
  registerWebhookTask({ database, cipher, tasks, events, clock });
  const sink = connectEventSink({ config, events, cipher, clock, log });
  const store = new OperationStore(
    database,
    cipher,
    instance.id,
    inTurn(operationEvents(events, log), planUnknownReport(tasks)),
  );
  const operations = new OperationRunner({ store, services, clock, log, times: timesOf(config) });
  const handoffs = new HandoffStore(database, cipher, clock, handoffEvents(events));
  const followUps = createFollowUps({
    ...{ database, cipher, services, handoffs, tasks, events, clock, log },
    ...(mailer && { mailer }),
    timeoutMs: config.ATTEMPT_TIMEOUT_MS,
  });
  const subscriptions = new SubscriptionStore(database, cipher, clock);
  const transcripts = new TranscriptStore(database, cipher);
  const guesses = new GuessLimiter(database, cipher, clock);
  const live = createLiveParts({ config, database, cipher, clock, tasks, events, handoffs });
  const files = createChatFiles({ config, database, cipher, clock, log });
  const definitions = availableDialogs(services);
  const storage = new BotStateStorage(database, cipher);
  const state = new ETagConversationState(storage);
  const interactions = new InteractionLog({
    operations,
    services,
    log,
    notes: config.LOG_INTERACTIONS === 'on',
    opportunities: config.LEAD_OPPORTUNITY === 'on',
  });
  const leads = new LeadDesk({ events, database, operations, store, interactions, handoffs });
  leads.open();
  const dialogs = new BotDialogs(state.createProperty<VersionedDialogState>('dialogs'), {
    company: config,
    operations,
    handoffs,
    feedback: new FeedbackStore(database, cipher, clock, feedbackEvents(events)),
    live: live.conversations,
    files,
    quickArticles: createQuickArticles(services, clock),
    contactNames: createContactNames(services, clock),
    interactions,
    ...(config.LEAD_CAPTURE === 'event' && { leads }),
    subscriptions,
    newsFrom: (port, method) => {
      const vendor = services.vendorOf(port, method);
      return vendor !== undefined && hearsFrom(vendor) ? vendor : undefined;
    },
    followUps,
    hasHelpdesk: services.serves('helpdesk', 'createTicket'),
    hasHrCases: services.serves('hr', 'openHrCase'),
    transcripts,
    lastKnown: new LastKnownAnswers(database, cipher),
    definitions,
    clock,
    guesses,
    codes: new CodeStore(database, cipher, clock, guesses),
    ...(mailer && { mailer }),
    recognizer: recognizer ?? createRecognizer(config, log),
    ...timesOf(config),
  });
  const messenger = new ProactiveMessenger({
    adapter,
    appId: config.MicrosoftAppId ?? '',
    dialogs,
    operations,
    clock,
    log,
    ...(localServiceUrl && { localServiceUrl }),
  });
  followUps.onDelivered(
    followUpTeller(
      messenger,
      { company: config, clock, followUps, live: live.conversations, ...(mailer && { mailer }) },
      log,
    ),
  );
  registerUnknownReport({
    ...{ tasks, handoffs, followUps, transcripts, definitions, config },
    systemOf: (port, method) => services.vendorOf(port as PortName, method as never) ?? port,
    sessionOf: async (key) => ((await storage.read([key]))[key] as { session?: Session } | undefined)?.session,
    takes: {
      helpdesk: services.serves('helpdesk', 'createTicket'),
      hrCases: services.serves('hr', 'openHrCase'),
      mail: mailer !== undefined,
    },
  });
  const notifier = new Notifier({
    database,
    subscriptions,
    tasks,
    clock,
    log,
    timeZone: config.COMPANY_TIME_ZONE,
    perSecond: config.NOTIFICATIONS_PER_SECOND,
    ...(config.QUIET_HOURS && { quietHours: config.QUIET_HOURS }),
    tell: ({ id, reference }) => messenger.say(reference, (context) => tellNews(context, id, subscriptions)),
    isLive: async (ticketId) => (await live.conversations.hasTicket(ticketId)) || isLive(ticketId),
  });
  events.subscribe(notifier.subscriber);
  bridgeLive(live, {
    config,
    database,
    cipher,
    clock,
    tasks,
    events,
    handoffs,
    services,
    files,
    log,
    ...(mailer && { mailer }),
    say: (reference, tell) => messenger.say(reference, tell),
  });
  const recorder = new TurnRecorder({
    database,
    state,
    operations: store,
    subscriptions,
    notifier,
    transcripts,
    clock,
  });
  const onError = createTurnErrorHandler({ dialogs, state, recorder, log });
  adapter.onTurnError = onError;
  adapter.use(
    new TurnMiddleware({
      lock: new ConversationLock(database.isShared ? new ConversationLeases(database, clock, instance.id) : undefined),
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
  const stockWatch = new StockWatch({
    subscriptions,
    services,
    clock,
    log,
    everyMs: config.STOCK_CHECK_MINUTES * 60_000,
    timeoutMs: config.ATTEMPT_TIMEOUT_MS,
    notifier,
  });
  return {
    handler,
    operations,
    handoffs,
    followUps,
    listUnknown: () => store.listUnknown(clock.now()),
    tasks,
    events,
    webhooks: new WebhookInbox({ sources: webhookSources, database, tasks, clock, log }),
    async start() {
      await instance.start();
      cache.start();
      tasks.start();
      operations.start(
        (notice, operation) => messenger.notify(notice, operation),
        (operation) => (operation.state === 'unknown' ? Promise.resolve() : dialogs.forgetUnanswered(operation)),
      );
      stockWatch.start();
    },
    async stop(graceMs) {
      await Promise.all([stockWatch.stop(graceMs), operations.stop(graceMs), tasks.stop(graceMs)]);
      cache.stop();
      await sink.close();
      await instance.stop();
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

/** In development the Emulator is an employee, and a visitor of the demo page who chose to be one. */
function developmentEmployee(
  { authenticated, DEV_USER_EMAIL: email }: AppConfig,
  { channelId }: Partial<Activity>,
  { persona }: LocalChannelData,
): { email: string } | undefined {
  const isEmployee = !authenticated && (channelId === 'emulator' || persona === 'employee');
  return isEmployee ? { email } : undefined;
}
