import { EventFactory, type TurnContext } from 'botbuilder';
import { responses } from '../../resources/responses';
import type { Handoff } from '../../services/handoff/handoffStore';
import type { PortOutput } from '../../services/ports';
import { takesEvents } from '../channels';
import type { DialogDependencies } from '../dialogDependencies';
import type { HandoffOptions } from '../handoff';
import { likelyEmail } from '../identity';
import { runInBackground } from '../inBackground';
import { turnOf } from '../turn';
import { agentNote } from './agentNote';
import { isConfidential } from './confidential';

const LONGEST_SUBJECT = 80;

/** Writes a hand-over down and announces it to channels that know how to route one: before anything else can fail. */
export async function recordHandoff(
  context: TurnContext,
  options: HandoffOptions,
  { handoffs, transcripts }: DialogDependencies,
): Promise<{ handoff: Handoff; isNew: boolean }> {
  const { conversationKey, reference } = turnOf(context);
  const transcript = await transcripts.read(conversationKey);
  const email = options.email ?? likelyEmail(context);
  const { kind, reason, collected, message, newId } = options;
  const draft = { kind, reason, collected, conversationKey, reference, transcript };
  const opened = await handoffs.open({
    ...draft,
    ...(newId && { id: newId }),
    ...(message && { message }),
    ...(email && { email }),
  });
  // Teams answers 400 to any event (botframework-sdk #5920); what is recorded must not end in an apology.
  if (opened.isNew && reason !== 'feedback' && takesEvents(context.activity.channelId)) {
    const { id } = opened.handoff;
    await context.sendActivity(EventFactory.createHandoffInitiation(context, { reference: id, reason, kind }));
  }
  return opened;
}

/** Whether a hand-over becomes a ticket: there is a helpdesk, and the matter may be told to it. */
export function hasTicket(context: TurnContext, options: HandoffOptions, dependencies: DialogDependencies): boolean {
  return dependencies.hasHelpdesk && !isConfidential(context, options, dependencies);
}

/**
 * Makes the agents' ticket of a hand-over, once however often it is called. Gives it when the helpdesk answers at once;
 * otherwise it is told later. Its failure changes nothing: the hand-over is written down.
 */
export async function openHandoffTicket(
  context: TurnContext,
  handoff: Handoff,
  options: HandoffOptions,
  dependencies: DialogDependencies,
  dialogId: string,
): Promise<PortOutput<'helpdesk', 'createTicket'> | undefined> {
  const { company, handoffs } = dependencies;
  const { locale } = turnOf(context);
  const texts = responses('handoff', locale);
  const isFeedback = handoff.reason === 'feedback';
  const about = (handoff.message ?? texts.plain('aboutPerson', { reference: handoff.id })).replace(/\s+/g, ' ');
  // Without an address the ticket is our own: somebody must see it.
  const requesterEmail = handoff.email ?? company.COMPANY_EMAIL;
  const settled = await runInBackground(
    context,
    {
      dialogId,
      port: 'helpdesk',
      method: 'createTicket',
      input: {
        subject: texts
          .plain(isFeedback ? 'ticketSubjectFeedback' : 'ticketSubject', { about })
          .slice(0, LONGEST_SUBJECT),
        description: handoff.message ?? texts.plain('ticketText', { reference: handoff.id }),
        priority: isFeedback ? 'normal' : 'high',
        requesterEmail,
        ...(!handoff.email && { requesterName: texts.plain('visitor') }),
        tags: ['chatbot', isFeedback ? 'feedback' : 'handoff'],
        internalNote: agentNote(context, handoff, options, dependencies),
      },
      idempotencyKey: handoffTicketKey(handoff.id),
    },
    dependencies,
  );
  if (settled?.state !== 'succeeded') return undefined;
  const ticket = settled.result as PortOutput<'helpdesk', 'createTicket'>;
  await handoffs.complete(handoff.id, { ticket: { id: ticket.id, number: ticket.number, requesterEmail } });
  return ticket;
}

const KEY = 'handoff.';

function handoffTicketKey(handoffId: string): string {
  return `${KEY}${handoffId}`;
}

/** The hand-over that a ticket was made for. */
export function handoffOfKey(idempotencyKey: string): string {
  return idempotencyKey.slice(KEY.length);
}
