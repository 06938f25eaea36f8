import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Article, HelpdeskPort, Ticket, TicketDraft } from '../../ports/helpdesk';
import { beforeWriting } from '../../serviceError';
import { mediaTypeOf, type CallOptions, type FileContent, type Page, type WriteOptions } from '../../values';
import type { Call, ServiceNowClient } from './client';
import { portalPage, SOURCE } from './mapping';
import {
  fromComment,
  fromTicket,
  isRequester,
  referenceOf,
  STATE,
  toPlainText,
  toTicket,
  toTicketStatus,
} from './mappingHelpdesk';
import { allOf, anyOf, contains, equals, NOTHING, oneOf } from './query';
import { idRow, incidentRow, isSysId, journalRow, serviceLevelRow, userRow, type IncidentRow } from './records';

const PAGE_SIZE = 20;
/** Enough for the newest comment of every ticket of a page, unless one of them is talked about endlessly. */
const MAX_JOURNAL = 200;

const foundArticles = z.object({
  articles: z.array(z.object({ id: z.string(), number: z.string(), title: z.string(), snippet: z.string().nullish() })),
});
const storedFiles = z.array(z.object({ file_name: z.string(), hash: z.string().nullish() }));

export class ServiceNowHelpdesk implements HelpdeskPort {
  constructor(
    private readonly client: ServiceNowClient,
    private readonly settings: { SERVICENOW_CLOSE_CODE: string },
  ) {}

  async createTicket(input: TicketDraft, { idempotencyKey, isRepeat, signal }: WriteOptions): Promise<Ticket> {
    const call: Call = { operation: 'createTicket', signal };
    if (input.group !== undefined) this.checkGroup(input.group, call);
    const query = allOf(equals('correlation_id', idempotencyKey), equals('correlation_display', SOURCE));
    const [earlier] = isRepeat ? await this.client.list('incident', incidentRow, { query, limit: 1 }, call) : [];
    const create = async () => {
      const caller = await beforeWriting(this.client.findPerson(input.requesterEmail, call));
      return this.client.insert('incident', incidentRow, fromTicket(input, caller, idempotencyKey), call);
    };
    const context = { comments: [], authors: [], serviceLevels: [], instanceUrl: this.client.instanceUrl };
    return toTicket(earlier ?? (await create()), context);
  }

  /** Number and requester are asked for together: the same work for a ticket of somebody else as for one that is not there. */
  async getTicket(
    { number, requesterEmail }: { number: string; requesterEmail: string },
    { signal }: CallOptions = {},
  ): Promise<Ticket | undefined> {
    const call: Call = { operation: 'getTicket', signal };
    const [, digits] = /^(?:INC)?(\d{1,20})$/i.exec(number.trim()) ?? [];
    // People leave out the prefix and the zeros.
    const wanted = digits ? equals('number', `INC${digits.padStart(7, '0')}`) : NOTHING;
    const query = allOf(wanted, ownedBy(requesterEmail));
    const rows = await this.client.list('incident', incidentRow, { query, limit: 1 }, call);
    return (
      await this.complete(
        rows.filter((row) => isRequester(row, requesterEmail)),
        call,
      )
    )[0];
  }

  async listTickets(
    { requesterEmail, cursor = '0' }: { requesterEmail: string; cursor?: string },
    { signal }: CallOptions = {},
  ): Promise<Page<Ticket>> {
    const call: Call = { operation: 'listTickets', signal };
    if (!/^\d{1,6}$/.test(cursor)) throw this.client.error('invalid_input', 'not a cursor of ours', call);
    const offset = Number(cursor);
    const query = allOf(ownedBy(requesterEmail), 'ORDERBYDESCactive', 'ORDERBYDESCsys_updated_on');
    const rows = await this.client.list('incident', incidentRow, { query, limit: PAGE_SIZE + 1, offset }, call);
    const page = rows.slice(0, PAGE_SIZE).filter((row) => isRequester(row, requesterEmail));
    const items = await this.complete(page, call);
    return rows.length > PAGE_SIZE ? { items, nextCursor: String(offset + PAGE_SIZE) } : { items };
  }

  async addComment(
    { ticketId, requesterEmail, text }: { ticketId: string; requesterEmail: string; text: string },
    { idempotencyKey, isRepeat, signal }: WriteOptions,
  ): Promise<Ticket> {
    const call: Call = { operation: 'addComment', signal };
    const ticket = await this.ticketOf(ticketId, requesterEmail, call);
    const reference = referenceOf(idempotencyKey);
    if (isRepeat && (await this.hasComment(ticketId, reference, call))) return this.completeOne(ticket, call);
    const status = toTicketStatus(ticket);
    if (status === 'closed') throw this.client.error('conflict', 'the incident is closed', call);
    // ServiceNow itself does this only for a comment that the caller writes in the portal.
    const reopens = status === 'solved' || status === 'pending';
    const changes = { comments: fromComment(requesterEmail, reference, text) };
    return this.change(ticketId, reopens ? { ...changes, state: STATE.inProgress } : changes, call);
  }

  async attachFile(
    { ticketId, requesterEmail, file }: { ticketId: string; requesterEmail: string; file: FileContent },
    { isRepeat, signal }: WriteOptions,
  ): Promise<{ ticketId: string }> {
    const call: Call = { operation: 'attachFile', signal };
    await this.ticketOf(ticketId, requesterEmail, call);
    const content = Buffer.from(file.base64, 'base64');
    if (isRepeat && (await this.hasFile(ticketId, file.name, content, call))) return { ticketId };
    await this.client.send({
      ...call,
      method: 'POST',
      path: '/api/now/attachment/file',
      query: { table_name: 'incident', table_sys_id: ticketId, file_name: file.name },
      headers: { 'content-type': mediaTypeOf(file) },
      body: content,
      answer: idRow,
    });
    return { ticketId };
  }

