import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { AppConfig } from '../../services/config';
import type { Clock } from '../../services/operations/clock';
import type { Cipher } from '../../services/storage/cipher';
import { EntraTokens } from './entraTokens';
import { ExpiringSeal, isSame } from './expiringSeal';
import { isLocalRequest } from './localRequest';

/** Signed in by the form: long enough to look into something, short enough to be forgotten. */
export const SESSION_MS = 60 * 60_000;
/** A page may stay open for so long before its buttons do nothing any more. */
const FORM_MS = SESSION_MS;
/** Sent to these pages only, over TLS only, and never from another site. Browsers take this machine's HTTP for as good as TLS. */
const COOKIE = '__Secure-ops';
const COOKIE_ATTRIBUTES = 'Path=/ops; HttpOnly; Secure; SameSite=Strict';

export interface OpsAccessDependencies {
  config: AppConfig;
  cipher: Cipher;
  clock: Clock;
}

/** Who asks: `local` from this machine, `bearer` with a token in the request, `session` from a browser that signed in. */
export type Visitor = { kind: 'local' | 'bearer' } | { kind: 'session'; session: string };

/** Why somebody may not: nothing was shown, it was wrong, or it cannot be checked now. */
export type Refusal = 'missing' | 'wrong' | 'unavailable';

/** Decides who may see /metrics and /ops. */
export class OpsAccess {
  readonly #tokens: readonly string[];
  readonly #entra: EntraTokens | undefined;
  readonly #sessions: ExpiringSeal;
  readonly #forms: ExpiringSeal;
  readonly #isLocalOpen: boolean;

  constructor({ config, cipher, clock }: OpsAccessDependencies) {
    this.#tokens = config.OPS_TOKEN;
    this.#entra = entraOf(config);
    this.#sessions = new ExpiringSeal(cipher.derive('ops sessions'), clock);
    this.#forms = new ExpiringSeal(cipher.derive('ops forms'), clock);
    const isDevelopment = !config.production && !config.authenticated && config.onLoopback;
    this.#isLocalOpen = isDevelopment || (config.OPS_PORT !== undefined && !hasOpsCredentials(config));
  }

  /** True where nobody could ever come in: the pages are not there then. */
  get isClosed(): boolean {
    return !this.#isLocalOpen && !this.canSignIn && !this.#entra;
  }

  /** Whether there is a token to sign in with. */
  get canSignIn(): boolean {
    return this.#tokens.length > 0;
  }

  async judge(request: IncomingMessage): Promise<Visitor | Refusal> {
    const { authorization } = request.headers;
    if (authorization !== undefined) return this.#judgeBearer(authorization);
    const session = this.#sessionOf(request);
    if (session !== undefined) return { kind: 'session', session };
    return this.#isLocalOpen && isLocalRequest(request) ? { kind: 'local' } : 'missing';
  }

  /** The header that signs a browser in; `undefined` for a wrong token. */
  signIn(token: string): string | undefined {
    if (!this.#isToken(token)) return undefined;
    const session = this.#sessions.make(sessionPurpose(token), SESSION_MS);
    return `${COOKIE}=${session}; Max-Age=${SESSION_MS / 1000}; ${COOKIE_ATTRIBUTES}`;
  }

  /** The header that signs it out. */
  signOut(): string {
    return `${COOKIE}=; Max-Age=0; ${COOKIE_ATTRIBUTES}`;
  }

  /** What a form must bring back: no other site can know it. */
  formToken(visitor: Visitor): string {
    return this.#forms.make(formPurpose(visitor), FORM_MS);
  }

  /** Another site can make a browser send a form with its cookie, but never a token in a header. */
  isOwnForm(request: IncomingMessage, visitor: Visitor, formToken: string): boolean {
    if (visitor.kind === 'bearer') return true;
    return isSameOrigin(request) && this.#forms.isValid(formToken, formPurpose(visitor));
  }

  async #judgeBearer(authorization: string): Promise<Visitor | Refusal> {
    const token = /^bearer ([^\s]+)$/i.exec(authorization)?.[1];
    if (token === undefined) return 'wrong';
    if (this.#isToken(token)) return { kind: 'bearer' };
    if (!this.#entra || token.split('.').length !== 3) return 'wrong';
    return this.#entra.isValid(token).then(
      (isValid) => (isValid ? { kind: 'bearer' } : 'wrong'),
      () => 'unavailable',
    );
  }

  /** All are compared, so that the time tells nothing. */
  #isToken(token: string): boolean {
    return this.#tokens.map((known) => isSame(token, known)).includes(true);
  }

  /** One that was signed in with a token which is not in use any more is none. */
  #sessionOf({ headers }: IncomingMessage): string | undefined {
    const value = new RegExp(`(?:^|; )${COOKIE}=([^;]+)`).exec(headers.cookie ?? '')?.[1];
    const isValid = this.#tokens.some((token) => this.#sessions.isValid(value ?? '', sessionPurpose(token)));
    return isValid ? value : undefined;
  }
}

/** Whether somebody who is not on this machine can come in at all. */
export function hasOpsCredentials({ OPS_TOKEN, OPS_ROLE }: AppConfig): boolean {
  return OPS_TOKEN.length > 0 || OPS_ROLE !== undefined;
}

/** False for what a page of another site sends. */
export function isSameOrigin({ headers }: IncomingMessage): boolean {
  const { origin = '', host } = headers;
  const site = headers['sec-fetch-site'];
  return URL.canParse(origin) && new URL(origin).host === host && (site === undefined || site === 'same-origin');
}

function entraOf(config: AppConfig): EntraTokens | undefined {
  const {
    OPS_ROLE: role,
    OAUTH_AUTHORITY: authority,
    MicrosoftAppTenantId: tenant,
    OPS_AUDIENCE,
    MicrosoftAppId,
  } = config;
  const audience = OPS_AUDIENCE ?? MicrosoftAppId;
  if (!role || !tenant || !audience) return undefined;
  return new EntraTokens({ authority, tenantId: tenant.toLowerCase(), audience, role });
}

function sessionPurpose(token: string): string {
  return createHash('sha256').update(token).digest('base64url');
}

function formPurpose(visitor: Visitor): string {
  return visitor.kind === 'session' ? visitor.session : visitor.kind;
}
