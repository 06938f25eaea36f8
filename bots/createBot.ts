import type { Activity } from 'botbuilder';
import type { VersionedDialogState } from '../dialogs/botDialogs';
import { isTeams } from '../dialogs/channels';
import type { Session } from '../dialogs/session';
import type { Customer } from '../dialogs/turn';
import type { AuditLog } from '../services/audit/auditLog';
import type { AppConfig } from '../services/config';
import type { EventBus } from '../services/events/eventBus';
import type { FollowUps } from '../services/handoff/followUps';
import type { HandoffStore } from '../services/handoff/handoffStore';
import type { OperationRunner } from '../services/operations/operationRunner';
import { listUnknown, type UnknownOperation } from '../services/operations/unknownOperations';
import type { VisitorStore } from '../services/visitors/visitorStore';
import type { TaskWorker } from '../services/tasks/taskWorker';
import { employeeTenants } from '../services/signIn/signInSettings';
import { WebhookInbox } from '../services/webhooks/webhookInbox';
import { createTurnErrorHandler } from './adapter';
import type { BotDependencies } from './botDependencies';
import { userIdOf } from './conversationKey';
import { ConversationLeases } from './conversationLeases';
import { ConversationLock } from './conversationLock';
import { createDialogs } from './createDialogs';
import { ETagConversationState } from './eTagConversationState';
import { layFoundation } from './foundation';
import { Installations } from './installations';
import { isLocalDirectLine } from './localDirectLine';
import { OpsDesk } from './ops/opsDesk';
import { connectOwnWords } from './ownWords';
import { TeamsPersonalChats } from './personalChats';
import { ProactiveMessenger } from './proactiveMessenger';
import { SendLimit } from './sendLimit';
import { TeamsActivities } from './teamsActivities';
import { SignInExchange } from './signInExchange';
import { serviceUrlRule } from './serviceUrls';
import { TeamsBot } from './teamsBot';
import { TurnMiddleware, type LocalChannelData } from './turnMiddleware';
import { TurnRecorder } from './turnRecorder';
import { WelcomeRegister } from './welcomeRegister';

/** The bot with everything it needs, ready to be put behind a server. */
export interface Bot {
  handler: TeamsBot;
  operations: OperationRunner;
  handoffs: HandoffStore;
  /** What is on its way to the people who deal with it, and what could not be passed on. */
  followUps: FollowUps;
  /** The writes whose outcome nobody knows and nobody has looked into, oldest first. */
  listUnknown(): Promise<UnknownOperation[]>;
  /** What those who look after the bot see and do. */
  desk: OpsDesk;
  tasks: TaskWorker;
  events: EventBus;
  /** What the vendors tell by themselves. */
  webhooks: WebhookInbox;
  /** Who did what. */
  audit: AuditLog;
  /**
   * Begins to work, also on what an earlier process left. Only one process at a time may use an embedded database: what
   * another one had claimed is taken over.
   */
  start(): Promise<void>;
  stop(graceMs: number): Promise<void>;
}

/** Puts the bot together. */
export function createBot(dependencies: BotDependencies): Bot {
  const { config, database, clock, log, adapter, webhookSources = [], localServiceUrl } = dependencies;
  const foundation = layFoundation(dependencies);
  const { instance, tasks, events, cache, sink, store, operations, handoffs, followUps } = foundation;
  const { subscriptions, transcripts, storage, metrics } = foundation;
  const state = new ETagConversationState(storage);
  const appId = config.MicrosoftAppId ?? '';
  const personalChats = new TeamsPersonalChats({ adapter, appId, tasks, log });
  const accessor = state.createProperty<VersionedDialogState>('dialogs');
  const dialogs = createDialogs(accessor, foundation, { ...dependencies, personalChats });
  const messenger = new ProactiveMessenger({
    ...{ adapter, dialogs, operations, clock, log, metrics },
    appId,
    mayAnswerAt: serviceUrlRule(config),
    ...(localServiceUrl && { localServiceUrl }),
  });
  personalChats.connect(messenger, dialogs);
  const { notifier, stockWatch } = connectOwnWords(messenger, foundation, dependencies);
  const kept = { state, operations: store, subscriptions, notifier, transcripts };
  const welcomes = new WelcomeRegister(database, clock);
  const installations = new Installations({ operations: store, subscriptions, welcomes, clock });
  const recorder = new TurnRecorder({ database, clock, ...kept });
  const onError = createTurnErrorHandler({ dialogs, state, recorder, log });
  adapter.onTurnError = onError;
  adapter.use(
    new TeamsActivities(),
    new TurnMiddleware({
      lock: new ConversationLock(database.isShared ? new ConversationLeases(database, clock, instance.id) : undefined),
      state,
      sessions: state.createProperty<Session>('session'),
      clock,
      metrics,
      audit: foundation.audit,
      onError,
      isLocalChannel: (activity) => !config.authenticated && isLocalDirectLine(activity),
      familiar: config.GERMAN_ADDRESS === 'du',
      isAmongEmployees: (activity) => isAmongEmployees(config, activity),
      employeeOf: (activity, local) => developmentEmployee(config, activity, local),
      customerOf: (activity) => signedInCustomer(activity, dependencies.visitors),
    }),
    new SendLimit(clock),
    recorder,
  );
  const { OAUTH_CONNECTION_NAME: connectionName } = config;
  if (connectionName) adapter.use(new SignInExchange(storage, connectionName));
  return {
    ...{ operations, handoffs, followUps, tasks, events, audit: foundation.audit },
    handler: new TeamsBot(dialogs, config, installations),
    desk: new OpsDesk({ ...foundation, config, database, clock, log, vendors: dependencies.services.vendors }),
    listUnknown: () => listUnknown(database, clock.now()),
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

/** Whoever writes in the Teams of a tenant whose members are employees, where they can sign in. */
function isAmongEmployees(config: AppConfig, { channelId = '', conversation }: Partial<Activity>): boolean {
  const tenant = conversation?.tenantId?.toLowerCase();
  if (!config.OAUTH_CONNECTION_NAME || !isTeams(channelId) || tenant === undefined) return false;
  return employeeTenants(config).some((each) => each.toLowerCase() === tenant);
}

/** The channels of websites; the ids of their users come from tokens that this bot's server has asked for. */
const WEBSITE_CHANNELS = ['directline', 'webchat'];

async function signedInCustomer(activity: Partial<Activity>, visitors?: VisitorStore): Promise<Customer | undefined> {
  const userId = userIdOf(activity);
  if (!userId?.startsWith('dl_') || !WEBSITE_CHANNELS.includes(activity.channelId ?? '')) return undefined;
  const { email, name } = (await visitors?.find(userId)) ?? {};
  return email === undefined ? undefined : { email, ...(name && { name }) };
}

/** In development the Emulator and the Playground are an employee, and a visitor of the demo page who chose to be one. */
function developmentEmployee(
  { authenticated, DEV_USER_EMAIL: email }: AppConfig,
  { channelId = '' }: Partial<Activity>,
  { persona }: LocalChannelData,
): { email: string } | undefined {
  const isTool = channelId === 'emulator' || isTeams(channelId);
  const isEmployee = !authenticated && (isTool || persona === 'employee');
  return isEmployee ? { email } : undefined;
}
