import type { DialogTurnResult, WaterfallStepContext } from 'botbuilder-dialogs';
import { responses } from '../../resources/responses';
import type { LeaveRequest } from '../../services/ports/hr';
import type { JobTools } from '../cancelAndHelpDialog';
import { offer, suggest } from '../choices';
import { formatDateRangeShort } from '../format';
import { jobDone } from '../jobResult';
import { offerNews } from '../notifications/offerNews';
import { newsOfLeave } from '../notifications/watchable';
import { beginOperation, operationResult } from '../operation';
import type { Choice } from '../session';
import { turnOf } from '../turn';
import { hrContact } from './contact';
import { HrForm } from './employee';
import { describeCount } from './leaveDates';
import { noteLeaveShown } from './leaveShown';
import {
  isOpen,
  leaveStatusFields,
  requestsIn,
  titleOfRequest,
  withdrawNotes,
  type LeaveStatusDetails,
} from './leaveStatusFields';

export const LEAVE_STATUS_DIALOG = 'leaveStatus';

/** More buttons than this nobody reads. */
const BUTTONS = 3;

type Step = WaterfallStepContext<LeaveStatusDetails>;

/** How the employee's requests for leave stand, and taking one back. */
export class LeaveStatusDialog extends HrForm<LeaveStatusDetails, 'leaveStatus'> {
  constructor(tools: JobTools) {
    super(LEAVE_STATUS_DIALOG, tools, {
      topic: 'leaveStatus',
      help: 'help',
      fields: leaveStatusFields,
      review: { title: 'reviewTitle', confirm: 'confirm', notes: withdrawNotes },
    });
    this.setSteps('leaveStatus.v1', [
      this.findEmployee(),
      (step) => this.#lookUpStep(step),
      (step) => this.#listedStep(step),
      this.ask('pick'),
      this.review(),
      (step) => this.#withdrawStep(step),
      (step) => this.#doneStep(step),
    ]);
  }

  get #canWithdraw(): boolean {
    return this.dependencies.serves('hr', 'withdrawLeaveRequest');
  }

  /** The HR system may be looked into, and not written to. */
  #tellReadOnly(step: Step): Promise<DialogTurnResult> {
    const contact = hrContact(this.dependencies, turnOf(step.context).locale);
    return this.#end(step, `${this.texts(step).text('readOnly')} ${contact}`);
  }

  #lookUpStep(step: Step): Promise<DialogTurnResult> {
    const { requests, employeeId = '' } = step.options;
    return requests ? step.next() : beginOperation(step, this.id, 'hr', 'listLeaveRequests', { employeeId });
  }

  async #listedStep(step: Step): Promise<DialogTurnResult> {
    const { options } = step;
    if (options.requests) return step.next();
    const { result: requests } = operationResult(step, 'hr', 'listLeaveRequests');
    options.requests = requests;
    if (requests.length === 0) return this.#end(step, this.texts(step).text('none'));
    if (!options.withdraw) return this.#show(step, requests);
    return this.#canWithdraw ? this.#choose(step, requests) : this.#tellReadOnly(step);
  }

  async #show(step: Step, requests: readonly LeaveRequest[]): Promise<DialogTurnResult> {
    const { locale } = turnOf(step.context);
    const lines = requests.map((request) => this.#line(step, request));
    const buttons = this.#canWithdraw ? requests.filter(isOpen).slice(0, BUTTONS) : [];
    const choices = [...buttons.map((request) => this.#withdrawButton(step, request)), this.#askForLeave(locale)];
    const [open, ...others] = requests.filter(({ status }) => status === 'submitted');
    const record = open && others.length === 0 ? newsOfLeave(open, titleOfRequest(open, locale)) : undefined;
    const news = await offerNews(step.context, record, this.dependencies);
    noteLeaveShown(step.context);
    await offer(step.context, [this.texts(step).text('lead'), ...lines].join('\n\n'), [...news, ...choices]);
    return step.endDialog();
  }

  #line(step: Step, request: LeaveRequest): string {
    const { locale } = turnOf(step.context);
    const texts = this.texts(step);
    const count = describeCount(request.days, locale);
    const status = texts.plain(`status.${request.status}`);
    return texts.text('line', { request: titleOfRequest(request, locale), count, status });
  }

  #withdrawButton(step: Step, { from, to }: LeaveRequest): Choice {
    const { locale } = turnOf(step.context);
    const texts = this.texts(step);
    const title = texts.plain('button.withdraw', { days: formatDateRangeShort(from, to, locale) });
    return { title, text: texts.plain('withdrawWords', { date: from }) };
  }

  #askForLeave(locale: string): Choice {
    return { title: responses('main', locale).plain('job.leaveRequest') };
  }

  /** Finds the one that is meant; what cannot be taken back is explained. */
  async #choose(step: Step, requests: readonly LeaveRequest[]): Promise<DialogTurnResult> {
    const { options } = step;
    const named = options.said ? requestsIn(requests, options.said) : [];
    const among = named.length > 0 ? named : requests;
    const open = among.filter(isOpen);
    const [first] = open;
    if (!first) return this.#end(step, this.#whyNot(step, named));
    if (open.length === 1) options.pick = first.id;
    return step.next();
  }

  #whyNot(step: Step, named: readonly LeaveRequest[]): string {
    const texts = this.texts(step);
    const [request] = named;
    if (!request || named.length > 1) return texts.text('nothingToWithdraw');
    const values = { request: titleOfRequest(request, turnOf(step.context).locale) };
    return texts.text(request.status === 'denied' ? 'cannotDenied' : 'cannotWithdrawn', values);
  }

  #withdrawStep(step: Step): Promise<DialogTurnResult> {
    const { employeeId = '', pick = '' } = step.options;
    return this.write(step, 'hr', 'withdrawLeaveRequest', { employeeId, requestId: pick });
  }

  async #doneStep(step: Step): Promise<DialogTurnResult> {
    const { shown } = operationResult(step, 'hr', 'withdrawLeaveRequest');
    const { requests = [], pick } = step.options;
    const { locale } = turnOf(step.context);
    const withdrawn = requests.find(({ id }) => id === pick);
    const request = withdrawn ? titleOfRequest(withdrawn, locale) : '';
    if (!shown) await step.context.sendActivity(this.texts(step).text('done', { request }));
    return step.endDialog(jobDone('Withdrew a leave request', [this.#askForLeave(locale)]));
  }

  async #end(step: Step, text: string): Promise<DialogTurnResult> {
    await suggest(step.context, text, [this.#askForLeave(turnOf(step.context).locale)]);
    return step.endDialog();
  }
}
