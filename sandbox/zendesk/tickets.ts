import { json, type Answer } from '../answer';
import { failure, invalidAttribute, recordInvalid } from './failures';
import { page } from './paging';
import {
  addComment,
  BOT_EMAIL,
  nextId,
  timestamp,
  type CommentRecord,
  type TicketRecord,
  type UserRecord,
  type ZendeskStore,
} from './records';
import { serviceLevel } from './serviceLevel';
import {
  commentText,
  creationViolations,
  fieldViolations,
  unknownKeys,
  updateViolations,
  type CommentInput,
  type TicketInput,
} from './ticketRules';

const FIRST_NEW_NUMBER = 5002;

/** Zendesk's tickets, over the records of one account. https://developer.zendesk.com/api-reference/ticketing/tickets/tickets/ */
export class Tickets {
  constructor(private readonly store: ZendeskStore) {}

  list(query: URLSearchParams): Answer {
    const external = query.get('external_id');
    const found = this.store.all('ticket').filter((ticket) => external === null || ticket.external_id === external);
    return json(200, page(found, 'tickets', query));
  }

  requestedBy(userId: number, query: URLSearchParams): Answer {
    if (!this.store.all('user').some(({ id }) => id === userId)) return failure(404);
    const found = this.store.all('ticket').filter(({ requester_id }) => requester_id === userId);
    const sorted = query.get('sort') === '-updated_at' ? newestFirst(found, ({ updated_at }) => updated_at) : found;
    return json(200, page(sorted, 'tickets', query));
  }

  show(id: number, query: URLSearchParams): Answer {
    const ticket = this.find(id);
    return ticket ? json(200, this.withSideLoads(ticket, query)) : failure(404);
  }

  comments(id: number, query: URLSearchParams): Answer {
    if (!this.find(id)) return failure(404);
    const comments = this.commentsOf(id);
    const sorted =
      query.get('sort') === '-created_at' ? newestFirst(comments, ({ created_at }) => created_at) : comments;
    // eslint-disable-next-line @typescript-eslint/no-unused-vars -- the relation is no field of Zendesk's
    const shown = sorted.map(({ ticket_id, ...comment }) => ({ ...comment, metadata: { system: {} } }));
    const authors = new Set(comments.map(({ author_id }) => author_id));
    const users = this.store.all('user').filter((user) => authors.has(user.id));
    return json(200, { ...page(shown, 'comments', query), ...(query.get('include')?.includes('users') && { users }) });
  }

  audits(id: number, query: URLSearchParams): Answer {
    if (!this.find(id)) return failure(404);
    const audits = this.store.all('audit').filter(({ ticket_id }) => ticket_id === id);
    return json(200, page(audits, 'audits', query));
  }

  create(input: TicketInput | undefined): Answer {
    if (typeof input !== 'object' || input === null) return invalidAttribute('ticket');
    const violations = [...creationViolations(input), ...fieldViolations(input, this.store)];
    if (violations.length > 0) return recordInvalid(violations);
    const requester = this.requester(input);
    if (!requester) return recordInvalid([{ field: 'requester', description: 'Requester: is invalid' }]);
    const now = timestamp();
    const subject = (input.subject as string | undefined) ?? '';
    const ticket: TicketRecord = {
      id: Math.max(FIRST_NEW_NUMBER - 1, ...this.store.all('ticket').map(({ id }) => id)) + 1,
      external_id: (input.external_id as string | undefined) ?? null,
      subject,
      raw_subject: subject,
      description: commentText(input.comment),
      status: (input.status as string | undefined) ?? 'new',
      priority: (input.priority as string | undefined) ?? null,
      type: (input.type as string | undefined) ?? null,
      requester_id: requester.id,
      submitter_id: requester.id,
      assignee_id: null,
      group_id: (input.group_id as number | undefined) ?? null,
      tags: ((input.tags as string[] | undefined) ?? []).map((tag) => tag.toLowerCase()),
      created_at: now,
      updated_at: now,
    };
    this.store.add('ticket', ticket);
    this.addComment(ticket, input, requester.id);
    return this.answer(201, ticket, input);
  }

