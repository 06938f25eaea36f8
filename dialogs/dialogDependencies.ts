import type { AppConfig } from '../services/config';
import type { ChatFiles } from '../services/attachments/chatFiles';
import type { FeedbackStore } from '../services/feedback/feedbackStore';
import type { HandoffStore } from '../services/handoff/handoffStore';
import type { QuickArticles } from '../services/knowledge/quickArticles';
import type { ContactNames } from '../services/interactions/contactNames';
import type { InteractionLog } from '../services/interactions/interactionLog';
import type { Clock } from '../services/operations/clock';
import type { OperationRunner } from '../services/operations/operationRunner';
import type { DialogDefinition } from './dialogDefinition';
import type { SubscriptionStore } from '../services/subscriptions/subscriptionStore';
import type { TranscriptStore } from '../services/transcript/transcriptStore';
import type { GuessLimiter } from '../services/verification/guessLimiter';
import type { CodeStore } from '../services/verification/codeStore';
import type { Mailer } from '../services/mail/mail';
import type { IntentRecognizer } from './intentRecognizer';

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
>;

/** All that dialogs work with; passed by constructor. */
export interface DialogDependencies {
  company: Company;
  operations: OperationRunner;
  guesses: GuessLimiter;
  codes: CodeStore;
  /** Absent where no mail can be sent. */
  mailer?: Mailer;
  handoffs: HandoffStore;
  feedback: FeedbackStore;
  /** Files that users send. */
  files: ChatFiles;
  /** Searches the help centre beside a job, without keeping anybody waiting. */
  quickArticles: QuickArticles;
  /** What the company calls somebody whose address is proved. */
  contactNames: ContactNames;
  /** Notes in the CRM what was done for somebody. */
  interactions: InteractionLog;
  /** Who wants to be told what, and where. */
  subscriptions: SubscriptionStore;
  /** Whether a helpdesk takes hand-overs as tickets. */
  hasHelpdesk: boolean;
  transcripts: TranscriptStore;
  recognizer: IntentRecognizer;
  /** The dialogs that the systems in use allow. */
  definitions: readonly DialogDefinition[];
  clock: Clock;
  /** How long a turn waits for an operation before it ends. */
  inlineWaitMs: number;
  /** When the way out is offered; also how long a turn waits that cannot say anything later. */
  offerHumanAfterMs: number;
}
