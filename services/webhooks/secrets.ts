import { z } from 'zod';

/** Shorter ones can be guessed from one delivery. */
const MIN_LENGTH = 16;
/** The one in use and, while it is changed, the next or the last one. */
const MAX_SECRETS = 2;

/** What the sandbox systems sign with: the one in use, and another one to change to. */
export const SANDBOX_SECRET = 'sandbox-webhook-secret,sandbox-webhook-secret-2';

/** The secrets in a setting, which holds two of them while one takes the place of the other. */
export function secretsOf(setting: string | undefined): string[] {
  return (setting ?? '')
    .split(',')
    .map((secret) => secret.trim())
    .filter(Boolean);
}

/** A vendor's setting for its webhooks. */
export const webhookSecret = z
  .string()
  .refine((text) => {
    const secrets = secretsOf(text);
    return secrets.length <= MAX_SECRETS && secrets.every(({ length }) => length >= MIN_LENGTH);
  }, `must be a secret of at least ${MIN_LENGTH} characters, or two of them with a comma between`)
  .optional();
