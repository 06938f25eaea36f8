import { z } from 'zod';

/** For how many days each kind of data is kept where the setting does not say otherwise, and the least that makes sense. */
const KINDS = {
  /** Where conversations stand, what was said, what was asked of systems and answered. */
  conversations: { days: 30, least: 1 },
  /** From the day on which a person has taken care of them. */
  handoffs: { days: 180, least: 1 },
  live: { days: 90, least: 1 },
  feedback: { days: 365, least: 1 },
  subscriptions: { days: 365, least: 1 },
  /** What is told of records, so that nothing is told twice: not shorter than vendors repeat themselves. */
  webhooks: { days: 90, least: 7 },
  audit: { days: 365, least: 30 },
} as const satisfies Record<string, { days: number; least: number }>;

const MOST_DAYS = 3650;
const PART = /^([a-z]+)=(\d{1,5})$/;

export type RetentionKind = keyof typeof KINDS;
export type Retention = Readonly<Record<RetentionKind, number>>;

export const DEFAULT_RETENTION = Object.fromEntries(
  Object.entries(KINDS).map(([kind, { days }]) => [kind, days]),
) as Retention;

/** Written as `30`, the days of conversations, or as `30,audit=730` where other kinds have their own. */
export const retentionDays = z
  .string()
  .default(String(KINDS.conversations.days))
  .transform((text) => text.split(',').map((part) => part.trim()))
  .transform(([first = '', ...others]) => [`conversations=${first}`, ...others].map((part) => PART.exec(part)))
  .refine(
    (parts) => parts.every((part) => part !== null && isSane(part[1] ?? '', Number(part[2]))),
    `must look like 30 or 30,audit=730: days up to ${MOST_DAYS} for ${describeKinds()}`,
  )
  .transform((parts): Retention => {
    const given = parts.map((part): [string, number] => [part?.[1] ?? '', Number(part?.[2])]);
    return { ...DEFAULT_RETENTION, ...Object.fromEntries(given) };
  });

function isSane(kind: string, days: number): boolean {
  return kind in KINDS && days >= KINDS[kind as RetentionKind].least && days <= MOST_DAYS;
}

function describeKinds(): string {
  return Object.entries(KINDS)
    .map(([kind, { least }]) => `${kind} (at least ${least})`)
    .join(', ');
}
