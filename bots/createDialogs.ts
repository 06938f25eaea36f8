import type { StatePropertyAccessor } from 'botbuilder';
import { availableDialogs } from '../dialogs';
import { BotDialogs, type VersionedDialogState } from '../dialogs/botDialogs';
import { RemoteRecognizer } from '../dialogs/remoteRecognizer';
import { WordRecognizer } from '../dialogs/wordRecognizer';
import type { PersonalChats } from '../dialogs/signIn/goPersonal';
import type { EmployeeSignIn } from '../dialogs/signIn/signIn';
import type { AppConfig } from '../services/config';
import { feedbackEvents } from '../services/events/recordEvents';
import { auditCodes } from '../services/audit/auditedProofs';
import { FeedbackStore } from '../services/feedback/feedbackStore';
import { createTransport } from '../services/http/boundedTransport';
import { createContactNames } from '../services/interactions/contactNames';
import { createQuickArticles } from '../services/knowledge/quickArticles';
import { LastKnownAnswers } from '../services/lastKnown/lastKnownAnswers';
import type { Logger } from '../services/logger';
import type { Clock } from '../services/operations/clock';
import { EmployeeTokens } from '../services/signIn/employeeToken';
import { employeeTenants } from '../services/signIn/signInSettings';
import { createConversationLanguage } from '../services/understanding/conversationLanguage';
import { CodeStore } from '../services/verification/codeStore';
import { GuessLimiter } from '../services/verification/guessLimiter';
import type { BotDependencies } from './botDependencies';
import { timesOf, type Foundation } from './foundation';

/** All conversations that can be held with the systems in use. */
export function createDialogs(
  accessor: StatePropertyAccessor<VersionedDialogState>,
  foundation: Foundation,
  { personalChats, ...dependencies }: BotDependencies & { personalChats: PersonalChats },
): BotDialogs {
  const { config, database, cipher, clock, log, mailer, recognizer, webhookSources = [], hearsFrom } = dependencies;
  const {
    services,
    operations,
    handoffs,
    followUps,
    interactions,
    leads,
    subscriptions,
    transcripts,
    live,
    files,
    audit,
  } = foundation;
  const guesses = new GuessLimiter(database, cipher, clock);
  const signIn = createSignIn(config, clock, log);
  const tellsNews = hearsFrom ?? ((vendor) => webhookSources.some((source) => source.vendor === vendor));
  return new BotDialogs(accessor, {
    ...{ operations, handoffs, followUps, interactions, subscriptions, transcripts, files, clock, guesses, audit },
    company: config,
    personalChats,
    ...(signIn && { signIn }),
    definitions: availableDialogs(services),
    feedback: new FeedbackStore(database, cipher, clock, feedbackEvents(foundation.events)),
    live: live.conversations,
    quickArticles: createQuickArticles(services, clock),
    contactNames: createContactNames(services, clock),
    ...(config.LEAD_CAPTURE === 'event' && { leads }),
    newsFrom: (port, method) => {
      const vendor = services.vendorOf(port, method);
      return vendor !== undefined && tellsNews(vendor) ? vendor : undefined;
    },
    serves: (port, method) => services.serves(port, method),
    hasHelpdesk: services.serves('helpdesk', 'createTicket'),
    hasHrCases: services.serves('hr', 'openHrCase'),
    lastKnown: new LastKnownAnswers(database, cipher),
    codes: new CodeStore(database, cipher, clock, guesses, auditCodes(audit)),
    ...(mailer && { mailer }),
    recognizer: recognizer ?? createRecognizer(config, log),
    ...timesOf(config),
  });
}

/** How employees sign in, where that is set up. */
function createSignIn(config: AppConfig, clock: Clock, log: Logger): EmployeeSignIn | undefined {
  const { OAUTH_CONNECTION_NAME: connectionName } = config;
  if (!connectionName) return undefined;
  const tokens = new EmployeeTokens({ ...config, tenants: employeeTenants(config) }, clock);
  return { connectionName, read: (token) => tokens.read(token), log };
}

/** The recogniser in the process, and before it the one that the settings name. */
function createRecognizer({ CLU_ENDPOINT, CLU_KEY, CLU_PROJECT, CLU_DEPLOYMENT }: AppConfig, log: Logger) {
  const local = new WordRecognizer();
  if (!CLU_ENDPOINT || !CLU_KEY || !CLU_PROJECT) return local;
  const settings = { endpoint: CLU_ENDPOINT, key: CLU_KEY, project: CLU_PROJECT, deployment: CLU_DEPLOYMENT };
  return new RemoteRecognizer(createConversationLanguage(settings, createTransport()), local, log);
}