  async routeTicket({ ticketId, group }: { ticketId: string; group: string }, { signal }: WriteOptions) {
    const call: Call = { operation: 'routeTicket', signal };
    this.checkGroup(group, call);
    return this.change(ticketId, { assignment_group: group }, call);
  }

  async closeTicket({ ticketId }: { ticketId: string }, { signal }: WriteOptions): Promise<Ticket> {
    const call: Call = { operation: 'closeTicket', signal };
    const ticket = await this.ticket(ticketId, call);
    if (['solved', 'closed'].includes(toTicketStatus(ticket))) return this.completeOne(ticket, call);
    const close_notes = 'Solved, as the requester said in the chat.';
    const close_code = this.settings.SERVICENOW_CLOSE_CODE;
    return this.change(ticketId, { state: STATE.resolved, close_code, close_notes }, call);
  }

  async reopenTicket({ ticketId }: { ticketId: string }, { signal }: WriteOptions): Promise<Ticket> {
    const call: Call = { operation: 'reopenTicket', signal };
    const ticket = await this.ticket(ticketId, call);
    const status = toTicketStatus(ticket);
    if (status === 'closed') throw this.client.error('conflict', 'the incident is closed', call);
    if (status !== 'solved') return this.completeOne(ticket, call);
    return this.change(ticketId, { state: STATE.inProgress }, call);
  }

  async searchArticles(
    { query, locale, limit }: { query: string; locale: string; limit: number },
    { signal }: CallOptions = {},
  ): Promise<Article[]> {
    const language = locale.split('-')[0]?.toLowerCase();
    const found = await this.client.send({
      operation: 'searchArticles',
      signal,
      method: 'GET',
      path: '/api/sn_km_api/knowledge/articles',
      query: { query, limit, language },
      answer: foundArticles,
    });
    return (found?.articles ?? []).slice(0, limit).map(({ id, number, title, snippet }) => ({
      id: id.replace(/^kb_knowledge:/, ''),
      title: toPlainText(title),
      url: portalPage(this.client.instanceUrl, 'kb_article_view', { sysparm_article: number }),
      excerpt: toPlainText(snippet ?? ''),
    }));
  }

  private checkGroup(group: string, call: Call): void {
    if (!isSysId(group)) throw this.client.error('invalid_input', `the group "${group}" is no sys_id`, call);
  }

  private async ticket(ticketId: string, call: Call): Promise<IncidentRow> {
    const query = isSysId(ticketId) ? equals('sys_id', ticketId) : NOTHING;
    const [row] = await this.client.list('incident', incidentRow, { query, limit: 1 }, call);
    if (!row) throw this.client.error('not_found', 'the incident is gone', call);
    return row;
  }

  private async ticketOf(ticketId: string, requesterEmail: string, call: Call): Promise<IncidentRow> {
    const row = await this.ticket(ticketId, call);
    if (!isRequester(row, requesterEmail)) throw this.client.error('not_found', 'the incident is gone', call);
    return row;
  }

  private async change(ticketId: string, changes: Record<string, string>, call: Call): Promise<Ticket> {
    return this.completeOne(await this.client.update('incident', incidentRow, ticketId, changes, call), call);
  }

  private async hasComment(ticketId: string, reference: string, call: Call): Promise<boolean> {
    const query = allOf(equals('element_id', ticketId), 'element=comments', contains('value', `(ref ${reference})`));
    return (await this.client.list('sys_journal_field', journalRow, { query, limit: 1 }, call)).length > 0;
  }

  /** The same file under the same name is there already; a second one would be of no use. */
  private async hasFile(ticketId: string, name: string, content: Buffer, call: Call): Promise<boolean> {
    const sysparm_query = allOf('table_name=incident', equals('table_sys_id', ticketId));
    const query = { sysparm_query, sysparm_limit: MAX_JOURNAL };
    const where = '/api/now/attachment';
    const files = await this.client.send({ ...call, method: 'GET', path: where, query, answer: storedFiles });
    const hash = createHash('sha256').update(content).digest('hex');
    return (files ?? []).some((file) => file.file_name === name && file.hash === hash);
  }

  private async completeOne(row: IncidentRow, call: Call): Promise<Ticket> {
    const [ticket] = await this.complete([row], call);
    if (!ticket) throw new Error('every record becomes a ticket');
    return ticket;
  }

  /** Adds what stands in other tables: the comments, their authors' names, and by when the requester should hear. */
  private async complete(rows: readonly IncidentRow[], call: Call): Promise<Ticket[]> {
    if (rows.length === 0) return [];
    const ids = rows.map((row) => row.sys_id);
    const newest = allOf(oneOf('element_id', ids), 'element=comments', 'ORDERBYDESCsys_created_on');
    const running = allOf(oneOf('task', ids), 'stage=in_progress', 'sla.target=response', 'ORDERBYplanned_end_time');
    const limit = MAX_JOURNAL;
    const [comments, serviceLevels] = await Promise.all([
      this.client.list('sys_journal_field', journalRow, { query: newest, limit }, call),
      this.client.list('task_sla', serviceLevelRow, { query: running, limit }, call),
    ]);
    const names = [...new Set(comments.map((each) => each.sys_created_by))];
    const authors =
      names.length > 0
        ? await this.client.list('sys_user', userRow, { query: oneOf('user_name', names), limit }, call)
        : [];
    return rows.map((row) => toTicket(row, { comments, authors, serviceLevels, instanceUrl: this.client.instanceUrl }));
  }
}

/** Whose ticket it is, as a condition; compared once more by `isRequester`. */
function ownedBy(email: string): string {
  return anyOf(equals('caller_id.email', email), equals('watch_list', email));
}
