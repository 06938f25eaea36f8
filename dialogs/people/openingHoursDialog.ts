import type { DialogTurnResult, WaterfallStepContext } from 'botbuilder-dialogs';
import { responses } from '../../resources/responses';
import { isOpen, nextOpening } from '../../services/company/businessHours';
import type { JobTools } from '../cancelAndHelpDialog';
import { suggest } from '../choices';
import { FormDialog, type Reviewed } from '../form/formDialog';
import { readerOf } from '../form/fieldPrompt';
import { formatMoment } from '../format';
import { turnOf } from '../turn';
import { hoursInWords } from './hoursInWords';

export const OPENING_HOURS_DIALOG = 'openingHours';

type Step = WaterfallStepContext<Reviewed>;

/** Tells when people answer, and whether they do now. */
export class OpeningHoursDialog extends FormDialog<Reviewed, 'openingHours'> {
  constructor(tools: JobTools) {
    super(OPENING_HOURS_DIALOG, tools, { topic: 'openingHours', help: 'help', fields: [] });
    this.setSteps('openingHours.v1', [(step) => this.#tellStep(step)]);
  }

  async #tellStep(step: Step): Promise<DialogTurnResult> {
    const { company, clock } = this.dependencies;
    const { locale } = turnOf(step.context);
    const hours = hoursInWords(company.BUSINESS_HOURS, { locale, timeZone: company.COMPANY_TIME_ZONE }, clock.now());
    const person = { title: responses('common', locale).plain('button.talkToPerson') };
    await suggest(step.context, `${hours} ${this.#now(step)}`, [person]);
    return step.endDialog();
  }

  #now(step: Step): string {
    const { company, clock } = this.dependencies;
    const { BUSINESS_HOURS: hours, COMPANY_TIME_ZONE: zone } = company;
    if (isOpen(hours, zone, clock.now())) return this.texts(step).text('openNow');
    const opening = formatMoment(nextOpening(hours, zone, clock.now()), readerOf(step.context, { company }));
    return this.texts(step).text('closedNow', { opening });
  }
}
