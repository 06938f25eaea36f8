import { jetstreamManager } from '@nats-io/jetstream';
import { connect } from '@nats-io/transport-node';
import type { AppConfig } from '../config';
import { optionsOf } from '../events/natsSink';
import { isHttp } from '../events/sinkAddress';
import type { Transport } from '../http/transport';
import { createConversationLanguage } from '../understanding/conversationLanguage';
import { explainReach } from './explainFailure';
import { CHECK_LIMIT_MS, type Finding } from './finding';

export type Found = Omit<Finding, 'subject' | 'check'>;

/** A part of the bot: what it is called, and how it is. */
export interface BotCheck {
  check: string;
  run: () => Promise<Found>;
}

/** Where Microsoft's services are; others in tests. */
export interface Addresses {
  logIn: string;
  directLine: string;
}

export const PUBLIC_ADDRESSES: Addresses = {
  logIn: 'https://login.microsoftonline.com',
  directLine: 'https://directline.botframework.com',
};

/** What the settings turn on beside the systems; everything else has no line. */
export function botChecks(
  config: AppConfig,
  directLineSecret: string | undefined,
  transport: Transport,
  addresses = PUBLIC_ADDRESSES,
): BotCheck[] {
  const { SMTP_URL: smtp, EVENTS_URL: events, CLU_ENDPOINT } = config;
  return [
    ...(config.authenticated
      ? [{ check: 'registration', run: () => findRegistration(config, transport, addresses) }]
      : []),
    ...(smtp ? [{ check: 'mail', run: () => findMail(smtp) }] : []),
    ...(events ? [{ check: 'events', run: () => findSink(events, transport) }] : []),
    ...(CLU_ENDPOINT ? [{ check: 'language', run: () => findLanguage(config, transport) }] : []),
    ...(directLineSecret
      ? [{ check: 'Direct Line', run: () => findDirectLine(directLineSecret, transport, addresses) }]
      : []),
  ];
}

/** Entra's own numbers. https://learn.microsoft.com/entra/identity-platform/reference-error-codes (2026-11) */
const ENTRA_HINTS: Readonly<Record<number, string>> = {
  7000215: 'MicrosoftAppPassword is not the value of a client secret (its id is not its value).',
  7000222: 'The client secret has expired: make a new one, and set MicrosoftAppPassword.',
  700016: 'The tenant does not know MicrosoftAppId.',
  90002: 'There is no tenant MicrosoftAppTenantId.',
};

async function findRegistration(config: AppConfig, transport: Transport, { logIn }: Addresses): Promise<Found> {
  const { MicrosoftAppId: clientId = '', MicrosoftAppPassword: secret = '', MicrosoftAppTenantId: tenantId } = config;
  if (config.MicrosoftAppType === 'UserAssignedMSI') return findManagedIdentity(clientId);
  const tenant = config.MicrosoftAppType === 'MultiTenant' ? 'botframework.com' : (tenantId ?? '');
  const { status, body } = await transport({
    method: 'POST',
    url: `${logIn}/${encodeURIComponent(tenant)}/oauth2/v2.0/token`,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: clientId,
      client_secret: secret,
      scope: 'https://api.botframework.com/.default',
    }).toString(),
  });
  if (status === 200) return { level: 'ok', text: 'the app gets a token for the Bot Framework' };
  const code = entraCode(body);
  const hint = ENTRA_HINTS[code ?? 0] ?? 'Compare MicrosoftAppId, MicrosoftAppPassword and MicrosoftAppTenantId.';
  return { level: 'fault', text: `no token: HTTP ${status}${code ? `, AADSTS${code}` : ''}`, hint };
}

