import { ChatFiles } from '../services/attachments/chatFiles';
import { MAX_FILE_BYTES } from '../services/attachments/fileSource';
import { AuditedCalls, auditHandoffs, auditOperations } from '../services/audit/auditedCalls';
import { AuditLog } from '../services/audit/auditLog';
import { ReadCache } from '../services/cache/readCache';
import type { AppConfig } from '../services/config';
import { EventBus } from '../services/events/eventBus';
import { connectEventSink } from '../services/events/eventSinks';
import { operationEvents } from '../services/events/operationEvents';
import { handoffEvents } from '../services/events/recordEvents';
import { createFollowUps } from '../services/handoff/followUpsSetup';
import { HandoffStore } from '../services/handoff/handoffStore';
import { createTransport } from '../services/http/boundedTransport';
import { InstanceRegister } from '../services/instances/instanceRegister';
import { InteractionLog } from '../services/interactions/interactionLog';
import { LeadDesk } from '../services/leads/leadDesk';
import { CallMeter } from '../services/metrics/callMeter';
import { noMetrics } from '../services/metrics/metrics';
import { SystemHealth } from '../services/metrics/systemHealth';
import { OperationRunner } from '../services/operations/operationRunner';
import { inTurn, OperationStore } from '../services/operations/operationStore';
import { SubscriptionStore } from '../services/subscriptions/subscriptionStore';
import { TaskStore } from '../services/tasks/taskStore';
import { TaskWorker } from '../services/tasks/taskWorker';
import { TranscriptStore } from '../services/transcript/transcriptStore';
import { registerWebhookTask } from '../services/webhooks/webhookTask';
import type { BotDependencies } from './botDependencies';
import { BotStateStorage } from './botStateStorage';
import { createLiveParts } from './liveConversations';
import { planUnknownReport } from './unknownOutcome';

/** A turn waits for a file, so it must come soon. */
const FILE_TIMEOUT_MS = 6_000;

export type Foundation = ReturnType<typeof layFoundation>;

/** What the dialogs stand on: tasks and events, operations, hand-overs, and what else is kept. Nothing of it works yet. */
export function layFoundation({ config, database, cipher, clock, log, mailer, ...given }: BotDependencies) {
  const { metrics = noMetrics } = given;
  const instance = new InstanceRegister(database, clock, log);
  const tasks = new TaskWorker(new TaskStore(database, cipher, clock, instance.id), clock, log);
  const events = new EventBus(tasks, clock);
  const cache = new ReadCache({ database, cipher, clock, log, ttl: config.CACHE_TTL });
  // Switched off, too: another instance may keep what an event makes old.
  events.subscribe(cache.subscriber);
  const health = new SystemHealth(clock);
  const systems = given.services.through(new CallMeter(metrics, health));
  const asked = config.READ_CACHE === 'on' ? systems.through(cache) : systems;
  const audit = new AuditLog(database, cipher, clock);
  auditHandoffs(events, audit);
  const services = asked.through(new AuditedCalls(audit, log));
  registerWebhookTask({ database, cipher, tasks, events, clock });
  const sink = connectEventSink({ config, events, cipher, clock, log });
  const told = inTurn(operationEvents(events, log), auditOperations(audit), planUnknownReport(tasks));
  const store = new OperationStore(database, cipher, instance.id, told);
  const operations = new OperationRunner({ store, services: asked, clock, log, metrics, times: timesOf(config) });
  const handoffs = new HandoffStore(database, cipher, clock, handoffEvents(events));
  const followUps = createFollowUps({
    ...{ database, cipher, services, handoffs, tasks, events, clock, log },
    ...(mailer && { mailer }),
    timeoutMs: config.ATTEMPT_TIMEOUT_MS,
  });
  const interactions = new InteractionLog({
    ...{ operations, services, log },
    notes: config.LOG_INTERACTIONS === 'on',
    opportunities: config.LEAD_OPPORTUNITY === 'on',
  });
  const leads = new LeadDesk({ events, database, operations, store, interactions, handoffs });
  leads.open();
  return {
    ...{
      instance,
      tasks,
      events,
      cache,
      audit,
      services,
      sink,
      store,
      operations,
      handoffs,
      followUps,
      interactions,
      leads,
    },
    ...{ metrics, health },
    subscriptions: new SubscriptionStore(database, cipher, clock),
    transcripts: new TranscriptStore(database, cipher),
    live: createLiveParts({ config, database, cipher, clock, tasks, events, handoffs }),
    files: createChatFiles({ config, database, cipher, clock, log }),
    storage: new BotStateStorage(database, cipher),
  };
}

/** The clock of an operation, as the settings have it. */
export function timesOf(config: AppConfig) {
  return {
    inlineWaitMs: config.INLINE_WAIT_MS,
    stillCheckingAfterMs: config.STILL_CHECKING_AFTER_MS,
    offerHumanAfterMs: config.OFFER_HUMAN_AFTER_MS,
    attemptTimeoutMs: config.ATTEMPT_TIMEOUT_MS,
  };
}

function createChatFiles({
  config,
  ...tools
}: Pick<BotDependencies, 'config' | 'database' | 'cipher' | 'clock' | 'log'>): ChatFiles {
  const transport = createTransport({ timeoutMs: FILE_TIMEOUT_MS, maxBytes: MAX_FILE_BYTES });
  return new ChatFiles({ ...tools, transport, development: !config.production && !config.authenticated });
}
