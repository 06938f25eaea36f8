import { createCipheriv, createDecipheriv, createHmac, createSecretKey, hkdfSync, randomBytes } from 'node:crypto';

const KEY_BYTES = 32;
const IV_BYTES = 12;
const TAG_BYTES = 16;

/** Encrypts what is stored about people, and makes keys out of what must be found again but not read. */
export interface Cipher {
  /** Encrypts `text`; it opens only for the same `context` (the row it belongs to). */
  seal(text: string, context: string): string;
  /** @throws Error when the text was altered, moved to another row or sealed with an unknown key. */
  open(sealed: string, context: string): string;
  /** A keyed hash: the same text gives the same value, the value does not give the text. */
  fingerprint(text: string): string;
  /** A key for another purpose, for example to sign tokens. */
  derive(purpose: string): Buffer;
}

/** AES-256-GCM; every value names the key it was sealed with, so that keys can be changed. */
export function createCipher(masterKey: Buffer): Cipher {
  if (masterKey.length !== KEY_BYTES) throw new Error(`the encryption key must have ${KEY_BYTES} bytes`);
  const derive = (purpose: string) => Buffer.from(hkdfSync('sha256', masterKey, '', purpose, KEY_BYTES));
  // As key objects: raw bytes would be checked and copied for each use, which takes longer than the encryption itself.
  const dataKey = createSecretKey(derive('data at rest'));
  const fingerprintKey = createSecretKey(derive('fingerprint'));
  const keyId = derive('key id').subarray(0, 4).toString('hex');

  return {
    derive,
    seal(text, context) {
      const iv = randomBytes(IV_BYTES);
      const cipher = createCipheriv('aes-256-gcm', dataKey, iv).setAAD(Buffer.from(context));
      const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
      return `${keyId}.${Buffer.concat([iv, cipher.getAuthTag(), body]).toString('base64url')}`;
    },
    open(sealed, context) {
      const [sealedWith, payload = ''] = sealed.split('.');
      if (sealedWith !== keyId) throw new Error(`sealed with key ${sealedWith}, which is not the one in use`);
      const bytes = Buffer.from(payload, 'base64url');
      const decipher = createDecipheriv('aes-256-gcm', dataKey, bytes.subarray(0, IV_BYTES), {
        authTagLength: TAG_BYTES,
      })
        .setAAD(Buffer.from(context))
        .setAuthTag(bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
      return decipher.update(bytes.subarray(IV_BYTES + TAG_BYTES), undefined, 'utf8') + decipher.final('utf8');
    },
    fingerprint: (text) => createHmac('sha256', fingerprintKey).update(text).digest('base64url'),
  };
}

/** A fresh key as it is written into `DATA_ENCRYPTION_KEY`: 32 random bytes in base64. */
export function generateKey(): string {
  return randomBytes(KEY_BYTES).toString('base64');
}
