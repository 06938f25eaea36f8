import type { DialogTurnResult, WaterfallStepContext } from 'botbuilder-dialogs';
import { responses } from '../../resources/responses';
import type { JobTools } from '../cancelAndHelpDialog';
import { suggest } from '../choices';
import { FormDialog, type Reviewed } from '../form/formDialog';
import { turnOf } from '../turn';

export const REACH_US_DIALOG = 'reachUs';

type Step = WaterfallStepContext<Reviewed>;

/** Tells phone and e-mail, and offers a person in the chat. */
export class ReachUsDialog extends FormDialog<Reviewed, 'handoff'> {
  constructor(tools: JobTools) {
    super(REACH_US_DIALOG, tools, { topic: 'handoff', help: 'help', fields: [] });
    this.setSteps('reachUs.v1', [(step) => this.#tellStep(step)]);
  }

  async #tellStep(step: Step): Promise<DialogTurnResult> {
    const { COMPANY_EMAIL: email, COMPANY_PHONE: phone } = this.dependencies.company;
    const person = { title: responses('common', turnOf(step.context).locale).plain('button.talkToPerson') };
    await suggest(step.context, this.texts(step).text('reach', { email, phone }), [person]);
    return step.endDialog();
  }
}