function entraCode(body: Uint8Array): number | undefined {
  return Number(/"error_codes"\s*:\s*\[\s*(\d+)/.exec(Buffer.from(body).toString('utf8'))?.[1] ?? 0) || undefined;
}

async function findManagedIdentity(clientId: string): Promise<Found> {
  const { ManagedIdentityCredential } = await import('@azure/identity');
  try {
    await new ManagedIdentityCredential({ clientId }).getToken('https://api.botframework.com/.default');
    return { level: 'ok', text: 'the managed identity gets a token for the Bot Framework' };
  } catch (error) {
    const hint = 'A managed identity works only in Azure: run the doctor where the bot runs, and assign it there.';
    return { level: 'fault', text: `no token: ${(error as Error).name}`, hint };
  }
}

async function findMail(url: string): Promise<Found> {
  const { createTransport } = await import('nodemailer');
  const limits = { connectionTimeout: CHECK_LIMIT_MS, greetingTimeout: CHECK_LIMIT_MS, socketTimeout: CHECK_LIMIT_MS };
  const server = createTransport({ url, ...limits, disableFileAccess: true, disableUrlAccess: true });
  try {
    await server.verify();
    return { level: 'ok', text: 'the mail server takes the log-in; no mail was sent' };
  } catch (error) {
    const { code, responseCode } = error as { code?: string; responseCode?: number };
    const text = `the mail server refuses: ${[code, responseCode].filter(Boolean).join(' ') || 'unknown'}`;
    return { level: 'fault', text, hint: 'Compare SMTP_URL: host, port, smtps or smtp, user and password.' };
  } finally {
    server.close();
  }
}

async function findSink(url: string, transport: Transport): Promise<Found> {
  return isHttp(url) ? findReceiver(url, transport) : findNats(url);
}

/** The handshake that receivers of CloudEvents may know; whatever is answered, somebody is there. */
async function findReceiver(url: string, transport: Transport): Promise<Found> {
  const { origin } = new URL(url);
  try {
    const headers = { 'webhook-request-origin': 'business-chat-bot' };
    const { status } = await transport({ method: 'OPTIONS', url, headers });
    if (status < 500 && status !== 404) return { level: 'ok', text: `${origin} answers; no event was sent` };
    return { level: 'warning', text: `${origin}: HTTP ${status}`, hint: 'Is the path of EVENTS_URL right?' };
  } catch (error) {
    return { level: 'fault', ...explainReach(error, origin, 'EVENTS_URL') };
  }
}

async function findNats(url: string): Promise<Found> {
  const { host } = new URL(url);
  try {
    const connection = await connect({ ...optionsOf(url), reconnect: false, timeout: CHECK_LIMIT_MS / 2 });
    try {
      await (await jetstreamManager(connection)).getAccountInfo();
      return { level: 'ok', text: `NATS at ${host}, with JetStream; no event was sent` };
    } finally {
      await connection.close();
    }
  } catch (error) {
    const hint = 'Does the server run with JetStream (nats-server -js), and are the credentials in EVENTS_URL right?';
    return { level: 'fault', text: `NATS at ${host}: ${(error as Error).message}`, hint };
  }
}

async function findLanguage(config: AppConfig, transport: Transport): Promise<Found> {
  const {
    CLU_ENDPOINT: endpoint = '',
    CLU_KEY: key = '',
    CLU_PROJECT: project = '',
    CLU_DEPLOYMENT: deployment,
  } = config;
  const predict = createConversationLanguage({ endpoint, key, project, deployment }, transport);
  try {
    const predictions = await predict('hello', 'en', AbortSignal.timeout(CHECK_LIMIT_MS));
    return { level: 'ok', text: `the deployment ${deployment} answers with ${predictions.length} intents` };
  } catch (error) {
    const hint =
      'Compare CLU_ENDPOINT, CLU_KEY, CLU_PROJECT and CLU_DEPLOYMENT. Until then the built-in model answers.';
    return { level: 'warning', text: (error as Error).message, hint };
  }
}

/** https://learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-direct-line-3-0-authentication (2026-11) */
async function findDirectLine(secret: string, transport: Transport, { directLine }: Addresses): Promise<Found> {
  const url = `${directLine}/v3/directline/tokens/generate`;
  try {
    const { status } = await transport({ method: 'POST', url, headers: { authorization: `Bearer ${secret}` } });
    if (status === 200) return { level: 'ok', text: 'the secret gets a token' };
    const hint = 'Copy DIRECT_LINE_SECRET anew: Azure Portal, the bot, Channels, Direct Line.';
    return { level: 'fault', text: `no token: HTTP ${status}`, hint };
  } catch (error) {
    return { level: 'fault', ...explainReach(error, directLine, 'the network') };
  }
}
