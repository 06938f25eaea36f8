import type { AppConfig } from '../services/config';
import { isLoopbackAddress } from './incomingActivity';

/**
 * Where the channels of the public cloud take messages: Teams (and Skype), and everything that the Bot Framework Service hosts
 * itself. https://learn.microsoft.com/azure/bot-service/bot-service-resources-faq-security
 */
const PUBLIC_HOSTS = ['smba.trafficmanager.net', '*.botframework.com', 'smba.infra.gcc.teams.microsoft.com'];
/** The same for the cloud of the US government. https://learn.microsoft.com/azure/bot-service/how-to-deploy-gov-cloud-high */
const GOVERNMENT_HOSTS = [
  'smba.infra.gov.teams.microsoft.us',
  'smba.infra.dod.teams.microsoft.us',
  '*.botframework.azure.us',
];

/** Whether messages may be sent to a channel's address. */
export type MayAnswerAt = (serviceUrl: string | undefined) => boolean;

type Rules = Pick<AppConfig, 'authenticated' | 'production' | 'ChannelService' | 'ALLOWED_SERVICE_URLS'>;

/**
 * Where the bot may send to. Without authentication only to this machine; with it over https to the hosts of the channels and
 * those that the settings add, in development to this machine as well, where the Emulator is.
 */
export function serviceUrlRule({
  authenticated,
  production,
  ChannelService,
  ALLOWED_SERVICE_URLS,
}: Rules): MayAnswerAt {
  if (!authenticated) return isLoopbackAddress;
  const hosts = [...(ChannelService ? GOVERNMENT_HOSTS : PUBLIC_HOSTS), ...ALLOWED_SERVICE_URLS];
  return (serviceUrl) => isAt(hosts, serviceUrl) || (!production && isLoopbackAddress(serviceUrl));
}

/** The host is compared as the library that calls it reads it, so that no way of writing an address leads elsewhere. */
function isAt(hosts: readonly string[], serviceUrl = ''): boolean {
  if (!URL.canParse(serviceUrl)) return false;
  const { protocol, host, username, password } = new URL(serviceUrl);
  if (protocol !== 'https:' || username || password) return false;
  return hosts.some((known) => (known.startsWith('*.') ? host.endsWith(known.slice(1)) : host === known));
}

/** A stored or told address is none that messages may be sent to; read like a channel's refusal for good. */
export class ServiceUrlError extends Error {
  override readonly name = 'ServiceUrlError';
  readonly statusCode = 403;

  constructor() {
    super('messages may not be sent to this serviceUrl: its host is none of a channel, nor in ALLOWED_SERVICE_URLS');
  }
}
