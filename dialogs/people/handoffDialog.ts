import type { TurnContext } from 'botbuilder';
import { Dialog, type DialogContext, type DialogTurnResult, type WaterfallStepContext } from 'botbuilder-dialogs';
import { responses } from '../../resources/responses';
import type { Handoff, HandoffTicket } from '../../services/handoff/handoffStore';
import { isOpen, nextOpening } from '../../services/company/businessHours';
import { createReference } from '../../services/logger';
import { normalizeEmail } from '../../services/verification/normalize';
import type { JobTools } from '../cancelAndHelpDialog';
import { suggest } from '../choices';
import { findCommand } from '../commands';
import { FormDialog } from '../form/formDialog';
import type { FieldOf } from '../form/field';
import { readerOf } from '../form/fieldPrompt';
import { formatMoment } from '../format';
import { confidentialContact } from '../hr/contact';
import { HANDED_OVER, HANDOFF_DIALOG, type HandoffOptions } from '../handoff';
import { likelyEmail } from '../identity';
import { otherContact } from '../pendingOperationTexts';
import { isSmallTalk } from '../smallTalk';
import { turnOf } from '../turn';
import { addToHandoff } from './addToHandoff';
import { hasTicket, isPassedOn, passOnHandoff, recordHandoff, releaseHandoff, type PassedOn } from './handOver';
import { sendHandoffTicket } from './handoffTicket';
import { beginLive, canBeLive } from './liveBegin';
import { isForTeam, tellTeam } from './wordsForTeam';

type Step = WaterfallStepContext<HandoffOptions>;

const fields: readonly FieldOf<HandoffOptions, 'handoff'>[] = [
  {
    name: 'message',
    ask: 'askMessage',
    retry: 'retryMessage',
    read: ({ text, locale }) => (isMessage(text, locale) ? text.trim() : undefined),
    needed: ({ kind }) => kind === 'message',
  },
  {
    name: 'email',
    ask: 'askEmail',
    retry: 'retryEmail',
    skippable: true,
    read: ({ text, entities }) => normalizeEmail(text) ?? entities.email,
    spot: ({ text }) => normalizeEmail(text),
  },
];

/** An address alone says where the answer should go, not what it is about. */
function isMessage(text: string, locale: string): boolean {
  return text.trim() !== '' && !isSmallTalk(text, locale) && normalizeEmail(text) === undefined;
}

/**
 * Gets a person, or takes a message when nobody is there: both are recorded before the user is told, and become a ticket
 * where there is a helpdesk. The user can go on with the bot at any time.
 */
export class HandoffDialog extends FormDialog<HandoffOptions, 'handoff'> {
  constructor(tools: JobTools) {
    super(HANDOFF_DIALOG, tools, { topic: 'handoff', help: 'help', fields });
    this.setSteps('handoff.v2', [
      (step) => this.#personStep(step),
      this.ask('message'),
      (step) => this.#addressStep(step),
      this.ask('email'),
      (step) => this.#recordStep(step),
    ]);
  }

