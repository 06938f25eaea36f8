import type { ServiceError, ServiceErrorCode } from '../serviceError';

/** After a week nobody waits for a bot: a person has to look. */
const GIVE_UP_AFTER_MS = 7 * 24 * 60 * 60_000;
/** What a system asks us to wait is honoured so far. */
const MAX_RETRY_AFTER_MS = 5 * 60_000;
/** Half an hour with the growing pauses between the attempts: what fails so oddly is no outage, but this one follow-up. */
const ODD_ATTEMPTS = 12;

/** The system will say the same whenever it is asked. */
const REFUSED: ReadonlySet<ServiceErrorCode> = new Set<ServiceErrorCode>([
  'invalid_input',
  'not_found',
  'conflict',
  'unsupported',
]);

/** Why a follow-up was not passed on, for the worker of tasks: when to try again, or never. */
export class FollowUpFailure extends Error {
  override readonly name = 'FollowUpFailure';

  constructor(
    cause: ServiceError,
    readonly isFinal: boolean,
    readonly retryAfterMs: number,
  ) {
    super(`not passed on: ${cause.code}`, { cause });
  }
}

export interface FailureFacts {
  now: number;
  createdAt: number;
  /** How often it was tried before this time. */
  attempts: number;
  /** When it can be looked up, where it may have been done. */
  earliest: number;
  /** It may have been done, and nothing can tell. */
  isLost: boolean;
}

/** What a failure means: `aside` lets the others pass. */
export function failureOf(error: ServiceError, facts: FailureFacts): FollowUpFailure | 'aside' {
  const { now, createdAt, attempts, earliest, isLost } = facts;
  const isFinal = isLost || REFUSED.has(error.code) || now - createdAt > GIVE_UP_AFTER_MS;
  if (!isFinal && error.code === 'unexpected' && attempts + 1 >= ODD_ATTEMPTS) return 'aside';
  const retryAfterMs = Math.max(earliest - now, Math.min(error.retryAfterMs ?? 0, MAX_RETRY_AFTER_MS), 0);
  return new FollowUpFailure(error, isFinal, retryAfterMs);
}
