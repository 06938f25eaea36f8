import type { OrderProof } from '../ports/commerce';
import type { Cipher } from '../storage/cipher';

/** A call by its names, with what it is asked. */
export interface NamedCall {
  port: string;
  method: string;
  input: unknown;
}

/**
 * What the answer to a look-up is found by again when its system is down: a keyed hash of everything that was asked, the
 * proof included, so that nobody finds it who could not have asked for it. `null` for what is not worth telling when it is
 * old.
 */
export function recallKey({ port, method, input }: NamedCall, cipher: Cipher): string | null {
  if (port !== 'commerce' || method !== 'findOrder') return null;
  const { orderNumber, email } = input as OrderProof;
  return cipher.fingerprint(`recall:${JSON.stringify([port, method, orderNumber, email])}`);
}