  /** Once the team knows, "cancel" can only mean the question after the address. */
  protected override async onContinueDialog(innerDc: DialogContext): Promise<DialogTurnResult> {
    const { options } = (innerDc.stack[0]?.state ?? {}) as { options?: HandoffOptions };
    const { activity } = innerDc.context;
    const { locale } = turnOf(innerDc.context);
    if (options?.handoffId && findCommand(['cancel', 'back'], activity.text ?? '', locale))
      activity.text = responses('form', locale).plain('button.skip');
    else if (options && (await this.#takeMore(innerDc, options))) return Dialog.EndOfTurn;
    return super.onContinueDialog(innerDc);
  }

  /** Where an address is asked for, whatever else is said is for the team. */
  async #takeMore(innerDc: DialogContext, options: HandoffOptions): Promise<boolean> {
    const { context } = innerDc;
    const isAsked = innerDc.activeDialog?.id === this.fieldPromptId && !turnOf(context).notice;
    if (!isAsked || !(options.handoffId ?? options.message)) return false;
    if (!isForTeam(context, this.dependencies)) return false;
    if (options.handoffId) await tellTeam(context, options.handoffId, options, this.dependencies);
    else options.message = `${options.message}\n${(context.activity.text ?? '').trim()}`;
    await context.sendActivity(responses('handoff', turnOf(context).locale).text('moreNoted'));
    await innerDc.repromptDialog();
    return true;
  }

  async #personStep(step: Step): Promise<DialogTurnResult> {
    const { company, clock } = this.dependencies;
    const { kind, handoffId, reason } = step.options;
    const { session, locale } = turnOf(step.context);
    if (reason === 'confidential' || session.confidential) {
      await step.context.sendActivity(confidentialContact(this.dependencies, locale));
      return step.endDialog();
    }
    step.options.newId ??= createReference();
    if (kind === 'message' || handoffId) return step.next();
    const zone = company.COMPANY_TIME_ZONE;
    if (isOpen(company.BUSINESS_HOURS, zone, clock.now())) return this.#callPerson(step);
    const opening = nextOpening(company.BUSINESS_HOURS, zone, clock.now());
    const reader = readerOf(step.context, this.dependencies);
    const earlier = await this.dependencies.handoffs.findMessage(turnOf(step.context).conversationKey);
    if (earlier) return this.#tellMessageIsThere(step, earlier.id, formatMoment(opening, reader));
    await this.#say(step.context, this.texts(step).text('closed', { opening: formatMoment(opening, reader) }));
    step.options.kind = 'message';
    return step.next();
  }

