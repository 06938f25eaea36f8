import type { DialogTurnResult, WaterfallStepContext } from 'botbuilder-dialogs';
import { responses } from '../../resources/responses';
import type { JobTools } from '../cancelAndHelpDialog';
import { suggest } from '../choices';
import type { FieldOf } from '../form/field';
import { FormDialog, type Reviewed } from '../form/formDialog';
import { jobDone } from '../jobResult';
import { offerNews } from '../notifications/offerNews';
import { newsOfRequest } from '../notifications/watchable';
import { beginOperation, operationResult } from '../operation';
import { turnOf } from '../turn';
import { sendRequest, sendRequests } from './requestAnswer';
import { isOneOf } from '../words';

export const REQUEST_STATUS_DIALOG = 'itRequestStatus';

/** Stands for all of one's own. */
export const MINE = 'mine';

export interface RequestStatusDetails extends Reviewed {
  /** `mine`: all of them. */
  number?: string;
  /** A number before this one was not found. */
  missed?: boolean;
  /** The user wants to be told what happens to it. */
  watch?: true;
}

type Step = WaterfallStepContext<RequestStatusDetails>;

const fields: readonly FieldOf<RequestStatusDetails, 'itRequestStatus'>[] = [
  {
    name: 'number',
    ask: 'askNumber',
    retry: 'retryNumber',
    read: ({ text, entities, locale }) => entities.requestNumber ?? (meansMine(text, locale) ? MINE : undefined),
    spot: ({ entities }) => entities.requestNumber,
    choices: (_details, locale) => [{ title: responses('itRequestStatus', locale).plain('mine') }],
  },
];

/** How something stands with IT: one by its number, or all of one's own. */
export class RequestStatusDialog extends FormDialog<RequestStatusDetails, 'itRequestStatus'> {
  constructor(tools: JobTools) {
    super(REQUEST_STATUS_DIALOG, tools, { topic: 'itRequestStatus', help: 'help', fields });
    this.setSteps('itRequestStatus.v1', [
      this.ask('number'),
      (step) => this.#lookUpStep(step),
      (step) => this.#showStep(step),
    ]);
  }

  #lookUpStep(step: Step): Promise<DialogTurnResult> {
    const requesterEmail = turnOf(step.context).employee?.email ?? '';
    const { number = MINE } = step.options;
    if (number === MINE) return beginOperation(step, this.id, 'itsm', 'listRequests', { requesterEmail });
    return beginOperation(step, this.id, 'itsm', 'getRequestStatus', { number, requesterEmail });
  }

  async #showStep(step: Step): Promise<DialogTurnResult> {
    const { number = MINE, watch } = step.options;
    if (number === MINE) return this.#showAll(step);
    const { result: request, shown } = operationResult(step, 'itsm', 'getRequestStatus');
    if (!request) return this.#tellNotFound(step, number);
    if (!shown) await sendRequest(step.context, request, this.dependencies);
    const mine = { title: this.texts(step).plain('mine') };
    const news = await offerNews(step.context, newsOfRequest(request), this.dependencies, watch);
    return step.endDialog(jobDone(`Told the status of ${number}`, [...news, mine]));
  }

  async #showAll(step: Step): Promise<DialogTurnResult> {
    const { result: requests, shown } = operationResult(step, 'itsm', 'listRequests');
    if (!shown) await sendRequests(step.context, requests, this.dependencies);
    // The buttons of the list are what comes next.
    const [only] = requests;
    if (requests.length !== 1 || !only) return step.endDialog();
    const news = await offerNews(step.context, newsOfRequest(only), this.dependencies, step.options.watch);
    return step.endDialog(jobDone('Told the status of the only IT request', news));
  }

  async #tellNotFound(step: Step, number: string): Promise<DialogTurnResult> {
    const texts = this.texts(step);
    if (!step.options.missed) {
      await step.context.sendActivity(texts.text('notFound', { number }));
      return step.replaceDialog(this.initialDialogId, { missed: true });
    }
    const person = responses('common', turnOf(step.context).locale).plain('button.talkToPerson');
    await suggest(step.context, texts.text('notFoundAgain', { number }), [
      { title: person },
      { title: texts.plain('mine') },
    ]);
    return step.endDialog();
  }
}

/** Whether somebody wants to see all of theirs, or does not know the number. */
export function meansMine(text: string, locale: string): boolean {
  return isOneOf(text, responses('itRequestStatus', locale).list('mineWords'));
}
