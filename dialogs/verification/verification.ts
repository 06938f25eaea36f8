/** The dialog that makes sure of somebody's e-mail address by a one-time code. */
export const VERIFICATION_DIALOG = 'verification';

/** What it is begun with. */
export interface VerificationOptions {
  /** The address, where it is known; asked for otherwise. */
  email?: string;
  /** Asks whether a code should be sent at all. */
  askFirst?: boolean;
}

/** What it ends with: the address that was proved; absent when it was not. */
export interface VerificationResult {
  email?: string;
}

/** The address that was proved, after a step that began the dialog. */
export function verifiedEmail(result: unknown): string | undefined {
  return (result as VerificationResult | undefined)?.email;
}
