import { createHash, timingSafeEqual } from 'node:crypto';
import type { Article, Ticket, TicketComment, TicketDraft, TicketPriority, TicketStatus } from '../../ports/helpdesk';
import type { ZendeskArticle, ZendeskComments, ZendeskTicket, ZendeskUser } from './answers';
import type { NewTicket } from './api';
import { decodeEntities, firstSentences, plainText } from './plainText';

/** https://developer.zendesk.com/api-reference/ticketing/tickets/tickets/#json-format */
const STATUS: ReadonlyMap<string, TicketStatus> = new Map([
  ['new', 'new'],
  ['open', 'open'],
  ['pending', 'pending'],
  ['hold', 'on_hold'],
  ['solved', 'solved'],
  ['closed', 'closed'],
]);

const PRIORITY: ReadonlyMap<string, TicketPriority> = new Map([
  ['low', 'low'],
  ['normal', 'normal'],
  ['high', 'high'],
  ['urgent', 'urgent'],
]);

/**
 * The targets by which the requester hears from somebody; the others are about the agents' work.
 * https://developer.zendesk.com/api-reference/ticketing/business-rules/sla_policies/
 */
const HEARS_BY: ReadonlySet<string> = new Set(['first_reply_time', 'next_reply_time', 'periodic_update_time']);

const EXCERPT_CHARACTERS = 300;
/** What Zendesk's English is called in a help center that has only one. */
const PLAIN_ENGLISH = 'en-us';

export interface TicketContext {
  subdomain: string;
  /** The newest comments, newest first, where they were read. */
  comments?: ZendeskComments;
}

export function toTicket(ticket: ZendeskTicket, { subdomain, comments }: TicketContext): Ticket {
  return {
    id: String(ticket.id),
    number: String(ticket.id),
    subject: ticket.subject || ticket.raw_subject || '',
    status: STATUS.get(ticket.status) ?? 'open',
    // A ticket without a priority is worked on like any other.
    priority: PRIORITY.get(ticket.priority ?? '') ?? 'normal',
    createdAt: ticket.created_at,
    updatedAt: ticket.updated_at,
    answerDueAt: toAnswerDueAt(ticket),
    lastComment: comments && toLastComment(comments, ticket.requester_id),
    url: `https://${subdomain}.zendesk.com/hc/requests/${ticket.id}`,
  };
}

/** The earliest of the targets that run: a paused or fulfilled one is due no more. */
function toAnswerDueAt({ slas }: ZendeskTicket): string | undefined {
  const running = (slas?.policy_metrics ?? []).filter(
    ({ stage, metric }) => stage === 'active' && HEARS_BY.has(metric ?? ''),
  );
  const times = running.flatMap(({ breach_at }) => (breach_at ? [breach_at] : []));
  return times.sort((one, other) => Date.parse(one) - Date.parse(other))[0];
}

/** The first comment of all is the description. It is the last of these, unless there are older ones. */
function toLastComment({ comments, users, meta }: ZendeskComments, requesterId: number): TicketComment | undefined {
  const answers = meta?.has_more ? comments : comments.slice(0, -1);
  const last = answers.find((comment) => comment.public);
  if (!last) return undefined;
  const from = last.author_id === requesterId ? 'requester' : 'agent';
  return {
    from,
    name: from === 'agent' ? toFirstName(users.find(({ id }) => id === last.author_id)) : undefined,
    text: toCommentText(last),
    at: last.created_at,
  };
}

/** The plain body is text except for its spaces, some of which are written as entities. */
function toCommentText({ plain_body, body }: ZendeskComments['comments'][number]): string {
  return (plain_body?.replaceAll('&nbsp;', ' ') ?? decodeEntities(body ?? '')).trim();
}

/** An alias is made to be shown to customers, so it stays whole. */
function toFirstName(user: ZendeskUser | undefined): string | undefined {
  return user?.alias?.trim() || user?.name?.trim().split(/\s+/)[0] || undefined;
}

/** Closed tickets at the end; the order stays the same otherwise. */
export function toTicketList(tickets: ZendeskTicket[], context: TicketContext): Ticket[] {
  const mapped = tickets.map((ticket) => toTicket(ticket, context));
  const isClosed = ({ status }: Ticket) => status === 'closed';
  return [...mapped.filter((ticket) => !isClosed(ticket)), ...mapped.filter(isClosed)];
}

export function toNewTicket(draft: TicketDraft, groupId: number | undefined): NewTicket {
  const { subject, description, priority, requesterEmail, requesterName, tags } = draft;
  const [mailbox = requesterEmail] = requesterEmail.split('@');
  return {
    subject,
    comment: { body: description },
    requester: { email: requesterEmail, name: requesterName?.trim() || mailbox },
    priority,
    tags,
    ...(groupId !== undefined && { group_id: groupId }),
  };
}

/** @returns `undefined` for a draft and for a link that is none. */
export function toArticle(article: ZendeskArticle): Article | undefined {
  const { id, title, html_url, body, draft, label_names: labels } = article;
  const url = URL.parse(html_url);
  if (draft || (url?.protocol !== 'https:' && url?.protocol !== 'http:')) return undefined;
  const excerpt = firstSentences(plainText(body ?? ''), EXCERPT_CHARACTERS);
  return { id: String(id), title, url: url.href, excerpt, ...(labels && { labels }) };
}

/**
 * The help center's names of a language, the most exact first: `en-us` for `en-US` and `en`; `de-at`, then `de`, for `de-AT`.
 * https://developer.zendesk.com/api-reference/help_center/help-center-api/search/#search-articles
 */
export function helpCenterLocales(locale: string): string[] {
  const exact = locale.toLowerCase();
  const [language = exact] = exact.split('-');
  const general = language === 'en' ? PLAIN_ENGLISH : language;
  return exact === language ? [general] : [...new Set([exact, general])];
}

/** Ids are digits, and no more of them than a number can hold. @returns `undefined` for anything else. */
export function toId(text: string): number | undefined {
  return /^[1-9][0-9]{0,14}$/.test(text) ? Number(text) : undefined;
}

/** Equal but for capital letters; takes the same time wherever the difference is. */
export function sameAddress(one: string | null | undefined, other: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text.trim().toLowerCase()).digest();
  return timingSafeEqual(digest(one ?? ''), digest(other)) && Boolean(one);
}
