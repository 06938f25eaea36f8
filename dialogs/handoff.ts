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

/** What the hand-over dialog ends with once somebody has been told. */
export const HANDED_OVER = { handedOver: true } as const;

export function isHandedOver(result: unknown): boolean {
  return (result as Partial<typeof HANDED_OVER> | undefined)?.handedOver === true;
}
