import type { TurnContext } from 'botbuilder';
import type { DialogTurnResult, WaterfallStepContext } from 'botbuilder-dialogs';
import { responses } from '../../resources/responses';
import type { JobTools } from '../cancelAndHelpDialog';
import { FormDialog } from '../form/formDialog';
import { without } from '../form/field';
import type { ReviewNote } from '../form/reviewCard';
import { headlineOf } from '../headline';
import { strongIdentityOf } from '../identity';
import { jobDone } from '../jobResult';
import { offerNews } from '../notifications/offerNews';
import { newsOfTicket } from '../notifications/watchable';
import { operationResult } from '../operation';
import type { Choice } from '../session';
import { turnOf } from '../turn';
import { attachKeptFile } from './attachFile';
import { ticketFields, type TicketDetails } from './createTicketFields';
import { keepFile } from './keepFile';
import { sendTicketOpened } from './ticketOpened';
import { topicOf } from './ticketTopics';

export const CREATE_TICKET_DIALOG = 'createTicket';

/** A ticket's subject is not longer. */
const LONGEST_SUBJECT = 80;
/** What help pages are worth showing. */
const MOST_ARTICLES = 3;
/** The questions, last one first; all else is guessed. */
const ASKED = ['file', 'email', 'description'] as const;

type Step = WaterfallStepContext<TicketDetails>;

/** A ticket: what it is about, where to answer, a file; what may help at once; then the ticket, and the file with it. */
export class CreateTicketDialog extends FormDialog<TicketDetails, 'createTicket'> {
  constructor(tools: JobTools) {
    super(CREATE_TICKET_DIALOG, tools, {
      topic: 'createTicket',
      help: 'help',
      fields: ticketFields,
      review: { title: 'reviewTitle', confirm: 'confirm', notes: articleNotes, more: solvedChoice },
    });
    this.setSteps('createTicket.v1', [
      (step) => this.#solvedStep(step),
      (step) => this.#keepFileStep(step),
      this.ask('description'),
      this.ask('email'),
      this.ask('file'),
      (step) => this.#keepFileStep(step),
      (step) => this.#guessStep(step),
      this.ask('topic'),
      this.ask('priority'),
      (step) => this.#articlesStep(step),
      this.review(),
      (step) => this.#writeStep(step),
      (step) => this.#doneStep(step),
    ]);
  }

  /** A help page was the answer: that is a good end, too. */
  async #solvedStep(step: Step): Promise<DialogTurnResult> {
    if (!step.options.solved) return step.next();
    await step.context.sendActivity(this.texts(step).text('solvedDone'));
    return step.endDialog(jobDone('A help page answered the question; no ticket was opened'));
  }

  async #keepFileStep(step: Step): Promise<DialogTurnResult> {
    const { file } = step.options;
    if (!file?.source) return step.next();
    const kept = await keepFile(step.context, file.source, this.dependencies);
    if (!kept) {
      await step.context.sendActivity(this.texts(step).text('fileRefused'));
      return this.askAgain(step, 'file');
    }
    step.options.file = kept;
    return step.next();
  }

  #guessStep(step: Step): Promise<DialogTurnResult> {
    const { description = '', topic, priority, guessed } = step.options;
    if (guessed) return step.next();
    const { locale } = turnOf(step.context);
    const guess = { topic: topic ?? topicOf(description, locale) ?? 'other', priority: priority ?? 'normal' };
    Object.assign(step.options, { ...guess, guessed: true });
    return step.next();
  }

  async #articlesStep(step: Step): Promise<DialogTurnResult> {
    const { description = '', articles } = step.options;
    const { locale } = turnOf(step.context);
    if (!articles) step.options.articles = await this.dependencies.quickArticles(description, locale, MOST_ARTICLES);
    return step.next();
  }

  async #writeStep(step: Step): Promise<DialogTurnResult> {
    const { description = '', topic = 'other', priority = 'normal', email = '', file, reviewId = '' } = step.options;
    const group = this.dependencies.company.TICKET_GROUPS[topic];
    if (file?.id) await this.dependencies.files.assign(file.id, reviewId);
    return this.write(step, 'helpdesk', 'createTicket', {
      subject: headlineOf(description, LONGEST_SUBJECT),
      description,
      priority,
      requesterEmail: email,
      tags: ['chatbot', topic],
      ...(group && { group }),
    });
  }

  async #doneStep(step: Step): Promise<DialogTurnResult> {
    const { result: ticket, shown } = operationResult(step, 'helpdesk', 'createTicket');
    const { email: requesterEmail = '', reviewId: key = '', signedIn } = step.options;
    const { session, locale } = turnOf(step.context);
    session.ticket = { number: ticket.number, email: requesterEmail };
    if (!signedIn) session.email = requesterEmail;
    const mayRead = strongIdentityOf(step.context)?.email === requesterEmail;
    const news = await offerNews(step.context, newsOfTicket(ticket, mayRead), this.dependencies);
    if (!shown) await sendTicketOpened(step.context, 'done', ticket, this.dependencies, news);
    const target = { dialogId: this.id, ticketId: ticket.id, requesterEmail, key };
    await attachKeptFile(step.context, target, this.dependencies);
    const check = { title: responses('createTicket', locale).plain('checkTicket', { number: ticket.number }) };
    return step.endDialog(jobDone(`Opened ticket ${ticket.number}`, [check, ...news]));
  }

  /** "This solved it" is no answer that changes, but one that ends everything. */
  protected override corrected(details: TicketDetails, context: TurnContext): TicketDetails | undefined {
    const { locale } = turnOf(context);
    const said = (context.activity.text ?? '')
      .trim()
      .toLowerCase()
      .replace(/[.!]+$/, '');
    const texts = responses('createTicket', locale);
    if (details.articles?.length && texts.list('solvedWords').includes(said)) return { ...details, solved: true };
    return super.corrected(details, context);
  }

  protected override withoutLastAnswer(details: TicketDetails): TicketDetails | undefined {
    const last = ASKED.find((name) => details[name] !== undefined && !(name === 'email' && details.signedIn));
    return last && without(details, { name: last, dependents: last === 'description' ? ['articles'] : [] });
  }
}

function articleNotes(details: TicketDetails, { locale }: { locale: string }): ReviewNote[] {
  const { articles = [] } = details;
  if (articles.length === 0) return [];
  const lead = { text: responses('createTicket', locale).plain('articlesLead') };
  return [lead, ...articles.map(({ title, url }) => ({ text: title, url }))];
}

function solvedChoice({ articles = [] }: TicketDetails, locale: string): Choice[] {
  return articles.length > 0 ? [{ title: responses('createTicket', locale).plain('solved') }] : [];
}
