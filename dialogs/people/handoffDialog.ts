import type { TurnContext } from 'botbuilder';
import type { DialogContext, DialogTurnResult, WaterfallStepContext } from 'botbuilder-dialogs';
import { responses } from '../../resources/responses';
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
import { hasTicket, openHandoffTicket, recordHandoff } from './handOver';
import { sendHandoffTicket } from './handoffTicket';

type Step = WaterfallStepContext<HandoffOptions>;

const fields: readonly FieldOf<HandoffOptions, 'handoff'>[] = [
  {
    name: 'message',
    ask: 'askMessage',
    retry: 'retryMessage',
    read: ({ text, locale }) => (isSmallTalk(text, locale) ? undefined : text.trim() || undefined),
    needed: ({ kind }) => kind === 'message',
  },
  {
    name: 'email',
    ask: 'askEmail',
    retry: 'retryEmail',
    skippable: true,
    read: ({ text, entities }) => normalizeEmail(text) ?? entities.email,
  },
];

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
  protected override onContinueDialog(innerDc: DialogContext): Promise<DialogTurnResult> {
    const { options } = (innerDc.stack[0]?.state ?? {}) as { options?: HandoffOptions };
    const { activity } = innerDc.context;
    const { locale } = turnOf(innerDc.context);
    if (options?.handoffId && findCommand(['cancel', 'back'], activity.text ?? '', locale))
      activity.text = responses('form', locale).plain('button.skip');
    return super.onContinueDialog(innerDc);
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
    const text = this.texts(step).text('messageAgain', { reference, opening });
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
    await this.#say(step.context, texts.text(isNew ? 'person' : 'again', { reference: handoff.id }) + ticket);
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
    const { context, options } = step;
    const handoff = options.handoffId ? await this.#complete(step, options.handoffId) : await this.#takeMessage(step);
    if (handoff && hasTicket(context, options, this.dependencies)) {
      const ticket = await openHandoffTicket(context, handoff, options, this.dependencies, this.id);
      if (ticket) await sendHandoffTicket(context, ticket, this.dependencies);
    }
    return step.endDialog(HANDED_OVER);
  }

  /** Adds the address to the record of a person who was called. */
  async #complete(step: Step, handoffId: string) {
    const { email } = step.options;
    const { handoffs } = this.dependencies;
    const before = await handoffs.find(handoffId);
    if (email && !before?.email) {
      await handoffs.complete(handoffId, { email });
      turnOf(step.context).session.email = email;
      await step.context.sendActivity(this.texts(step).text('thanksEmail', { email }));
    }
    if (email === null && hasTicket(step.context, step.options, this.dependencies))
      await step.context.sendActivity(this.texts(step).text('noEmail'));
    return handoffs.find(handoffId);
  }

  /** A message is kept even when there is no address to answer to: it may be read, and the user is told how to reach us. */
  async #takeMessage(step: Step) {
    const { email } = step.options;
    const { handoff } = await recordHandoff(step.context, { ...step.options, kind: 'message' }, this.dependencies);
    const values = { reference: handoff.id, email: email ?? '' };
    if (email && !turnOf(step.context).employee) turnOf(step.context).session.email = email;
    await this.#say(step.context, this.texts(step).text(email ? 'messageTaken' : 'messageTakenWithoutEmail', values));
    return handoff;
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
