import type { HandoffKind } from '../services/handoff/handoffStore';

export const HANDOFF_DIALOG = 'handoff';

/** What the hand-over dialog is begun with, and collects. */
export interface HandoffOptions {
  kind: HandoffKind;
  /** Why, as a code for the record. */
  reason: string;
  collected: Record<string, string>;
  message?: string;
  email?: string;
}
