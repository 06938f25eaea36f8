import {
  createRemoteJWKSet,
  customFetch,
  decodeJwt,
  errors,
  jwtVerify,
  type JWTPayload,
  type JWTVerifyGetKey,
} from 'jose';
import type { AppConfig } from '../config';
import type { Clock } from '../operations/clock';

/** Clocks of two companies may differ by as much. */
const CLOCK_TOLERANCE_S = 60;
const KEYS_TIMEOUT_MS = 5_000;
const LONGEST_CLAIM = 320;

/** Who an employee is; from a token of the company's own sign-in, never from what somebody wrote. */
export interface Employee {
  /** In lower case. */
  email: string;
  /** How the HR system knows them, where that is not the address. */
  hrKey?: string;
}

/** Why a token makes nobody an employee. */
export type Refusal = 'token' | 'tenant' | 'application' | 'guest' | 'claim';

export type TokenReading =
  | { employee: Employee; objectId: string; expiresAt: number; refused?: undefined }
  | {
      refused: Refusal;
      /** For the log: what did not hold. */
      reason: string;
    };

export type EmployeeTokenRules = Pick<
  AppConfig,
  'MicrosoftAppId' | 'OAUTH_APP_ID' | 'OAUTH_AUTHORITY' | 'EMPLOYEE_ID_CLAIM'
> & {
  /** The ids of the tenants whose members are employees. */
  tenants: readonly string[];
};

/**
 * Reads access tokens of this bot's own API, as Entra ID issues them (version 2):
 * https://learn.microsoft.com/entra/identity-platform/access-token-claims-reference
 */
export class EmployeeTokens {
  readonly #rules: EmployeeTokenRules;
  readonly #clock: Clock;
  readonly #keys: ReadonlyMap<string, JWTVerifyGetKey>;

  constructor(rules: EmployeeTokenRules, clock: Clock) {
    this.#rules = rules;
    this.#clock = clock;
    const keysOf = (tenant: string) =>
      createRemoteJWKSet(new URL(`${rules.OAUTH_AUTHORITY}/${tenant}/discovery/v2.0/keys`), {
        timeoutDuration: KEYS_TIMEOUT_MS,
        // Keys come from where they were asked for, and nowhere else.
        [customFetch]: (url, options) => fetch(url, { ...options, redirect: 'error' }),
      });
    this.#keys = new Map(rules.tenants.map((tenant) => [tenant.toLowerCase(), keysOf(tenant)]));
  }

  /**
   * Whom a token was issued to.
   *
   * @throws when the tenant's keys cannot be had.
   */
  async read(token: string): Promise<TokenReading> {
    const tenant = tenantOf(token);
    const keys = this.#keys.get(tenant ?? '');
    if (!tenant || !keys) return refuse(tenant ? 'tenant' : 'token', 'tid');
    const payload = await this.#verify(token, tenant, keys);
    return payload instanceof errors.JOSEError ? refuse('token', nameOf(payload)) : this.#readClaims(payload, tenant);
  }

  async #verify(token: string, tenant: string, keys: JWTVerifyGetKey): Promise<JWTPayload | errors.JOSEError> {
    const { MicrosoftAppId: botId = '', OAUTH_APP_ID: appId = botId, OAUTH_AUTHORITY } = this.#rules;
    try {
      const { payload } = await jwtVerify(token, keys, {
        algorithms: ['RS256'],
        issuer: `${OAUTH_AUTHORITY}/${tenant}/v2.0`,
        audience: [appId, `api://${appId}`, `api://botid-${botId}`],
        requiredClaims: ['exp', 'iat', 'oid'],
        clockTolerance: CLOCK_TOLERANCE_S,
        currentDate: new Date(this.#clock.now()),
      });
      return payload;
    } catch (error) {
      if (error instanceof errors.JOSEError && !isUnreachable(error)) return error;
      throw error;
    }
  }

  #readClaims(payload: JWTPayload, tenant: string): TokenReading {
    // Without a scope it is an application's token: no person stands behind it.
    if (!textOf(payload, 'scp') || textOf(payload, 'idtyp') === 'app') return refuse('application', 'scp');
    if (isGuest(payload, tenant)) return refuse('guest', 'acct');
    const key = textOf(payload, this.#rules.EMPLOYEE_ID_CLAIM);
    const email = [key, textOf(payload, 'email'), textOf(payload, 'preferred_username')].find(isAddress);
    const objectId = textOf(payload, 'oid');
    if (!key || !email || !objectId) return refuse('claim', key ? 'email' : this.#rules.EMPLOYEE_ID_CLAIM);
    const employee: Employee = { email: email.toLowerCase(), ...(key !== email && { hrKey: key }) };
    return { employee, objectId: objectId.toLowerCase(), expiresAt: Number(payload.exp) * 1000 };
  }
}

function refuse(refused: Refusal, reason: string): TokenReading {
  return { refused, reason };
}

/** What the token says of itself; only to know whose keys must prove it. */
function tenantOf(token: string): string | undefined {
  try {
    return textOf(decodeJwt(token), 'tid')?.toLowerCase();
  } catch {
    return undefined;
  }
}

/** Members of other companies, and private accounts, who were invited into the tenant. */
function isGuest(payload: JWTPayload, tenant: string): boolean {
  const home = textOf(payload, 'idp');
  return (textOf(payload, 'acct') ?? '0') !== '0' || (home !== undefined && !home.toLowerCase().includes(tenant));
}

function textOf(payload: JWTPayload, claim: string): string | undefined {
  const value = payload[claim];
  const text = typeof value === 'number' ? String(value) : typeof value === 'string' ? value.trim() : '';
  return text !== '' && text.length <= LONGEST_CLAIM ? text : undefined;
}

function isAddress(text: string | undefined): text is string {
  return text !== undefined && /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text);
}

function isUnreachable({ code }: errors.JOSEError): boolean {
  return code === errors.JWKSTimeout.code || code === errors.JOSEError.code;
}

function nameOf(error: errors.JOSEError): string {
  return error instanceof errors.JWTClaimValidationFailed ? error.claim : error.code;
}
