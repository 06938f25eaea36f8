import { randomUUID } from 'node:crypto';
import type { TurnContext } from 'botbuilder';
import type { DialogTurnResult, WaterfallStepContext } from 'botbuilder-dialogs';
import { responses } from '../../resources/responses';
import type { Ticket } from '../../services/ports/helpdesk';
import type { JobTools } from '../cancelAndHelpDialog';
import { suggest } from '../choices';
import { isCommand } from '../commands';
import type { FieldOf } from '../form/field';
import { strongIdentityOf } from '../identity';
import { jobDone } from '../jobResult';
import { offerNews } from '../notifications/offerNews';
import { newsOfTicket } from '../notifications/watchable';
import { operationResult, type OperationOutcome } from '../operation';
import { otherContact } from '../pendingOperationTexts';
import { turnOf } from '../turn';
import { isTitle } from '../words';
import { attachKeptFile } from './attachFile';
import { keepFile } from './keepFile';
import { canDo, sendTicket, ticketChoices } from './ticketAnswer';
import { TicketForm } from './ticketForm';
import { ticketStatusFields, type TicketStatusDetails } from './ticketProof';

export const TICKET_STATUS_DIALOG = 'ticketStatus';

type Step = WaterfallStepContext<TicketStatusDetails>;

/** The one question before something is changed; a comment that was just asked for needs none. */
const sure: FieldOf<TicketStatusDetails, 'ticketStatus'> = {
  name: 'sure',
  ask: 'sure',
  retry: 'retrySure',
  values: ({ action = 'close', text = '', ticket }, { locale }) => ({
    question: responses('ticketStatus', locale).plain(`sure.${action}`, { number: ticket?.number ?? '', text }),
  }),
  choices: (_details, locale) => [
    { title: responses('ticketStatus', locale).plain('yes'), means: 'yes' },
    { title: responses('ticketStatus', locale).plain('no'), means: 'no' },
  ],
  read({ text, locale }) {
    const isButton = (key: 'yes' | 'no') => isTitle(text, responses('ticketStatus', locale).plain(key));
    if (isButton('yes') || isCommand('yes', text, locale)) return true;
    return isButton('no') || isCommand('no', text, locale) ? false : undefined;
  },
  needed: ({ action, readBack }) => action !== undefined && (action !== 'comment' || readBack === true),
};

/** How a ticket stands, and what the user adds to it: a comment, a file, that it is solved, or that it is not. */
export class TicketStatusDialog extends TicketForm {
  constructor(tools: JobTools) {
    super(TICKET_STATUS_DIALOG, tools, {
      topic: 'ticketStatus',
      help: 'help',
      fields: [...ticketStatusFields, sure],
    });
    this.setSteps('ticketStatus.v1', [
      this.proveTicket(),
      this.ask('text'),
      (step) => this.#keepFileStep(step),
      this.ask('sure'),
      (step) => this.#changeStep(step),
      (step) => this.#doneStep(step),
    ]);
  }

  protected override async onFound(step: Step, shown: boolean): Promise<DialogTurnResult> {
    const { ticket, action, watch, email } = step.options;
    if (!ticket) return step.endDialog();
    if (action) return this.#checkAction(step, ticket);
    if (!shown) await sendTicket(step.context, ticket, this.dependencies);
    const { locale } = turnOf(step.context);
    const mayRead = strongIdentityOf(step.context)?.email === email;
    const news = await offerNews(step.context, newsOfTicket(ticket, mayRead), this.dependencies, watch);
    const choices = [...ticketChoices(ticket, locale, this.dependencies), ...news];
    return step.endDialog(jobDone(`Told how ticket ${ticket.number} stands`, choices));
  }

