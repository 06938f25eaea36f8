import { responses } from '../../resources/responses';
import type { PortInput, PortOutput } from '../../services/ports';
import type { DialogDefinition, Message } from '../dialogDefinition';
import { findPriority } from '../entities/priorityEntity';
import { likelyEmail } from '../identity';
import { turnOf } from '../turn';
import { isTitle } from '../words';
import { attachKeptFile, tellAttached } from './attachFile';
import { fileOf } from './chatFile';
import { CREATE_TICKET_DIALOG, CreateTicketDialog } from './createTicketDialog';
import type { TicketDetails } from './createTicketFields';
import { sendTicketOpened } from './ticketOpened';
import { topicOf } from './ticketTopics';
import { asksFor, descriptionOf } from './ticketWords';

/** Something that our team should look into. */
export const createTicket: DialogDefinition = {
  id: CREATE_TICKET_DIALOG,
  title: 'job.createTicket',
  welcome: 'welcome.createTicket',
  example: 'example.createTicket',
  inMenu: true,
  audience: 'everyone',
  // Something that is broken is a ticket for whoever cannot report it to IT; the report stands before it in the list.
  intents: ['ticket.create', 'it.incident'],
  needs: ['helpdesk.createTicket', 'helpdesk.attachFile'],
  create: (tools) => new CreateTicketDialog(tools),
  toDetails,
  // What an employee wants a ticket for may be a matter for IT.
  claims: ({ text, context, intent }) =>
    intent !== 'it.incident' && asksFor('ticketNouns', text, turnOf(context).locale),
  continues: ({ text, context }) => asksFor('complaintNouns', text, turnOf(context).locale),
  describe: ({ method }, locale) =>
    responses('createTicket', locale).plain(method === 'attachFile' ? 'whatFile' : 'what'),
  async presentLate(context, operation, dependencies) {
    if (operation.method === 'attachFile') return tellAttached(context, true, fileNameOf(operation));
    const ticket = operation.result as PortOutput<'helpdesk', 'createTicket'>;
    const { requesterEmail } = operation.input as PortInput<'helpdesk', 'createTicket'>;
    turnOf(context).session.ticket = { number: ticket.number, email: requesterEmail };
    await sendTicketOpened(context, 'late', ticket, dependencies);
    const key = operation.idempotencyKey.replace(/\.createTicket$/, '');
    const target = { dialogId: CREATE_TICKET_DIALOG, ticketId: ticket.id, requesterEmail, key };
    await attachKeptFile(context, target, dependencies);
  },
  async presentFailure(context, operation) {
    const { locale } = turnOf(context);
    if (operation.method === 'attachFile') return tellAttached(context, false, fileNameOf(operation));
    const texts = responses('pendingOperation', locale);
    const isUnknown = operation.state === 'unknown';
    const what = responses('createTicket', locale).plain('what');
    await context.sendActivity(
      isUnknown ? texts.text('lateUnknown', { what }) : responses('createTicket', locale).text('noTicket'),
    );
  },
};

/** Everything that was said up front; then no file is asked for, because there is nothing left to ask. */
function toDetails({ text, entities, context }: Message): TicketDetails {
  const { locale, session, employee } = turnOf(context);
  const isBare = isTitle(text, responses('main', locale).plain('job.createTicket'));
  const described = isBare ? undefined : descriptionOf(text, locale);
  const description = described ?? (session.question?.open ? session.question.text : undefined);
  const file = fileOf(context.activity) ?? session.file;
  const email = employee?.email ?? entities.email ?? likelyEmail(context);
  const [topic, priority] = [topicOf(text, locale), findPriority(text)];
  delete session.question;
  delete session.file;
  return {
    ...(description && { description, file: file ?? null }),
    ...(file && { file }),
    ...(email && { email }),
    ...(employee && { signedIn: true }),
    ...(topic && { topic }),
    ...(priority && { priority }),
  };
}

function fileNameOf({ input }: { input: unknown }): string {
  return (input as PortInput<'helpdesk', 'attachFile'>).file.name;
}
