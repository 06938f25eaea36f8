import type { TurnContext } from 'botbuilder';
import { responses } from '../../resources/responses';
import type { FollowUpDraft } from '../../services/handoff/followUpsStore';
import type { Handoff } from '../../services/handoff/handoffStore';
import type { TicketDraft } from '../../services/ports/helpdesk';
import type { DialogDependencies } from '../dialogDependencies';
import type { HandoffOptions } from '../handoff';
import { isSensitive } from '../hr/hrCaseFields';
import { turnOf } from '../turn';
import { agentNote } from './agentNote';
import { isConfidential } from './confidential';

const LONGEST_SUBJECT = 80;

type Needed = Pick<
  DialogDependencies,
  'company' | 'definitions' | 'recognizer' | 'hasHelpdesk' | 'hasHrCases' | 'mailer'
>;

/**
 * Whom a hand-over is passed on to: the helpdesk, or HR when the matter is between an employee and HR; `undefined` when
 * nobody takes it, and somebody has to look at the open hand-overs.
 */
export function followUpTarget(
  context: TurnContext,
  options: HandoffOptions,
  dependencies: Needed,
): FollowUpDraft['to'] | undefined {
  if (!isConfidential(context, options, dependencies)) return dependencies.hasHelpdesk ? 'helpdesk' : undefined;
  if (!turnOf(context).employee || options.reason === 'feedback') return undefined;
  if (dependencies.hasHrCases) return 'hr';
  return dependencies.mailer ? 'hrMail' : undefined;
}

/** What is passed on, as it is known in this turn; `undefined` when nobody takes it. */
export function followUpDraft(
  context: TurnContext,
  handoff: Handoff,
  options: HandoffOptions,
  dependencies: Needed,
): FollowUpDraft | undefined {
  const to = followUpTarget(context, options, dependencies);
  if (!to) return undefined;
  const told = { locale: turnOf(context).locale, ...(handoff.reason === 'feedback' && { silent: true as const }) };
  if (to === 'helpdesk') return { ...told, to, ticket: ticketDraft(context, handoff, options, dependencies) };
  const hrCase = hrCaseDraft(context, handoff);
  if (to === 'hr') return { ...told, to, hrCase };
  const { subject, employeeEmail } = hrCase;
  const text = `${employeeEmail}\n\n${hrCase.description}`;
  return { ...told, to, mail: { to: dependencies.company.HR_CONTACT_EMAIL, subject, text } };
}

function ticketDraft(
  context: TurnContext,
  handoff: Handoff,
  options: HandoffOptions,
  dependencies: Needed,
): TicketDraft {
  const texts = responses('handoff', turnOf(context).locale);
  const isFeedback = handoff.reason === 'feedback';
  return {
    subject: subjectOf(context, handoff),
    description: descriptionOf(context, handoff),
    priority: isFeedback ? 'normal' : 'high',
    // Without an address the ticket is our own: somebody must see it.
    requesterEmail: handoff.email ?? dependencies.company.COMPANY_EMAIL,
    ...(!handoff.email && { requesterName: texts.plain('visitor') }),
    tags: ['chatbot', isFeedback ? 'feedback' : 'handoff'],
    internalNote: agentNote(context, handoff, options, dependencies),
  };
}

/** No transcript: HR gets what the employee wrote to them. */
function hrCaseDraft(context: TurnContext, handoff: Handoff) {
  const { employee, session, locale } = turnOf(context);
  const { message = '' } = handoff;
  return {
    employeeEmail: employee?.email ?? '',
    subject: subjectOf(context, handoff),
    description: `${descriptionOf(context, handoff)}\n\n(${handoff.id})`,
    confidential: session.confidential === true || isSensitive(message, locale),
  };
}

function subjectOf(context: TurnContext, { id, message, reason }: Handoff): string {
  const texts = responses('handoff', turnOf(context).locale);
  const about = (message ?? texts.plain('aboutPerson', { reference: id })).replace(/\s+/g, ' ');
  const key = reason === 'feedback' ? 'ticketSubjectFeedback' : 'ticketSubject';
  return texts.plain(key, { about }).slice(0, LONGEST_SUBJECT);
}

function descriptionOf(context: TurnContext, { id, message }: Handoff): string {
  return message ?? responses('handoff', turnOf(context).locale).plain('ticketText', { reference: id });
}
