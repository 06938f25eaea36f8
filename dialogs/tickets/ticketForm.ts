import type { TurnContext } from 'botbuilder';
import type { DialogTurnResult, WaterfallStepContext } from 'botbuilder-dialogs';
import { suggest } from '../choices';
import { settleGuess, takeGuess, type Guess } from '../countedProof';
import { FormDialog, type FormStep } from '../form/formDialog';
import { isStillProved, likelyEmail, provedAt, strongIdentityOf } from '../identity';
import { jobDone } from '../jobResult';
import { beginOperation, operationResult } from '../operation';
import { otherContact } from '../pendingOperationTexts';
import { turnOf } from '../turn';
import { VERIFICATION_DIALOG, verifiedEmail, type VerificationOptions } from '../verification/verification';
import { MINE, type TicketStatusDetails } from './ticketProof';

type Step = WaterfallStepContext<TicketStatusDetails>;

/** The first steps of every job about a ticket: they find it, and prove that it is the user's. */
export abstract class TicketForm extends FormDialog<TicketStatusDetails, 'ticketStatus'> {
  /** By number and address, or by choosing among all tickets of an address that is proved. */
  protected proveTicket(): readonly FormStep<TicketStatusDetails>[] {
    return [
      (step) => this.#mineStep(step),
      ...this.ask('number'),
      (step) => this.#proveAddressStep(step),
      (step) => this.#listStep(step),
      (step) => this.#listedStep(step),
      ...this.ask('pick'),
      ...this.ask('email'),
      (step) => this.#countStep(step),
      (step) => this.#lookUpStep(step),
      (step) => this.#foundStep(step),
    ];
  }

  /** Goes on with the ticket; `shown` when it was shown already while another question was served. */
  protected abstract onFound(step: Step, shown: boolean): Promise<DialogTurnResult>;

  /** Whoever has proved their address need not know a number. */
  #mineStep(step: Step): Promise<DialogTurnResult> {
    const { number, ticket } = step.options;
    if (number === undefined && ticket === undefined && strongIdentityOf(step.context)) step.options.mine = true;
    return step.next();
  }

  #proveAddressStep(step: Step): Promise<DialogTurnResult> {
    const { options } = step;
    if (options.number === MINE) {
      options.mine = true;
      delete options.number;
    }
    if (!options.mine || options.tickets) return step.next();
    const proved = strongIdentityOf(step.context)?.email;
    if (proved) return step.next({ email: proved });
    const email = options.email ?? likelyEmail(step.context);
    const verification: VerificationOptions = { ...(email && { email }) };
    return step.beginDialog(VERIFICATION_DIALOG, verification);
  }

  #listStep(step: Step): Promise<DialogTurnResult> {
    if (!step.options.mine || step.options.tickets) return step.next();
    const email = verifiedEmail(step.result);
    if (!email) return step.endDialog();
    step.options.email = email;
    return beginOperation(step, this.id, 'helpdesk', 'listTickets', { requesterEmail: email });
  }

  async #listedStep(step: Step): Promise<DialogTurnResult> {
    const { mine, tickets: known, email = '' } = step.options;
    if (!mine || known) return step.next();
    const { items } = operationResult(step, 'helpdesk', 'listTickets').result;
    const tickets = items.map(({ number, subject }) => ({ number, subject }));
    const [only] = tickets;
    if (!only) {
      const texts = this.texts(step);
      const open = { title: texts.plain('openTicket'), means: 'yes' as const };
      const key = this.dependencies.hasHelpdesk ? 'none' : 'noneAtAll';
      await suggest(step.context, texts.text(key, { email }), [open]);
      return step.endDialog();
    }
    Object.assign(step.options, { tickets, ...(tickets.length === 1 && { pick: only.number }) });
    return step.next();
  }

  async #countStep(step: Step): Promise<DialogTurnResult> {
    const { options } = step;
    if (options.pick) options.number = options.pick;
    if (options.ticket) return step.next();
    const guess = await takeGuess(step.context, guessIn(step), this.dependencies);
    return guess.allowed ? step.next() : this.#tellToWait(step, guess.waitMs);
  }

  #lookUpStep(step: Step): Promise<DialogTurnResult> {
    const { number = '', email = '', ticket } = step.options;
    if (ticket) return step.next();
    return beginOperation(step, this.id, 'helpdesk', 'getTicket', { number, requesterEmail: email });
  }

  async #foundStep(step: Step): Promise<DialogTurnResult> {
    const { email = '' } = step.options;
    if (step.options.ticket) return this.onFound(step, true);
    const { result: ticket, shown } = operationResult(step, 'helpdesk', 'getTicket');
    await settleGuess(step.context, guessIn(step), Boolean(ticket), this.dependencies);
    if (!ticket) return this.#tellNotFound(step, shown);
    const { session, employee } = turnOf(step.context);
    Object.assign(step.options, { ticket, provedAt: provedAt(step.context, email) });
    session.ticket = { number: ticket.number, email };
    if (!employee) session.email = email;
    return this.onFound(step, shown);
  }

  /** An unknown number and a wrong address get the same words. */
  async #tellNotFound(step: Step, shown: boolean): Promise<DialogTurnResult> {
    const { number = '', email = '' } = step.options;
    turnOf(step.context).session.ticket = { number, email, missing: true };
    const texts = this.texts(step);
    const titles = [texts.plain('otherNumber'), texts.plain('otherEmail'), texts.plain('myTickets')];
    const choices = titles.map((title) => ({ title }));
    if (!shown) await suggest(step.context, texts.text('notFound', { number, email }), choices);
    return step.endDialog();
  }

  async #tellToWait(step: Step, waitMs: number): Promise<DialogTurnResult> {
    const { number = '', email = '' } = step.options;
    const texts = this.texts(step);
    const minutes = Math.max(1, Math.ceil(waitMs / 60_000));
    const contact = otherContact(this.dependencies, turnOf(step.context).locale);
    const text = `${texts.text('tooManyTries', { number, email, minutes })}\n\n${contact}`;
    await suggest(step.context, text, [{ title: texts.plain('myTickets') }]);
    return step.endDialog();
  }

  /** As at first: by number and address, or by a code and a choice among all tickets. */
  protected override withoutOldProof(
    details: TicketStatusDetails,
    context: TurnContext,
  ): TicketStatusDetails | undefined {
    if (isStillProved(context, details)) return undefined;
    const { tickets: _proved, ...asked } = this.withoutAnswers(details, 'number', 'email');
    return asked;
  }

  /** Ends a job that changed nothing, with what can be done next. */
  protected async leave(step: Step, text: string): Promise<DialogTurnResult> {
    await step.context.sendActivity(text);
    return step.endDialog(jobDone(`Left ticket ${step.options.ticket?.number} as it is`));
  }
}

function guessIn({ options: { number = '', email = '' } }: Step): Guess {
  return { of: 'ticket', number, email };
}
