import { normalizeEmail } from '../verification/normalize';
import type { Row } from '../storage/database';

type Document = Readonly<Record<string, unknown>>;

/**
 * Where a row says that an address is the user's own: proved, signed in with, given as theirs, or answered for by a system.
 * An address that only stands somewhere in a conversation may be anybody's.
 */
const claims: Readonly<Record<string, (opened: Document, row: Row) => unknown[]>> = {
  bot_state: ({ document }) => {
    const { session, dialogs } = fields(document);
    const { verified, employee, hrEmployee, email } = fields(session);
    return [email, ...answers(dialogs), ...[verified, employee, hrEmployee].map((each) => fields(each).email)];
  },
  operations: ({ input, result }, { state }) => {
    if (state !== 'succeeded' || result === null) return [];
    const { email, requesterEmail, employeeEmail, about } = fields(input);
    return [email, requesterEmail, employeeEmail, fields(about).email];
  },
  handoffs: ({ document }) => [fields(document).email, fields(fields(document).ticket).requesterEmail],
  live_conversations: ({ document }) => [fields(fields(document).ticket).requesterEmail],
  subscriptions: ({ document }) => [fields(document).employee],
  website_visitors: ({ document }) => [fields(document).email],
};

/** The addresses that a row says are those of the user whose conversation it belongs to. */
export function ownAddresses(table: string, opened: Document, row: Row): string[] {
  const named = claims[table]?.(opened, row) ?? [];
  return named.flatMap((each) => (typeof each === 'string' ? (normalizeEmail(each) ?? []) : []));
}

/** Every address that a job which is under way has been given as an answer. */
function answers(value: unknown): unknown[] {
  return Object.entries(fields(value)).flatMap(([name, each]) => (/email$/i.test(name) ? [each] : answers(each)));
}

function fields(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}
