import type { ServiceError, ServiceErrorCode } from '../serviceError';

interface Explained {
  text: string;
  hint: string;
}

const NAME = 'The name is unknown to DNS.';
const CERTIFICATE = 'Its certificate is not good for this name, or comes from an authority that Node does not know.';

/** https://nodejs.org/api/errors.html#nodejs-error-codes and OpenSSL's codes, as fetch has them in its causes. */
const REASONS: Readonly<Record<string, string>> = {
  ENOTFOUND: NAME,
  EAI_AGAIN: NAME,
  ECONNREFUSED: 'Nothing listens there.',
  ECONNRESET: 'The connection was cut.',
  EHOSTUNREACH: 'There is no way to it through the network.',
  ENETUNREACH: 'There is no way to it through the network.',
  ETIMEDOUT: 'Nothing answers there.',
  UND_ERR_CONNECT_TIMEOUT: 'Nothing answers there.',
  CERT_HAS_EXPIRED: 'Its certificate has expired.',
  DEPTH_ZERO_SELF_SIGNED_CERT: CERTIFICATE,
  SELF_SIGNED_CERT_IN_CHAIN: `${CERTIFICATE} NODE_EXTRA_CA_CERTS names more of them.`,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: CERTIFICATE,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: CERTIFICATE,
  ERR_TLS_CERT_ALTNAME_INVALID: CERTIFICATE,
};

/** Why an address cannot be reached: the name, the network or the certificate. */
export function explainReach(error: unknown, origin: string, setting: string): Explained {
  const code = codeIn(error);
  const reason = REASONS[code ?? ''] ?? 'There is no whole answer.';
  return {
    text: `${origin} cannot be reached${code ? ` (${code})` : ''}`,
    hint: `${reason} Is ${setting} right, and may this machine reach it?`,
  };
}

const HINTS: Readonly<Partial<Record<ServiceErrorCode, string>>> = {
  unauthenticated: 'The credentials are refused: make new ones, and compare them with the settings.',
  forbidden: 'They are known, and may not even log in: is the API switched on for this user?',
  misconfigured: 'There is nothing at this address: is it that of the API?',
  not_found: 'There is nothing at this address: is it that of the API?',
  rate_limited: 'It is asked too often: wait, and see who else uses these credentials.',
  unavailable: 'It does not answer for now: see its status page, and try again.',
};

/** Why a log-in or the first read failed. The message may hold the vendor's words, and no credentials. */
export function explainCredentials(error: ServiceError, isPage: boolean, setting: string): Explained {
  if (isPage) {
    const hint = `Is ${setting} the address of the API? Does a proxy or a log-in page stand between?`;
    return { text: 'it answers with a web page, where the API should be', hint };
  }
  return {
    text: `${error.code}: ${error.message}`,
    hint: HINTS[error.code] ?? 'See "Troubleshooting" in docs/systems/.',
  };
}

/** The code of what really happened: fetch says only "fetch failed". */
function codeIn(error: unknown, depth = 0): string | undefined {
  const { code, cause, errors } = error as { code?: unknown; cause?: unknown; errors?: unknown[] };
  const inside = depth < 6 ? [cause, ...(errors ?? [])].filter(Boolean) : [];
  const deeper = inside.map((each) => codeIn(each, depth + 1)).find(Boolean);
  // Our own codes are small letters.
  return deeper ?? (typeof code === 'string' && /^[A-Z]/.test(code) ? code : undefined);
}
