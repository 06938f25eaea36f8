import type { AppConfig } from '../services/config';
import type { HandoffStore } from '../services/handoff/handoffStore';
import type { Clock } from '../services/operations/clock';
import type { OperationRunner } from '../services/operations/operationRunner';
import type { DialogDefinition } from './dialogDefinition';
import type { TranscriptStore } from '../services/transcript/transcriptStore';
import type { GuessLimiter } from '../services/verification/guessLimiter';
import type { CodeStore } from '../services/verification/codeStore';
import type { Mailer } from '../services/mail/mail';
import type { IntentRecognizer } from './intentRecognizer';

/** The settings that dialogs speak of. */
export type Company = Pick<
  AppConfig,
  'COMPANY_NAME' | 'COMPANY_EMAIL' | 'COMPANY_PHONE' | 'COMPANY_TIME_ZONE' | 'BUSINESS_HOURS' | 'DEV_USER_EMAIL'
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
