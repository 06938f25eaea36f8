import type { Activity, BotAdapter } from 'botbuilder';
import { availableDialogs } from '../dialogs';
import { BotDialogs, type VersionedDialogState } from '../dialogs/botDialogs';
import { WordRecognizer } from '../dialogs/wordRecognizer';
import type { IntentRecognizer } from '../dialogs/intentRecognizer';
import type { Session } from '../dialogs/session';
import type { AppConfig } from '../services/config';
import type { Mailer } from '../services/mail/mail';
import { HandoffStore } from '../services/handoff/handoffStore';
import type { Logger } from '../services/logger';
import type { Clock } from '../services/operations/clock';
import { OperationRunner } from '../services/operations/operationRunner';
import { OperationStore } from '../services/operations/operationStore';
import type { Services } from '../services/services';
import type { Cipher } from '../services/storage/cipher';
import type { Database } from '../services/storage/database';
import { TranscriptStore } from '../services/transcript/transcriptStore';
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
  /**
   * Begins to tell users about operations, also about those that an earlier process left. Only one process at a time may
   * use an embedded database: what another one had claimed is taken over.
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
  const operations = new OperationRunner({ store, services, clock, log, times: timesOf(config) });
  const handoffs = new HandoffStore(database, cipher, clock);
  const transcripts = new TranscriptStore(database, cipher);
  const guesses = new GuessLimiter(database, cipher, clock);
  const definitions = availableDialogs(services);
  const state = new ETagConversationState(new BotStateStorage(database, cipher));
  const dialogs = new BotDialogs(state.createProperty<VersionedDialogState>('dialogs'), {
    company: config,
    operations,
    handoffs,
    transcripts,
    definitions,
    clock,
    guesses,
    codes: new CodeStore(database, cipher, clock, guesses),
    ...(mailer && { mailer }),
    recognizer: recognizer ?? new WordRecognizer(),
    ...timesOf(config),
  });
  const recorder = new TurnRecorder({ database, state, operations: store, transcripts, clock });
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
  return {
    handler,
    operations,
    handoffs,
    async start() {
      await store.releaseLeases();
      operations.start(
        (notice, operation) => messenger.notify(notice, operation),
        (operation) => dialogs.forgetUnanswered(operation),
      );
    },
    stop: (graceMs) => operations.stop(graceMs),
  };
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
