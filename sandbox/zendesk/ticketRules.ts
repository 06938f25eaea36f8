import type { Violation } from './failures';
import type { TicketRecord, UserRecord, ZendeskStore } from './records';

/** What may be sent for a ticket; the rest is dropped with a warning. */
export interface TicketInput {
  subject?: unknown;
  comment?: unknown;
  requester?: unknown;
  requester_id?: unknown;
  priority?: unknown;
  status?: unknown;
  type?: unknown;
  tags?: unknown;
  group_id?: unknown;
  assignee_id?: unknown;
  assignee_email?: unknown;
  external_id?: unknown;
  metadata?: unknown;
}

export interface CommentInput {
  body?: string;
  html_body?: string;
  public?: boolean;
  author_id?: number;
  uploads?: string[];
}

const KNOWN = new Set<string>([
  ...[
    'subject',
    'comment',
    'requester',
    'requester_id',
    'priority',
    'status',
    'type',
    'tags',
    'group_id',
    'assignee_id',
  ],
  ...[
    'assignee_email',
    'external_id',
    'metadata',
    'custom_fields',
    'due_at',
    'submitter_id',
    'safe_update',
    'updated_stamp',
  ],
]);

const ALLOWED: Readonly<Record<string, readonly string[]>> = {
  priority: ['low', 'normal', 'high', 'urgent'],
  status: ['new', 'open', 'pending', 'hold', 'solved', 'closed'],
  type: ['problem', 'incident', 'question', 'task'],
};

/** What Zendesk ignores of a ticket, as it says so in `X-Zendesk-API-Warn`. */
export function unknownKeys(ticket: object): string[] {
  return Object.keys(ticket)
    .filter((key) => !KNOWN.has(key))
    .map((key) => `ticket.${key}`);
}

/** The rules for the fields, whether the ticket is new or not. */
export function fieldViolations(input: TicketInput, store: ZendeskStore): Violation[] {
  const violations: Violation[] = [];
  for (const [field, values] of Object.entries(ALLOWED)) {
    const value = input[field as keyof TicketInput];
    const name = field.charAt(0).toUpperCase() + field.slice(1);
    if (value !== undefined && value !== null && !values.includes(value as string)) {
      violations.push({ field: 'base', description: `${name}: is invalid`, error: 'InvalidValue' });
    }
  }
  const { group_id, comment } = input;
  if (group_id !== undefined && !store.all('group').some(({ id }) => id === group_id)) {
    violations.push({ field: 'group', description: 'Group: is invalid', error: 'InvalidValue' });
  }
  const { author_id, uploads = [] } = (comment ?? {}) as CommentInput;
  if (author_id !== undefined && !store.all('user').some(({ id }) => id === author_id)) {
    violations.push({ field: 'base', description: 'Author is invalid', error: 'InvalidValue' });
  }
  if (!uploads.every((token) => store.all('upload').some((upload) => upload.token === token))) {
    violations.push({ field: 'base', description: 'Uploads: the token is invalid', error: 'InvalidValue' });
  }
  return violations;
}

/** The rules for a new ticket. */
export function creationViolations({ comment, requester, requester_id }: TicketInput): Violation[] {
  const violations: Violation[] = [];
  if (!commentText(comment)) {
    violations.push({ field: 'base', description: 'Description: cannot be blank', error: 'BlankValue' });
  }
  if (requester === undefined || requester_id !== undefined) return violations;
  const { name, email } = requester as { name?: string; email?: string };
  if (!/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email ?? '')) {
    const description = `Requester: Email: ${email} is not properly formatted`;
    violations.push({ field: 'requester', description, error: 'InvalidFormat' });
  }
  if (!name?.trim()) {
    const description = 'Requester: Name: is too short (minimum is 1 characters)';
    violations.push({ field: 'requester', description, error: 'TooShort' });
  }
  return violations;
}

/** The rules for a change of a ticket. */
export function updateViolations(
  input: TicketInput,
  ticket: TicketRecord,
  assignee: UserRecord | undefined,
): Violation[] {
  // Quoted in https://github.com/Speedygeek/ZendeskApi_v2/issues/59
  if (ticket.status === 'closed') return [{ field: 'status', description: 'Status closed prevents ticket update' }];
  const violations: Violation[] = [];
  if (input.status === 'solved' && ticket.assignee_id === null && !assignee) {
    violations.push({ field: 'base', description: 'Assignee: is required when solving a ticket' });
  }
  if (input.comment !== undefined && !commentText(input.comment)) {
    violations.push({ field: 'comment', description: 'Comment: cannot be blank', error: 'BlankValue' });
  }
  return violations;
}

export function commentText(comment: unknown): string {
  const { body, html_body } = (comment ?? {}) as CommentInput;
  return (body ?? html_body?.replace(/<[^>]*>/g, '') ?? '').trim();
}