  /** What cannot be done is said before anything is asked for it. */
  async #checkAction(step: Step, { status, number }: Ticket): Promise<DialogTurnResult> {
    const { action } = step.options;
    const texts = this.texts(step);
    if (action && !canDo(action, this.dependencies)) return this.#tellReadOnly(step, number);
    if (status === 'closed') {
      const open = { title: texts.plain('openTicket'), means: 'yes' as const };
      const key = this.dependencies.hasHelpdesk ? 'closedForGood' : 'closed';
      await suggest(step.context, texts.text(key, { number }), [open]);
      return step.endDialog();
    }
    if (action === 'close' && status === 'solved') return this.leave(step, texts.text('already.close', { number }));
    if (action === 'reopen' && status !== 'solved') return this.leave(step, texts.text('already.reopen', { number }));
    // A key for each time it is asked, kept with the question: the answer may come twice, and once refused it is another.
    step.options.reviewId = randomUUID();
    return step.next();
  }

  /** The helpdesk may be looked into, and not written to. */
  async #tellReadOnly(step: Step, number: string): Promise<DialogTurnResult> {
    const { locale } = turnOf(step.context);
    const person = { title: responses('common', locale).plain('button.talkToPerson'), means: 'yes' as const };
    const contact = otherContact(this.dependencies, locale);
    await suggest(step.context, `${this.texts(step).text('readOnly', { number })}\n\n${contact}`, [person]);
    return step.endDialog();
  }

  async #keepFileStep(step: Step): Promise<DialogTurnResult> {
    const { file, action } = step.options;
    if (action !== 'comment' || !file?.source) return step.next();
    const kept = await keepFile(step.context, file.source, this.dependencies);
    step.options.file = kept ?? null;
    if (kept) return step.next();
    const { locale } = turnOf(step.context);
    await step.context.sendActivity(responses('createTicket', locale).text('fileRefused'));
    // With words there is still something to add.
    return step.options.text ? step.next() : this.askAgain(step, 'text');
  }

  async #changeStep(step: Step): Promise<DialogTurnResult> {
    const { ticket, action, text, sure: isSure, email: requesterEmail = '', file, reviewId = '' } = step.options;
    if (!ticket || isSure === false)
      return this.leave(step, this.texts(step).text('left', { number: ticket?.number ?? '' }));
    const ticketId = ticket.id;
    if (file?.id) await this.dependencies.files.assign(file.id, reviewId);
    if (action === 'close') return this.write(step, 'helpdesk', 'closeTicket', { ticketId });
    if (action === 'reopen') return this.write(step, 'helpdesk', 'reopenTicket', { ticketId });
    return text
      ? this.write(step, 'helpdesk', 'addComment', { ticketId, requesterEmail, text })
      : this.whileProved(step, () => step.next());
  }

  async #doneStep(step: Step): Promise<DialogTurnResult> {
    const { action = 'comment', text, ticket: before, email: requesterEmail = '', reviewId: key = '' } = step.options;
    const { locale } = turnOf(step.context);
    const { ticket, shown } = action === 'comment' && !text ? { ticket: before, shown: false } : changed(step, action);
    if (!ticket) return step.endDialog();
    const { number, id: ticketId } = ticket;
    const said = action === 'comment' && !text ? 'file' : action;
    if (!shown) await step.context.sendActivity(this.texts(step).text(`done.${said}`, { number }));
    await attachKeptFile(step.context, { dialogId: this.id, ticketId, requesterEmail, key }, this.dependencies);
    return step.endDialog(
      jobDone(`Changed ticket ${number}: ${said}`, ticketChoices(ticket, locale, this.dependencies)),
    );
  }

  /** "No, thanks" adds nothing. */
  protected override corrected(details: TicketStatusDetails, context: TurnContext): TicketStatusDetails | undefined {
    const { action, ticket, text } = details;
    const isAsked = action === 'comment' && ticket !== undefined && text === undefined;
    if (isAsked && isCommand('no', context.activity.text ?? '', turnOf(context).locale))
      return { ...details, text: '', sure: false };
    return super.corrected(details, context);
  }

  /** A file goes with the words that came with it: without a question nothing is sent. */
  protected override withoutLastAnswer({
    file: _file,
    ...details
  }: TicketStatusDetails): TicketStatusDetails | undefined {
    return super.withoutLastAnswer(details);
  }

  /** The link helps the person who takes over. */
  protected override collected(details: TicketStatusDetails): Record<string, string> {
    const { url } = details.ticket ?? {};
    return { ...super.collected(details), ...(url && { ticketUrl: url }) };
  }
}

const METHODS = { comment: 'addComment', close: 'closeTicket', reopen: 'reopenTicket' } as const;

/** The ticket as it stands after the change. */
function changed(step: Step, action: keyof typeof METHODS): { ticket: Ticket; shown: boolean } {
  const { shown } = step.result as OperationOutcome;
  return { ticket: operationResult(step, 'helpdesk', METHODS[action]).result, shown };
}