  update(id: number, input: TicketInput | undefined): Answer {
    const ticket = this.find(id);
    if (!ticket) return failure(404);
    if (typeof input !== 'object' || input === null) return invalidAttribute('ticket');
    const { assignee_email, assignee_id } = input;
    const agents = this.store.all('user').filter(({ role }) => role === 'agent');
    const assignee = agents.find((user) => user.email === assignee_email || user.id === assignee_id);
    const violations = [...updateViolations(input, ticket, assignee), ...fieldViolations(input, this.store)];
    if (violations.length > 0) return recordInvalid(violations);
    const { status, priority, group_id, subject, tags } = input as Partial<TicketRecord>;
    Object.assign(ticket, {
      ...(status && { status }),
      ...(priority && { priority }),
      ...(group_id && { group_id }),
      ...(subject && { subject }),
      ...(tags && { tags }),
      ...(assignee && { assignee_id: assignee.id }),
      updated_at: timestamp(),
    });
    if (input.comment !== undefined) {
      this.addComment(ticket, input, agents.find(({ email }) => email === BOT_EMAIL)?.id ?? 0);
    }
    return this.answer(200, ticket, input);
  }

  private answer(status: number, ticket: TicketRecord, input: TicketInput): Answer {
    const unknown = unknownKeys(input);
    return json(
      status,
      { ticket },
      {
        ...(unknown.length > 0 && {
          'x-zendesk-api-warn': `Removed restricted keys ${JSON.stringify(unknown)} from parameters according to whitelist`,
        }),
      },
    );
  }

  private addComment(ticket: TicketRecord, { comment, metadata }: TicketInput, author: number): void {
    const { author_id = author, uploads = [], ...input } = comment as CommentInput;
    const tokens = new Set(uploads);
    const attachments = this.store.all('upload').filter(({ token }) => tokens.has(token));
    addComment(
      this.store,
      ticket.id,
      {
        author_id,
        body: commentText(comment),
        public: input.public ?? true,
        attachments: attachments.map(({ attachment }) => attachment),
        created_at: timestamp(),
      },
      (metadata as object | undefined) ?? {},
    );
  }

  private requester({ requester, requester_id }: TicketInput): UserRecord | undefined {
    const users = this.store.all('user');
    if (requester_id !== undefined) return users.find(({ id }) => id === requester_id);
    if (requester === undefined) return users.find(({ email }) => email === BOT_EMAIL);
    const { email, name } = requester as { email: string; name: string };
    const known = users.find((user) => user.email === email.toLowerCase());
    if (known) return known;
    const created_at = timestamp();
    const user: UserRecord = {
      id: nextId(),
      name,
      alias: null,
      email: email.toLowerCase(),
      role: 'end-user',
      phone: null,
      created_at,
    };
    this.store.add('user', user);
    return user;
  }

  private withSideLoads(ticket: TicketRecord, query: URLSearchParams): object {
    const include = (query.get('include') ?? '').split(',');
    const all = this.store.all('user');
    const users = all.filter(({ id }) => id === ticket.requester_id || id === ticket.assignee_id);
    const slas = serviceLevel(ticket, this.commentsOf(ticket.id), all);
    return {
      ticket: { ...ticket, ...(include.includes('slas') && { slas }) },
      ...(include.includes('users') && { users }),
    };
  }

  private find(id: number): TicketRecord | undefined {
    return this.store.all('ticket').find((ticket) => ticket.id === id);
  }

  private commentsOf(id: number): CommentRecord[] {
    return this.store.all('comment').filter(({ ticket_id }) => ticket_id === id);
  }
}

/** What is as old as another record was stored after it. */
function newestFirst<T>(records: T[], time: (record: T) => string): T[] {
  return records.toReversed().sort((one, other) => time(other).localeCompare(time(one)));
}
