import type { DialogTurnResult, WaterfallStepContext } from 'botbuilder-dialogs';
import { responses } from '../../resources/responses';
import type { LeaveOutcome } from '../../services/ports/hr';
import type { JobTools } from '../cancelAndHelpDialog';
import { suggest } from '../choices';
import { jobDone } from '../jobResult';
import { offerNews } from '../notifications/offerNews';
import { newsOfLeave } from '../notifications/watchable';
import { beginOperation, operationResult } from '../operation';
import { turnOf } from '../turn';
import { hrContact } from './contact';
import { HrForm } from './employee';
import { describeCount, describeSpan, takenDays } from './leaveDates';
import { findObstacle } from './leaveObstacle';
import { noteLeaveShown } from './leaveShown';
import { balanceOf, leaveNotes, leaveRequestFields, type LeaveRequestDetails } from './leaveRequestFields';

export const LEAVE_REQUEST_DIALOG = 'leaveRequest';

type Step = WaterfallStepContext<LeaveRequestDetails>;

/** Asks for leave: what kind, which days; what cannot be is said before anything is sent. */
export class LeaveRequestDialog extends HrForm<LeaveRequestDetails, 'leaveRequest'> {
  constructor(tools: JobTools) {
    super(LEAVE_REQUEST_DIALOG, tools, {
      topic: 'leaveRequest',
      help: 'help',
      fields: leaveRequestFields,
      review: {
        title: 'reviewTitle',
        confirm: 'confirm',
        notes: leaveNotes(tools.dependencies.company.COMPANY_REGION),
      },
    });
    this.setSteps('leaveRequest.v1', [
      this.findEmployee(),
      (step) => this.#balancesStep(step),
      (step) => this.#requestsStep(step),
      (step) => this.#guessStep(step),
      this.ask('type'),
      this.ask('dates'),
      this.ask('sure'),
      (step) => this.#settleStep(step),
      (step) => this.#checkStep(step),
      this.ask('note'),
      this.review(),
      (step) => this.#sendStep(step),
      (step) => this.#doneStep(step),
    ]);
  }

  #balancesStep(step: Step): Promise<DialogTurnResult> {
    const { balances, employeeId = '' } = step.options;
    return balances ? step.next() : beginOperation(step, this.id, 'hr', 'getLeaveBalances', { employeeId });
  }

  #requestsStep(step: Step): Promise<DialogTurnResult> {
    const { options } = step;
    options.balances ??= operationResult(step, 'hr', 'getLeaveBalances').result;
    const { requests, employeeId = '' } = options;
    return requests ? step.next() : beginOperation(step, this.id, 'hr', 'listLeaveRequests', { employeeId });
  }

  /** "Next week off" without a kind means vacation; it stands on the card, where it can be changed. */
  async #guessStep(step: Step): Promise<DialogTurnResult> {
    const { options } = step;
    options.requests ??= operationResult(step, 'hr', 'listLeaveRequests').result;
    const { balances = [], kindSaid, dates } = options;
    if (balances.length === 0) return this.#tellNoTypes(step);
    const kind = kindSaid ?? (dates && 'vacation');
    const meant = balances.length === 1 ? balances[0] : balances.find((balance) => balance.kind === kind);
    if (!options.type && !options.guessed && meant) options.type = meant.absenceTypeId;
    options.guessed = true;
    return step.next();
  }

  async #tellNoTypes(step: Step): Promise<DialogTurnResult> {
    const { locale } = turnOf(step.context);
    const text = `${this.texts(step).text('noTypes')} ${hrContact(this.dependencies, locale)}`;
    await suggest(step.context, text, [{ title: responses('main', locale).plain('job.hrCase') }]);
    return step.endDialog();
  }

  async #settleStep(step: Step): Promise<DialogTurnResult> {
    const { sure, ...known } = step.options;
    if (sure === undefined) return step.next();
    if (sure === 'other') return this.askAgain(step, 'dates');
    return step.replaceDialog(this.initialDialogId, { ...known, dates: sure });
  }

  /** What cannot be is said before anything is sent, and other days are asked for. */
  async #checkStep(step: Step): Promise<DialogTurnResult> {
    const { options } = step;
    const { dates, requests = [] } = options;
    const { locale } = turnOf(step.context);
    const balance = balanceOf(options);
    if (!dates || !balance) throw new Error('leave without days or a kind');
    const obstacle = findObstacle({ dates, balance, requests, region: this.#region, locale });
    if (obstacle) {
      await step.context.sendActivity(obstacle.text);
      const { instead: _before, ...others } = options;
      const { instead } = obstacle;
      const offersHr = dates.flags.includes('past');
      return step.replaceDialog(
        this.initialDialogId,
        withoutDates({ ...others, offersHr, ...(instead && { instead }) }),
      );
    }
    if (!options.noteOffered) Object.assign(options, { noteOffered: true, note: null });
    return step.next();
  }

  #sendStep(step: Step): Promise<DialogTurnResult> {
    const { employeeId = '', type = '', dates, note } = step.options;
    const days = dates ? takenDays(dates, this.#region, 'en').days : [];
    const comment = note ? { comment: note } : {};
    return this.write(step, 'hr', 'requestLeave', { employeeId, absenceTypeId: type, days, ...comment });
  }

  async #doneStep(step: Step): Promise<DialogTurnResult> {
    const { result, shown } = operationResult(step, 'hr', 'requestLeave');
    const { locale } = turnOf(step.context);
    if (result.outcome !== 'submitted') return this.#refused(step, result.outcome, shown);
    const { dates } = step.options;
    const days = dates ? describeSpan(dates, locale) : '';
    const count = describeCount(result.request.days, locale);
    const key = balanceOf(step.options)?.kind === 'sick' ? 'doneSick' : 'done';
    if (!shown) await step.context.sendActivity(this.texts(step).text(key, { days, count }));
    noteLeaveShown(step.context);
    const news = await offerNews(step.context, newsOfLeave(result.request, days), this.dependencies);
    const next = [...news, { title: responses('main', locale).plain('job.leaveStatus') }];
    return step.endDialog(jobDone('Asked for leave', next));
  }

  /** Something changed since it was looked up: that is looked up again. */
  async #refused(
    step: Step,
    outcome: Exclude<LeaveOutcome['outcome'], 'submitted'>,
    shown: boolean,
  ): Promise<DialogTurnResult> {
    const key = outcome === 'overlap' ? 'overlapDecided' : 'insufficientDecided';
    if (!shown) await step.context.sendActivity(this.texts(step).text(key));
    const { balances: _old, requests: _outdated, instead: _taken, ...kept } = step.options;
    return step.replaceDialog(this.initialDialogId, withoutDates(kept));
  }

  /** A note that nobody was asked for is no answer that could be taken back. */
  protected override withoutLastAnswer(details: LeaveRequestDetails): LeaveRequestDetails | undefined {
    const { note, noteOffered, ...others } = details;
    return super.withoutLastAnswer(note === null ? others : { ...others, note, noteOffered });
  }

  get #region(): string {
    return this.dependencies.company.COMPANY_REGION;
  }
}

function withoutDates({ dates: _refused, sure: _meaning, ...kept }: LeaveRequestDetails): LeaveRequestDetails {
  return kept;
}
