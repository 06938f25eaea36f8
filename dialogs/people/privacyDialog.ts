import type { DialogTurnResult, WaterfallStepContext } from 'botbuilder-dialogs';
import { markdownLink } from '../../resources/markdown';
import { responses } from '../../resources/responses';
import type { JobTools } from '../cancelAndHelpDialog';
import { suggest } from '../choices';
import { FormDialog, type Reviewed } from '../form/formDialog';
import { turnOf } from '../turn';

export const PRIVACY_DIALOG = 'privacy';

type Step = WaterfallStepContext<Reviewed>;

/** Tells what is kept; it is shown or erased by people, for whoever asks must be the one it is about. */
export class PrivacyDialog extends FormDialog<Reviewed, 'privacy'> {
  constructor(tools: JobTools) {
    super(PRIVACY_DIALOG, tools, { topic: 'privacy', help: 'help', fields: [] });
    this.setSteps('privacy.v1', [(step) => this.#tellStep(step)]);
  }

  async #tellStep(step: Step): Promise<DialogTurnResult> {
    const { COMPANY_EMAIL: email, PRIVACY_URL: url, RETENTION_DAYS: days } = this.dependencies.company;
    const texts = this.texts(step);
    const statement = url ? `\n\n${markdownLink(texts.plain('statement'), url)}` : '';
    const person = { title: responses('common', turnOf(step.context).locale).plain('button.talkToPerson') };
    await suggest(step.context, texts.text('told', { email, days: days.conversations }) + statement, [person]);
    return step.endDialog();
  }
}
