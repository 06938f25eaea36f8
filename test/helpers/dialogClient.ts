import { createLiveParts } from '../../bots/liveConversations';
import { EventBus } from '../../services/events/eventBus';
import { TaskStore } from '../../services/tasks/taskStore';
import { TaskWorker } from '../../services/tasks/taskWorker';
import type { Activity, Middleware, TurnContext } from 'botbuilder';
import { DialogTestClient } from 'botbuilder-testing';
import { availableDialogs } from '../../dialogs';
import { resolveChoice } from '../../dialogs/choices';
import { MainDialog } from '../../dialogs/mainDialog';
import type { Session } from '../../dialogs/session';
import { setTurn } from '../../dialogs/turn';
import { ChatFiles } from '../../services/attachments/chatFiles';
import { loadConfig } from '../../services/config';
import { FeedbackStore } from '../../services/feedback/feedbackStore';
import { createFollowUps } from '../../services/handoff/followUpsSetup';
import { HandoffStore } from '../../services/handoff/handoffStore';
import { createTransport } from '../../services/http/boundedTransport';
import { createQuickArticles } from '../../services/knowledge/quickArticles';
import { createContactNames } from '../../services/interactions/contactNames';
import { InteractionLog } from '../../services/interactions/interactionLog';
import { LastKnownAnswers } from '../../services/lastKnown/lastKnownAnswers';
import { createLogger } from '../../services/logger';
import { systemClock } from '../../services/operations/clock';
import { OperationRunner } from '../../services/operations/operationRunner';
import { OperationStore } from '../../services/operations/operationStore';
import type { Services } from '../../services/services';
import { AuditLog } from '../../services/audit/auditLog';
import { createCipher } from '../../services/storage/cipher';
import { openTestDatabase } from './testDatabase';
import { SubscriptionStore } from '../../services/subscriptions/subscriptionStore';
import { TranscriptStore } from '../../services/transcript/transcriptStore';
import { CodeStore } from '../../services/verification/codeStore';
import { GuessLimiter } from '../../services/verification/guessLimiter';
import { describe } from './chat';
import { OPEN, USER_ZONE } from './hours';
import { testRecognizer } from './recognizer';

export interface DialogClient {
  /** Sends a message and gives all answers of its turn, each in one line. */
  say(text: string): Promise<string[]>;
  handoffs: HandoffStore;
  close(): Promise<void>;
}

export interface DialogClientOptions {
  services: Services;
  channelId?: string;
  settings?: Record<string, string>;
}

/** The main dialog in Bot Framework's own test client, on a database in memory. */
export async function openDialogClient({
  services,
  channelId = 'webchat',
  settings = {},
}: DialogClientOptions): Promise<DialogClient> {
  const config = loadConfig({ ...OPEN, ...settings });
  const database = await openTestDatabase();
  const cipher = createCipher(Buffer.alloc(32, 7));
  const times = {
    inlineWaitMs: config.INLINE_WAIT_MS,
    stillCheckingAfterMs: config.STILL_CHECKING_AFTER_MS,
    offerHumanAfterMs: config.OFFER_HUMAN_AFTER_MS,
    attemptTimeoutMs: config.ATTEMPT_TIMEOUT_MS,
  };
  const store = new OperationStore(database, cipher);
  const operations = new OperationRunner({ store, services, clock: systemClock, log: createLogger('silent'), times });
  const definitions = availableDialogs(services);
  const handoffs = new HandoffStore(database, cipher, systemClock);
  const tasks = new TaskWorker(new TaskStore(database, cipher, systemClock, ''), systemClock, createLogger('silent'));
  const events = new EventBus(tasks, systemClock);
  const live = createLiveParts({ config, database, cipher, clock: systemClock, tasks, events, handoffs });
  const guesses = new GuessLimiter(database, cipher, systemClock);
  const main = new MainDialog({
    company: config,
    operations,
    handoffs,
    live: live.conversations,
    followUps: createFollowUps({
      ...{ database, cipher, services, handoffs, tasks, events },
      ...{ clock: systemClock, log: createLogger('silent'), timeoutMs: times.attemptTimeoutMs },
    }),
    hasHrCases: services.serves('hr', 'openHrCase'),
    feedback: new FeedbackStore(database, cipher, systemClock),
    files: new ChatFiles({
      database,
      cipher,
      clock: systemClock,
      log: createLogger('silent'),
      transport: createTransport(),
      development: true,
    }),
    quickArticles: createQuickArticles(services, systemClock),
    contactNames: createContactNames(services, systemClock),
    interactions: new InteractionLog({
      operations,
      services,
      log: createLogger('silent'),
      notes: false,
      opportunities: false,
    }),
    subscriptions: new SubscriptionStore(database, cipher, systemClock),
    newsFrom: (port, method) => services.vendorOf(port, method),
    serves: (port, method) => services.serves(port, method),
    hasHelpdesk: services.serves('helpdesk', 'createTicket'),
    transcripts: new TranscriptStore(database, cipher),
    lastKnown: new LastKnownAnswers(database, cipher),
    guesses,
    audit: new AuditLog(database, cipher, systemClock),
    codes: new CodeStore(database, cipher, systemClock, guesses),
    recognizer: testRecognizer(),
    definitions,
    clock: systemClock,
    ...times,
  });
  const client = new DialogTestClient(channelId, main, undefined, [new TestTurn()]);
  return {
    handoffs,
    async say(text) {
      const answers: string[] = [];
      let reply = (await client.sendActivity(text)) as Partial<Activity> | undefined;
      for (; reply; reply = client.getNextReply() as Partial<Activity> | undefined) {
        if (reply.type === 'message') answers.push(describe(reply));
      }
      return answers;
    },
    async close() {
      await operations.stop(0);
      await database.close();
    },
  };
}

/** What the bot's turn middleware does, for one user. */
class TestTurn implements Middleware {
  readonly #session: Session = {};

  onTurn(context: TurnContext, next: () => Promise<void>): Promise<void> {
    const session = this.#session;
    context.activity.text = resolveChoice(session, context.activity.text, 'en-US');
    delete session.choices;
    setTurn(context, {
      session,
      receivedAt: systemClock.now(),
      conversationKey: 'test',
      reference: {},
      locale: 'en-US',
      timeZone: USER_ZONE,
      interrupted: new AbortController().signal,
      silentForMs: 0,
      told: new Set(),
      fulfilled: new Set(),
      alongside: [],
      noticed: new Map(),
      masked: [],
    });
    return next();
  }
}
