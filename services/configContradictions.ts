import type { AppConfig } from './config';
import { isExposed, isHttp } from './events/sinkAddress';
import { findOpsFaults } from './opsSettings';
import { findSignInFaults } from './signIn/signInSettings';
import { findWebsiteFaults } from './websiteSettings';

/** Settings that are right each for itself and wrong together; one line a fault, naming the setting to change. */
export function findContradictions(config: AppConfig): string[] {
  return [
    ...findRegistrationFaults(config),
    ...findProductionFaults(config),
    ...findServiceFaults(config),
    ...findEventFaults(config),
    ...findOpsFaults(config),
    ...findSignInFaults(config),
    ...findWebsiteFaults(config),
    ...findTimeFaults(config),
  ];
}

/** Who may pose as a channel. */
function findRegistrationFaults(config: AppConfig): string[] {
  const { authenticated, production, MicrosoftAppType: type, MicrosoftAppPassword: password } = config;
  const faults: string[] = [];
  if (!authenticated && production)
    faults.push('MicrosoftAppId is missing: in production every message must prove where it comes from');
  if (!authenticated && !production && !config.onLoopback)
    faults.push(
      'HOST must be 127.0.0.1 while MicrosoftAppId is not set: anybody in the network could pose as a channel',
    );
  if (password && type === 'UserAssignedMSI')
    faults.push(
      'MicrosoftAppPassword must be empty with MicrosoftAppType=UserAssignedMSI: a managed identity has none',
    );
  if (!authenticated && !production) return faults;
  if (!password && type !== 'UserAssignedMSI')
    faults.push('MicrosoftAppPassword is missing (not needed with MicrosoftAppType=UserAssignedMSI)');
  if (type !== 'MultiTenant' && !config.MicrosoftAppTenantId)
    faults.push('MicrosoftAppTenantId is missing (the tenant that the bot is registered in)');
  return faults;
}

function findProductionFaults({ production, DATA_ENCRYPTION_KEY, SANDBOX }: AppConfig): string[] {
  if (!production) return [];
  const faults: string[] = [];
  if (!DATA_ENCRYPTION_KEY)
    faults.push('DATA_ENCRYPTION_KEY is missing: 32 bytes in base64 (make one with: openssl rand -base64 32)');
  if (SANDBOX === 'on') faults.push('SANDBOX must be off in production');
  return faults;
}

function findServiceFaults({ PORT, SANDBOX_PORT, CLU_ENDPOINT, CLU_KEY, CLU_PROJECT }: AppConfig): string[] {
  const faults: string[] = [];
  if (PORT !== 0 && PORT === SANDBOX_PORT) faults.push('SANDBOX_PORT must be another port than PORT');
  if (CLU_ENDPOINT && !(CLU_KEY && CLU_PROJECT))
    faults.push('CLU_KEY and CLU_PROJECT are missing: CLU_ENDPOINT alone does not tell whose project it is');
  return faults;
}

function findEventFaults({ EVENTS_URL: url, EVENTS_SIGNING_SECRET: secret, production }: AppConfig): string[] {
  if (!url || !isHttp(url)) return [];
  const exposed = 'EVENTS_URL must be https; http only to this machine, and only in development';
  const unsigned = 'EVENTS_SIGNING_SECRET is missing: the receiver of events could not tell the bot from somebody else';
  return [...(isExposed(url, production) ? [exposed] : []), ...(secret ? [] : [unsigned])];
}

/** Times that must follow each other. */
function findTimeFaults(config: AppConfig): string[] {
  const { INLINE_WAIT_MS, STILL_CHECKING_AFTER_MS, OFFER_HUMAN_AFTER_MS, BUSINESS_HOURS } = config;
  const faults: string[] = [];
  if (INLINE_WAIT_MS >= STILL_CHECKING_AFTER_MS)
    faults.push('INLINE_WAIT_MS must be less than STILL_CHECKING_AFTER_MS');
  if (STILL_CHECKING_AFTER_MS >= OFFER_HUMAN_AFTER_MS)
    faults.push('STILL_CHECKING_AFTER_MS must be less than OFFER_HUMAN_AFTER_MS');
  if (BUSINESS_HOURS.opensAtMinute >= BUSINESS_HOURS.closesAtMinute)
    faults.push('BUSINESS_HOURS must open before they close');
  return faults;
}
