import type { IncomingMessage } from 'node:http';
import { isInside } from '../services/attachments/fileAddress';
import { clientAddress, networkOf } from '../services/http/clientAddress';
import type { Clock } from '../services/operations/clock';

/** So many refusals a minute one address may cause before it is not listened to until the minute is over. */
export const REFUSALS_PER_MINUTE = 60;
const MINUTE_MS = 60_000;
/** More addresses than that are an attack on memory; the oldest are forgotten. */
const ADDRESSES_KEPT = 10_000;

/** Who sends a request; `undefined` where that cannot be told. */
export type AddressOf = (request: IncomingMessage) => string | undefined;

/**
 * Who keeps sending what is refused (tokens, signatures, bodies) is answered with 429 before anything is read or checked.
 *
 * Where the address may be a proxy's it is not counted, because one sender would stop everybody: it is refused all the same,
 * only not sooner.
 */
export class RefusalLimit {
  readonly #clock: Pick<Clock, 'now'>;
  readonly #addressOf: AddressOf;
  readonly #perMinute: number;
  readonly #counts = new Map<string, { since: number; refusals: number }>();

  constructor(
    clock: Pick<Clock, 'now'>,
    addressOf: AddressOf = (request) => publicAddressOf(request),
    perMinute = REFUSALS_PER_MINUTE,
  ) {
    this.#clock = clock;
    this.#addressOf = addressOf;
    this.#perMinute = perMinute;
  }

  /** How long the sender must wait, in whole seconds; 0 when it may come. */
  waitSeconds(request: IncomingMessage): number {
    const count = this.#counts.get(this.#addressOf(request) ?? '');
    if (!count || count.refusals < this.#perMinute) return 0;
    return Math.max(0, Math.ceil((count.since + MINUTE_MS - this.#clock.now()) / 1000));
  }

  /** Counts a refusal. */
  count(request: IncomingMessage): void {
    const address = this.#addressOf(request);
    if (address === undefined) return;
    const now = this.#clock.now();
    const known = this.#counts.get(address);
    if (known && now - known.since < MINUTE_MS) return void known.refusals++;
    this.#counts.delete(address);
    if (this.#counts.size >= ADDRESSES_KEPT) this.#counts.delete(this.#counts.keys().next().value ?? '');
    this.#counts.set(address, { since: now, refusals: 1 });
  }
}

/**
 * Only an address of the internet is a sender's own; a request that was passed on has another's, which proxies of our own tell.
 *
 * @param trustedProxies how many of those there are
 */
export function publicAddressOf(request: IncomingMessage, trustedProxies = 0): string | undefined {
  if (trustedProxies > 0) return networkOf(clientAddress(request, trustedProxies));
  const { headers, socket } = request;
  const { remoteAddress } = socket;
  const wasPassedOn = headers['x-forwarded-for'] !== undefined || headers.forwarded !== undefined;
  return wasPassedOn || remoteAddress === undefined || isInside(remoteAddress) ? undefined : remoteAddress;
}
