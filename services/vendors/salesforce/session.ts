import type { Connection } from 'jsforce';
import { z } from 'zod';
import type { Transport } from '../../http/transport';
import { ServiceError } from '../../serviceError';
import { API_VERSION } from './about';
import { readAnswer, toLogInError } from './errors';
import { sdkTransport, type Exchange } from './transport';

export interface SessionSettings {
  SALESFORCE_LOGIN_URL: string;
  SALESFORCE_CLIENT_ID: string;
  SALESFORCE_CLIENT_SECRET: string;
}

/** The log-in that all calls share. A connection has one access token for life; a new token makes a new connection. */
export interface Session {
  /** Logs in where nobody has yet. */
  connection(): Promise<Connection>;
  /** Another connection than the refused one. Calls that were refused together share one log-in. */
  renew(refused: Connection): Promise<Connection>;
}

const tokenAnswer = z.object({ access_token: z.string().min(1), instance_url: z.url() });

/** Where Salesforce keeps its orgs; a domain of the company's own is the log-in address itself. */
const SALESFORCE_HOST = /\.salesforce\.(?:com|mil)$/;

/**
 * @param current gives the exchange of the call that the SDK is working for
 */
export function createSession(
  settings: SessionSettings,
  transport: Transport,
  current: () => Exchange | undefined,
): Session {
  let pending: Promise<Connection> | undefined;
  let opened: Connection | undefined;

  const logInOnce = () => {
    opened = undefined;
    const attempt = logIn(settings, transport, current);
    pending = attempt;
    attempt.then(
      (connection) => pending === attempt && (opened = connection),
      // A log-in that failed is not remembered: the next call tries again.
      () => pending === attempt && (pending = undefined),
    );
    return attempt;
  };
  const connection = () => pending ?? logInOnce();
  return { connection, renew: (refused) => (refused === opened ? logInOnce() : connection()) };
}

async function logIn(settings: SessionSettings, transport: Transport, current: () => Exchange | undefined) {
  const { SALESFORCE_LOGIN_URL: loginUrl, SALESFORCE_CLIENT_ID, SALESFORCE_CLIENT_SECRET } = settings;
  const exchange: Exchange = {};
  try {
    // Loaded when it is first needed (0.2 s and 36 MB; twice the time with the parts that are not used here).
    const { Connection, OAuth2 } = await import('jsforce/lib/core.js');
    const clientId = SALESFORCE_CLIENT_ID;
    const oauth2 = new OAuth2({ loginUrl, clientId, clientSecret: SALESFORCE_CLIENT_SECRET });
    // Without any call's signal: the log-in belongs to all who wait for it.
    oauth2._transport.httpRequest = sdkTransport(transport, () => exchange);
    const token = readAnswer(tokenAnswer, await oauth2.requestToken({ grant_type: 'client_credentials' }));
    // Without `oauth2`, so that the SDK does not log in by itself: it would do so for ever against a server that says 401.
    const connection = new Connection({
      version: API_VERSION,
      instanceUrl: instanceOf(token.instance_url, loginUrl),
      accessToken: token.access_token,
    });
    connection._transport.httpRequest = sdkTransport(transport, current);
    return connection;
  } catch (error) {
    throw toLogInError(error, exchange);
  }
}

/**
 * The address of the org's API as the log-in tells it. The token goes to wherever we logged in, or to Salesforce, and nowhere else.
 */
function instanceOf(instanceUrl: string, loginUrl: string): string {
  const instance = new URL(instanceUrl);
  const login = new URL(loginUrl);
  const ofSalesforce = instance.protocol === 'https:' && !instance.port && SALESFORCE_HOST.test(instance.hostname);
  if (instance.origin === login.origin || (ofSalesforce && SALESFORCE_HOST.test(login.hostname))) {
    return instanceUrl.replace(/\/+$/, '');
  }
  throw new ServiceError('misconfigured', `Salesforce log-in: refused the instance ${instance.origin}`);
}
