import { createHash } from 'node:crypto';
import type { Ticket, TicketComment, TicketDraft, TicketPriority, TicketStatus } from '../../ports/helpdesk';
import { portalPage, sameAddress, SOURCE, toTime } from './mapping';
import { AWAITING_CALLER } from './mappingItsm';
import type { IncidentRow, JournalRow, ServiceLevelRow, UserRow } from './records';

/** https://www.servicenow.com/docs/r/it-service-management/incident-management/c_IncidentManagementStateModel.html */
export const STATE = { inProgress: '2', onHold: '3', resolved: '6' } as const;
const STATUS: ReadonlyMap<string, TicketStatus> = new Map([
  ['1', 'new'],
  ['2', 'open'],
  ['3', 'on_hold'],
  ['6', 'solved'],
  ['7', 'closed'],
  ['8', 'closed'],
]);
const PRIORITY: ReadonlyMap<string, TicketPriority> = new Map([
  ['1', 'urgent'],
  ['2', 'high'],
  ['3', 'normal'],
]);
/** Priority is worked out by ServiceNow, from impact and urgency. */
const IMPACT_AND_URGENCY: Readonly<Record<TicketPriority, [impact: string, urgency: string]>> = {
  urgent: ['1', '1'],
  high: ['2', '1'],
  normal: ['2', '2'],
  low: ['3', '3'],
};

/** What is known of a ticket beside its own record. */
export interface TicketContext {
  comments: readonly JournalRow[];
  /** Of the agents who wrote them. */
  authors: readonly UserRow[];
  serviceLevels: readonly ServiceLevelRow[];
  instanceUrl: string;
}

/** Somebody whom ServiceNow does not know is written to by the watch list, which may hold bare addresses. */
export function fromTicket(draft: TicketDraft, caller: UserRow | undefined, key: string) {
  const [impact, urgency] = IMPACT_AND_URGENCY[draft.priority];
  const requester = [draft.requesterName, `<${draft.requesterEmail}>`].filter(Boolean).join(' ');
  const notes = [draft.internalNote, draft.tags.length > 0 && `Tags: ${draft.tags.join(', ')}`].filter(Boolean);
  return {
    short_description: draft.subject,
    description: caller ? draft.description : `${draft.description}\n\nFrom: ${requester}`,
    caller_id: caller?.sys_id,
    watch_list: caller ? undefined : draft.requesterEmail,
    impact,
    urgency,
    contact_type: 'chat',
    assignment_group: draft.group,
    work_notes: notes.length > 0 ? withoutCode(notes.join('\n\n')) : undefined,
    correlation_id: key,
    correlation_display: SOURCE,
  };
}

/** A ticket is its caller's; one without a caller is the one's who alone watches it. */
export function isRequester(row: IncidentRow, email: string): boolean {
  return sameAddress(row['caller_id.sys_id'] ? row['caller_id.email'] : row.watch_list, email);
}

export function toTicketStatus({ state, hold_reason: reason }: IncidentRow): TicketStatus {
  if (state === STATE.onHold && reason === AWAITING_CALLER) return 'pending';
  return STATUS.get(state) ?? 'open';
}

export function toTicket(row: IncidentRow, context: TicketContext): Ticket {
  const updatedAt = toTime(row.sys_updated_on) ?? row.sys_updated_on;
  const comment = context.comments.find(({ element_id: id }) => id === row.sys_id);
  const level = context.serviceLevels.find((each) => each['task.sys_id'] === row.sys_id);
  return {
    id: row.sys_id,
    number: row.number,
    subject: row.short_description,
    status: toTicketStatus(row),
    priority: PRIORITY.get(row.priority) ?? 'low',
    createdAt: toTime(row.opened_at) ?? updatedAt,
    updatedAt,
    answerDueAt: level && toTime(level.planned_end_time),
    lastComment: comment && toComment(comment, row, context.authors),
    // Who has no account cannot log in to the portal.
    url: row['caller_id.sys_id']
      ? portalPage(context.instanceUrl, 'ticket', { table: 'incident', sys_id: row.sys_id })
      : undefined,
  };
}

/** The bot's own comments begin with a line that says whose words they are and which write brought them. */
const HEADING = /^([^\s@]+@\S+) by chat \(ref [0-9a-f]{16}\):\n/;

export function fromComment(email: string, reference: string, text: string): string {
  return `${email} by chat (ref ${reference}):\n${withoutCode(text)}`;
}

/** A write's key in the form in which it stands in the journal. */
export function referenceOf(key: string): string {
  return createHash('sha256').update(key).digest('hex').slice(0, 16);
}

function toComment(entry: JournalRow, ticket: IncidentRow, authors: readonly UserRow[]): TicketComment {
  const [heading, address = ''] = HEADING.exec(entry.value) ?? [];
  const byBot = heading !== undefined && isRequester(ticket, address);
  const byCaller = entry.sys_created_by !== '' && entry.sys_created_by === ticket['caller_id.user_name'];
  const author = authors.find((each) => each.user_name === entry.sys_created_by);
  const written = {
    text: byBot ? entry.value.slice(heading.length) : entry.value,
    at: toTime(entry.sys_created_on) ?? '',
  };
  if (byBot || byCaller) return { from: 'requester', ...written };
  return { from: 'agent', name: author?.first_name || undefined, ...written };
}

/** A journal shows what stands between `[code]` and `[/code]` as HTML. */
function withoutCode(text: string): string {
  return text.replace(/\[(\/?)code\]/gi, '[$1 code]');
}

/** Text without the HTML that marks the words that were looked for. */
export function toPlainText(html: string): string {
  const entities: Readonly<Record<string, string>> = { amp: '&', lt: '‹', gt: '›', quot: '"', nbsp: ' ', apos: "'" };
  return html
    .replace(/<[^<>]*>/g, '')
    .replace(/&#39;/g, "'")
    .replace(/&([a-z]+);/gi, (_whole, name: string) => entities[name.toLowerCase()] ?? '')
    .replace(/\s+/g, ' ')
    .trim();
}
