import { createHash } from 'node:crypto';
import { json, type Answer } from '../answer';

const REMEMBERED_MS = 2 * 60 * 60 * 1000;
const LONGEST_KEY = 255;

/** Answers by `Idempotency-Key`. https://developer.zendesk.com/api-reference/ticketing/introduction/#idempotency */
export class Idempotency {
  private readonly seen = new Map<string, { at: number; fingerprint: string; answer: Answer }>();

  constructor(private readonly now: () => number = Date.now) {}

  /** Gives the earlier answer where there is one, and otherwise what `act` answers; only successes are remembered. */
  once(key: string | undefined, body: Buffer, act: () => Answer): Answer {
    if (key === undefined) return act();
    if (key === '' || key.length > LONGEST_KEY) return refused('The idempotency key must have 1 to 255 characters');
    const fingerprint = createHash('sha256').update(body).digest('hex');
    const known = this.seen.get(key);
    if (known && this.now() - known.at < REMEMBERED_MS) {
      if (known.fingerprint !== fingerprint) return refused('The request differs from the one this key was sent with');
      return withLookup(known.answer, 'hit');
    }
    const answer = act();
    if (answer.status < 300) this.seen.set(key, { at: this.now(), fingerprint, answer });
    return withLookup(answer, 'miss');
  }
}

const refused = (description: string) => json(400, { error: 'IdempotentRequestError', description });

function withLookup(answer: Answer, lookup: 'hit' | 'miss'): Answer {
  return { ...answer, headers: { ...answer.headers, 'x-idempotency-lookup': lookup } };
}
