import type { InteractionAbout } from '../services/ports/crm';
import type { Choice } from './session';

/** What a job ends with when it did what it was asked for. */
export interface JobResult {
  done: true;
  /** One line for the record of the conversation: what was done. English; no more personal data than it needs. */
  summary: string;
  /** Nobody should be asked how that was. */
  withoutFeedback?: true;
  /** What fits next, as buttons. */
  next?: Choice[];
  /** Whose record it belongs to, where that is not the address that the user proved. */
  about?: InteractionAbout;
}

export function jobDone(summary: string, next: Choice[] = [], about?: InteractionAbout): JobResult {
  return { done: true, summary, next, ...(about && { about }) };
}

export function isJobDone(result: unknown): result is JobResult {
  return (result as Partial<JobResult> | undefined)?.done === true;
}
