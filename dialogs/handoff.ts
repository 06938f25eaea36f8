import type { HandoffKind } from '../services/handoff/handoffStore';
import type { Reviewed } from './form/formDialog';

export const HANDOFF_DIALOG = 'handoff';

/** What the hand-over dialog is begun with, and collects. */
export interface HandoffOptions extends Reviewed {
  kind: HandoffKind;
  /** Why, as a code for the record. */
  reason: string;
  collected: Record<string, string>;
  /** The job that the user was in. */
  job?: string;
  message?: string;
  /** `null`: the user would rather not tell. */
  email?: string | null;
  /** What the record of a message will be called; known before it is asked for, so that a turn that is lost leaves no two. */
  newId?: string;
  /** The record, once it is made. */
  handoffId?: string;
}

/** What the hand-over dialog ends with once somebody has been told. */
export const HANDED_OVER = { handedOver: true } as const;

export function isHandedOver(result: unknown): boolean {
  return (result as Partial<typeof HANDED_OVER> | undefined)?.handedOver === true;
}
