import { DateTime } from 'luxon';
import { maskSecrets } from '../dialogs/entities/secrets';
import { responses } from '../resources/responses';
import type { AppConfig } from '../services/config';
import type { FollowUpDraft } from '../services/handoff/followUpsStore';
import type { Operation } from '../services/operations/operation';

/** All that is known of a write of which nobody knows whether it was done. */
export interface UnknownReport {
  /** What the record of it is called. */
  handoffId: string;
  operation: Operation;
  /** What the user wanted, in the middle of a sentence. */
  what: string;
  /** Where to look. */
  system: string;
  contact?: string;
  locale: string;
  /** It is between an employee and HR: nobody else may read it. */
  isHr: boolean;
  config: Pick<AppConfig, 'COMPANY_EMAIL' | 'HR_CONTACT_EMAIL' | 'COMPANY_TIME_ZONE'>;
  takes: { helpdesk: boolean; hrCases: boolean; mail: boolean };
}

const LONGEST_SUBJECT = 80;
const LONGEST_VALUE = 500;
const MOST_VALUES = 40;

/** Whom it is passed on to, and what they read; `undefined` when nobody takes it. */
export function unknownDraft(report: UnknownReport): FollowUpDraft | undefined {
  const { isHr, takes, contact, config, locale } = report;
  const texts = responses('handoff', locale);
  const values = { what: capitalized(report.what), reference: report.handoffId };
  const subject = texts.plain('unknown.subject', values).slice(0, LONGEST_SUBJECT);
  const text = texts.plain('unknown.text', values);
  const told = { locale, silent: true } as const;
  const whole = `${text}\n\n${unknownNote(report)}`;
  if (!isHr) {
    if (!takes.helpdesk) return undefined;
    const requesterEmail = contact ?? config.COMPANY_EMAIL;
    const requester = { requesterEmail, ...(!contact && { requesterName: texts.plain('visitor') }) };
    const tags = ['chatbot', 'unknown_outcome'];
    const ticket = { subject, description: text, priority: 'high', tags, internalNote: unknownNote(report) } as const;
    return { ...told, to: 'helpdesk', ticket: { ...ticket, tags, ...requester } };
  }
  if (takes.hrCases && contact)
    return { ...told, to: 'hr', hrCase: { employeeEmail: contact, subject, description: whole, confidential: true } };
  return takes.mail
    ? { ...told, to: 'hrMail', mail: { to: config.HR_CONTACT_EMAIL, subject, text: whole } }
    : undefined;
}

/** What only those who look into it read. */
function unknownNote({ operation, system, contact, locale, config }: UnknownReport): string {
  const texts = responses('handoff', locale);
  const { id, port, method, dispatchedAt, receivedAt, logReference, input } = operation;
  const sent = DateTime.fromMillis(dispatchedAt ?? receivedAt, { zone: config.COMPANY_TIME_ZONE });
  const name = `${port}.${method}`;
  return [
    texts.plain('unknown.check', { system, operation: name }),
    texts.plain('unknown.sentAt', { time: sent.toFormat('yyyy-LL-dd HH:mm:ss ZZZZ') }),
    texts.plain('unknown.operation', { operation: name, id }),
    ...(logReference ? [texts.plain('unknown.log', { reference: logReference })] : []),
    texts.plain('unknown.contact', { contact: contact ?? texts.plain('unknown.noContact') }),
    texts.plain('unknown.told', { text: responses('pendingOperation', locale).plain('unknown') }),
    '',
    texts.plain('unknown.asked'),
    ...valuesOf(input).slice(0, MOST_VALUES),
  ].join('\n');
}

/** Every value on a line of its own, without what should not be passed on, or is no text. */
function valuesOf(value: unknown, name = ''): string[] {
  if (value === null || value === undefined || name.endsWith('base64')) return [];
  if (typeof value === 'object')
    return Object.entries(value).flatMap(([key, each]) => valuesOf(each, name ? `${name}.${key}` : key));
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return [`- ${name}: ${maskSecrets(text).text.slice(0, LONGEST_VALUE)}`];
}

function capitalized(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}
