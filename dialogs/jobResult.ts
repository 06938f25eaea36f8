import type { Choice } from './session';

/** What a job ends with when it did what it was asked for. */
export interface JobResult {
  done: true;
  /** One line for the record of the conversation: what was done. English; no more personal data than it needs. */
  summary: string;
  /** What fits next, as buttons. */
  next?: Choice[];
}

export function jobDone(summary: string, next: Choice[] = []): JobResult {
  return { done: true, summary, next };
}

export function isJobDone(result: unknown): result is JobResult {
  return (result as Partial<JobResult> | undefined)?.done === true;
}
