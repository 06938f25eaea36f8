import { createRemoteJWKSet, errors, jwtVerify } from 'jose';

const CLOCK_TOLERANCE_SECONDS = 60;

export interface EntraOptions {
  /** Where the tenant's people sign in, such as `https://login.microsoftonline.com`. */
  authority: string;
  tenantId: string;
  /** The application's client id; `api://` before it means the same. */
  audience: string;
  /** The app role that has to stand in the token. */
  role: string;
}

/**
 * Checks access tokens of one tenant, of version 1 and 2.
 *
 * - claims: https://learn.microsoft.com/entra/identity-platform/access-token-claims-reference
 * - keys: https://learn.microsoft.com/entra/identity-platform/access-tokens#validate-tokens
 */
export class EntraTokens {
  readonly #options: EntraOptions;
  readonly #keys: ReturnType<typeof createRemoteJWKSet>;

  constructor(options: EntraOptions) {
    const { authority, tenantId } = options;
    this.#options = options;
    this.#keys = createRemoteJWKSet(new URL(`${authority}/${tenantId}/discovery/v2.0/keys`));
  }

  /**
   * Whether a token opens the door.
   *
   * @throws Error when the tenant's keys cannot be read, so that nobody knows.
   */
  async isValid(token: string): Promise<boolean> {
    const { authority, tenantId, audience, role } = this.#options;
    try {
      const { payload } = await jwtVerify(token, this.#keys, {
        algorithms: ['RS256'],
        audience: [audience, `api://${audience}`],
        issuer: [`${authority}/${tenantId}/v2.0`, `https://sts.windows.net/${tenantId}/`],
        requiredClaims: ['exp', 'tid'],
        clockTolerance: CLOCK_TOLERANCE_SECONDS,
      });
      return payload['tid'] === tenantId && Array.isArray(payload['roles']) && payload['roles'].includes(role);
    } catch (error) {
      if (isRefusal(error)) return false;
      throw error;
    }
  }
}

/** False for what is no fault of the token. */
function isRefusal(error: unknown): boolean {
  return (
    error instanceof errors.JOSEError &&
    error.constructor !== errors.JOSEError &&
    !(error instanceof errors.JWKSTimeout)
  );
}