  /** Out of hours a person was asked for again: one message is enough, unless there is more to say. */
  async #tellMessageIsThere(step: Step, reference: string, opening: string): Promise<DialogTurnResult> {
    const { locale } = turnOf(step.context);
    const isUnderWay = await this.dependencies.followUps.isUnderWay(reference);
    const text = this.texts(step).text(isUnderWay ? 'messageKeptAgain' : 'messageAgain', { reference, opening });
    const contact = otherContact(this.dependencies, locale);
    const more = { title: responses('common', locale).plain('button.leaveMessage') };
    await suggest(step.context, `${text}\n\n${contact}`, [more]);
    return step.endDialog(HANDED_OVER);
  }

  /** Whoever asks again is told that it is known; there is one record and one ticket. */
  async #callPerson(step: Step): Promise<DialogTurnResult> {
    const { handoff, isNew } = await recordHandoff(step.context, step.options, this.dependencies);
    const number = handoff.ticket?.number;
    const texts = this.texts(step);
    const ticket = !isNew && number ? ` ${texts.text('ticket', { number })}` : '';
    const isLive = canBeLive(step.context) && hasTicket(step.context, step.options, this.dependencies);
    const key = isNew ? (isLive ? 'personLive' : 'person') : isLive && number ? 'againLive' : 'again';
    await this.#say(step.context, texts.text(key, { reference: handoff.id }) + ticket);
    if (!isNew && handoff.ticket && isLive) await beginLive(step.context, handoff, handoff.ticket, this.dependencies);
    if (!isNew) return step.endDialog(HANDED_OVER);
    step.options.handoffId = handoff.id;
    return step.next();
  }

  /** The address is asked for once, and only where something is done with it. */
  #addressStep(step: Step): Promise<DialogTurnResult> {
    const { options, context } = step;
    if (options.email !== undefined) return step.next();
    const known = likelyEmail(context);
    const isNeeded = options.kind === 'message' || hasTicket(context, options, this.dependencies);
    if (known) options.email = known;
    else if (!isNeeded) options.email = null;
    return step.next();
  }

  async #recordStep(step: Step): Promise<DialogTurnResult> {
    const { options } = step;
    if (options.handoffId) await this.#completePerson(step, options.handoffId);
    else await this.#takeMessage(step);
    return step.endDialog(HANDED_OVER);
  }

  async #completePerson(step: Step, handoffId: string): Promise<void> {
    const { context, options } = step;
    const handoff = await this.#complete(step, handoffId);
    if (!handoff || !isPassedOn(context, options, this.dependencies)) return;
    const { ticket, isUnderWay } = await passOnHandoff(context, handoff, options, this.dependencies);
    if (ticket) await this.#tellTicket(context, handoff, ticket);
    else if (isUnderWay) await context.sendActivity(this.texts(step).text('ticketLater'));
  }

  async #tellTicket(context: TurnContext, handoff: Handoff, ticket: HandoffTicket): Promise<void> {
    await sendHandoffTicket(context, handoff.id, ticket, this.dependencies);
    if (!ticket.isHrCase) await beginLive(context, handoff, ticket, this.dependencies);
  }

  /** Adds the address to the record of a person who was called. */
  async #complete(step: Step, handoffId: string) {
    const { email } = step.options;
    const { handoffs } = this.dependencies;
    const before = await handoffs.find(handoffId);
    if (email && !before?.email) {
      await this.#addAddress(step, handoffId, email);
      turnOf(step.context).session.email = email;
      await step.context.sendActivity(this.texts(step).text('thanksEmail', { email }));
    }
    if (email === null && hasTicket(step.context, step.options, this.dependencies))
      await step.context.sendActivity(this.texts(step).text('noEmail'));
    return handoffs.find(handoffId);
  }

  /** An address that comes after the team was told without is a comment on the ticket. */
  async #addAddress(step: Step, id: string, email: string): Promise<void> {
    const { handoffs } = this.dependencies;
    const handoff = await handoffs.find(id);
    const isInTime =
      handoff && (await releaseHandoff(step.context, { ...handoff, email }, step.options, this.dependencies));
    if (isInTime) return void (await handoffs.complete(id, { email }));
    const addition = this.texts(step).plain('lateEmail', { email });
    await addToHandoff(step.context, id, { email, addition }, this.dependencies);
  }

  /** A message is kept even when there is no address to answer to: it may be read, and the user is told how to reach us. */
  async #takeMessage(step: Step): Promise<void> {
    const { context } = step;
    const options: HandoffOptions = { ...step.options, kind: 'message' };
    const { handoff } = await recordHandoff(context, options, this.dependencies);
    if (options.email && !turnOf(context).employee) turnOf(context).session.email = options.email;
    const passedOn = isPassedOn(context, options, this.dependencies)
      ? await passOnHandoff(context, handoff, options, this.dependencies)
      : { isUnderWay: false };
    await this.#tellMessage(step, handoff, passedOn);
  }

  async #tellMessage(step: Step, handoff: Handoff, { ticket, isUnderWay }: PassedOn): Promise<void> {
    const { email } = step.options;
    const [withEmail, without] = isUnderWay
      ? (['messageKept', 'messageKeptWithoutEmail'] as const)
      : (['messageTaken', 'messageTakenWithoutEmail'] as const);
    const values = { reference: handoff.id, email: email ?? '' };
    await this.#say(step.context, this.texts(step).text(email ? withEmail : without, values));
    if (ticket) await this.#tellTicket(step.context, handoff, ticket);
  }

  /** Three answers that cannot be meant: an address is done without, a message is not. */
  protected override async offerWayOut(step: Step): Promise<DialogTurnResult> {
    const { kind, message } = step.options;
    if (kind === 'message' && message === undefined) {
      await this.#say(step.context, this.texts(step).text('wayOut'));
      return step.endDialog();
    }
    return step.replaceDialog(this.initialDialogId, { ...step.options, email: null });
  }

  /** Every hand-over tells how else the company is reached. */
  async #say(context: TurnContext, text: string): Promise<void> {
    await context.sendActivity(`${text}\n\n${otherContact(this.dependencies, turnOf(context).locale)}`);
  }

  protected override collected(details: HandoffOptions): Record<string, string> {
    return details.collected;
  }

  /** A person who was called cannot be called back by that word; a message can be written anew. */
  protected override withoutLastAnswer(details: HandoffOptions): HandoffOptions | undefined {
    if (details.message === undefined) return undefined;
    const { message: _forgotten, ...earlier } = details;
    return { ...earlier, kind: 'message' };
  }

  protected override corrected(): undefined {
    return undefined;
  }
}
