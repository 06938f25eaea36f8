/** How something is: a warning works today, a fault does not. */
export type Level = 'ok' | 'warning' | 'fault' | 'skipped';

/** One line of what `npm run doctor` found. Nothing in it is secret. */
export interface Finding {
  /** A system, or a part of the bot. */
  subject: string;
  check: string;
  level: Level;
  text: string;
  /** What to do next; with every warning and fault. */
  hint?: string;
}

/** A check that may give more than one line. */
export type Check = () => Promise<Finding[]>;

/** How long one check may take. */
export const CHECK_LIMIT_MS = 10_000;

/**
 * The outcome of a check; a fault when it takes too long or fails with something that nobody thought of.
 *
 * @param subject what is said to have failed then
 */
export async function within(
  subject: string,
  check: string,
  run: () => Promise<Finding>,
  limitMs = CHECK_LIMIT_MS,
): Promise<Finding> {
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<Finding>((resolve) => {
    const text = `no answer within ${limitMs / 1000} s`;
    const hint = 'Is it slow, or does a firewall swallow what is sent?';
    timer = setTimeout(() => resolve({ subject, check, level: 'fault', text, hint }), limitMs);
  });
  try {
    return await Promise.race([run().catch((error: unknown) => unexpected(subject, check, error)), tooLate]);
  } finally {
    clearTimeout(timer);
  }
}

function unexpected(subject: string, check: string, error: unknown): Finding {
  const text = error instanceof Error ? error.message : String(error);
  return { subject, check, level: 'fault', text, hint: 'Please report this: the doctor does not know it.' };
}

/** The exit code: 0 where all is well, 1 where something does not work, 2 where there are only warnings. */
export function exitCodeOf(findings: readonly Finding[]): 0 | 1 | 2 {
  if (findings.some(({ level }) => level === 'fault')) return 1;
  return findings.some(({ level }) => level === 'warning') ? 2 : 0;
}
