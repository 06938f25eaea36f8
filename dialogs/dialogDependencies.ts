import type { AuditLog } from '../services/audit/auditLog';
import type { AppConfig } from '../services/config';
import type { ChatFiles } from '../services/attachments/chatFiles';
import type { FeedbackStore } from '../services/feedback/feedbackStore';
import type { FollowUps } from '../services/handoff/followUps';
import type { HandoffStore } from '../services/handoff/handoffStore';
import type { LiveConversations } from '../services/handoff/liveConversations';
import type { QuickArticles } from '../services/knowledge/quickArticles';
import type { ContactNames } from '../services/interactions/contactNames';
import type { InteractionLog } from '../services/interactions/interactionLog';
import type { LeadDesk } from '../services/leads/leadDesk';
import type { Clock } from '../services/operations/clock';
import type { LastKnownAnswers } from '../services/lastKnown/lastKnownAnswers';
import type { OperationRunner } from '../services/operations/operationRunner';
import type { PortMethod, PortName } from '../services/ports';
import type { DialogDefinition } from './dialogDefinition';
import type { SubscriptionStore } from '../services/subscriptions/subscriptionStore';
import type { TranscriptStore } from '../services/transcript/transcriptStore';
import type { GuessLimiter } from '../services/verification/guessLimiter';
import type { CodeStore } from '../services/verification/codeStore';
import type { Mailer } from '../services/mail/mail';
import type { IntentRecognizer } from './intentRecognizer';
import type { PersonalChats } from './signIn/goPersonal';
import type { EmployeeSignIn } from './signIn/signIn';

/** The settings that dialogs speak of. */
export type Company = Pick<
  AppConfig,
  | 'COMPANY_NAME'
  | 'COMPANY_EMAIL'
  | 'COMPANY_PHONE'
  | 'COMPANY_TIME_ZONE'
  | 'HR_CONTACT_NAME'
  | 'HR_CONTACT_EMAIL'
  | 'HR_CONTACT_PHONE'
  | 'BUSINESS_HOURS'
  | 'DEV_USER_EMAIL'
  | 'TICKET_GROUPS'
  | 'RETURN_WINDOW_DAYS'
  | 'COMPANY_REGION'
  | 'GERMAN_ADDRESS'
  | 'PRIVACY_URL'
  | 'RETENTION_DAYS'
>;

/** All that dialogs work with; passed by constructor. */
export interface DialogDependencies {
  company: Company;
  operations: OperationRunner;
  /** Where proofs are written down. */
  audit: AuditLog;
  guesses: GuessLimiter;
  codes: CodeStore;
  /** Absent where no mail can be sent. */
  mailer?: Mailer;
  /** Absent where employees cannot sign in. */
  signIn?: EmployeeSignIn;
  /** Absent where the bot writes to nobody first. */
  personalChats?: PersonalChats;
  handoffs: HandoffStore;
  /** Passes hand-overs on, and tells when they have arrived. */
  followUps: FollowUps;
  /** The conversations between users and people. */
  live: LiveConversations;
  feedback: FeedbackStore;
  /** Files that users send. */
  files: ChatFiles;
  /** Searches the help centre beside a job, without keeping anybody waiting. */
  quickArticles: QuickArticles;
  /** What the company calls somebody whose address is proved. */
  contactNames: ContactNames;
  /** Notes in the CRM what was done for somebody. */
  interactions: InteractionLog;
  /** Takes leads where they are made later; absent where they are made in the conversation. */
  leads?: LeadDesk;
  /** Who wants to be told what, and where. */
  subscriptions: SubscriptionStore;
  /** The system that serves a method, if it tells of what changes there; without it nothing of that can be subscribed to. */
  newsFrom: <P extends PortName>(port: P, method: PortMethod<P>) => string | undefined;
  /** Whether a system in use has this method: what only some systems do within a job is offered only where it is so. */
  serves: <P extends PortName>(port: P, method: PortMethod<P>) => boolean;
  /** Whether a helpdesk takes hand-overs as tickets. */
  hasHelpdesk: boolean;
  /** Whether HR takes cases. */
  hasHrCases: boolean;
  transcripts: TranscriptStore;
  recognizer: IntentRecognizer;
  /** What systems answered when they last did, for when they cannot be reached. */
  lastKnown: LastKnownAnswers;
  /** The dialogs that the systems in use allow. */
  definitions: readonly DialogDefinition[];
  clock: Clock;
  /** How long a turn waits for an operation before it ends. */
  inlineWaitMs: number;
  /** When the way out is offered; also how long a turn waits that cannot say anything later. */
  offerHumanAfterMs: number;
}
