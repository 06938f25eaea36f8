import type { BotAdapter } from 'botbuilder';
import type { IntentRecognizer } from '../dialogs/intentRecognizer';
import type { AppConfig } from '../services/config';
import type { Logger } from '../services/logger';
import type { Metrics } from '../services/metrics/metrics';
import type { Mailer } from '../services/mail/mail';
import type { Clock } from '../services/operations/clock';
import type { Services } from '../services/services';
import type { Cipher } from '../services/storage/cipher';
import type { Database } from '../services/storage/database';
import type { VisitorStore } from '../services/visitors/visitorStore';
import type { WebhookSource } from '../services/webhooks/webhookSources';

/** What the bot is put together from. */
export interface BotDependencies {
  config: AppConfig;
  database: Database;
  cipher: Cipher;
  services: Services;
  clock: Clock;
  log: Logger;
  adapter: BotAdapter;
  /** Nobody counts where absent. */
  metrics?: Metrics;
  /** Whom websites have signed in; nobody where absent. */
  visitors?: VisitorStore;
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
}
