import { createCipheriv, createDecipheriv, createHmac, createSecretKey, hkdfSync, randomBytes } from 'node:crypto';
import type { KeyObject } from 'node:crypto';

const KEY_BYTES = 32;
const IV_BYTES = 12;
const TAG_BYTES = 16;

/** Encrypts what is stored about people, and makes keys out of what must be found again but not read. */
export interface Cipher {
  /** The first letters of everything that it seals: which key that was. */
  readonly keyId: string;
  /** Encrypts `text`; it opens only for the same `context` (the row it belongs to). */
  seal(text: string, context: string): string;
  /** @throws SealError when the text was altered, moved to another row or sealed with an unknown key. */
  open(sealed: string, context: string): string;
  /** A keyed hash: the same text gives the same value, the value does not give the text. It outlives a change of keys. */
  fingerprint(text: string): string;
  /** A key for another purpose, for example to sign tokens. It outlives a change of keys. */
  derive(purpose: string): Buffer;
}

/** What was sealed does not open: nothing of it is given. The message names neither text nor key. */
export class SealError extends Error {
  override readonly name = 'SealError';

  /** `unknown_key`: another key opens it, perhaps; `altered`: none does, or it belongs to another row. */
  constructor(
    readonly code: 'unknown_key' | 'altered',
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/**
 * AES-256-GCM; every value names the key it was sealed with, so that keys can be changed.
 *
 * @param masterKeys one, or while keys are changed several: the first one seals, each of them opens
 * @param lastingKey what fingerprints and derived keys are made with; as the first key has it where absent
 */
export function createCipher(masterKeys: Buffer | readonly Buffer[], lastingKey?: Buffer): Cipher {
  const keys = (Buffer.isBuffer(masterKeys) ? [masterKeys] : masterKeys).map(toDataKey);
  const [sealing] = keys;
  if (!sealing) throw new Error('there is no encryption key');
  const byId = new Map(keys.map((key) => [key.id, key]));
  const lasting = lastingKey ?? firstLastingKey(sealing.master);
  // As key objects: raw bytes would be checked and copied for each use, which takes longer than the encryption itself.
  const fingerprintKey = createSecretKey(lasting);

  return {
    keyId: sealing.id,
    derive: (purpose) => derive(lasting, purpose),
    seal(text, context) {
      const iv = randomBytes(IV_BYTES);
      const cipher = createCipheriv('aes-256-gcm', sealing.key, iv).setAAD(Buffer.from(context));
      const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
      return `${sealing.id}.${Buffer.concat([iv, cipher.getAuthTag(), body]).toString('base64url')}`;
    },
    open(sealed, context) {
      const [sealedWith = '', payload = ''] = sealed.split('.');
      const key = byId.get(sealedWith);
      if (!key) throw unknownKey(sealedWith);
      return openWith(key.key, Buffer.from(payload, 'base64url'), context);
    },
    fingerprint: (text) => createHmac('sha256', fingerprintKey).update(text).digest('base64url'),
  };
}

/** What fingerprints are made with where nothing else is stored: databases of the first versions have that. */
export function firstLastingKey(masterKey: Buffer): Buffer {
  return derive(masterKey, 'fingerprint');
}

/** A fresh key as it is written into `DATA_ENCRYPTION_KEY`: 32 random bytes in base64. */
export function generateKey(): string {
  return randomBytes(KEY_BYTES).toString('base64');
}

interface DataKey {
  id: string;
  key: KeyObject;
  master: Buffer;
}

function toDataKey(master: Buffer): DataKey {
  if (master.length !== KEY_BYTES) throw new Error(`the encryption key must have ${KEY_BYTES} bytes`);
  const id = derive(master, 'key id').subarray(0, 4).toString('hex');
  return { id, key: createSecretKey(derive(master, 'data at rest')), master };
}

function derive(from: Buffer, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', from, '', purpose, KEY_BYTES));
}

function openWith(key: KeyObject, bytes: Buffer, context: string): string {
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, IV_BYTES), { authTagLength: TAG_BYTES })
      .setAAD(Buffer.from(context))
      .setAuthTag(bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
    return decipher.update(bytes.subarray(IV_BYTES + TAG_BYTES), undefined, 'utf8') + decipher.final('utf8');
  } catch (cause) {
    throw new SealError('altered', 'what was sealed was altered, or belongs to another row', { cause });
  }
}

/** What was never sealed may be anything, so only what looks like a key's id is repeated. */
function unknownKey(id: string): SealError {
  const name = /^[0-9a-f]{8}$/.test(id) ? id : '(none)';
  return new SealError('unknown_key', `sealed with key ${name}, which is not one of those in use`);
}
