import type { DialogTurnResult, WaterfallStepContext } from 'botbuilder-dialogs';
import { responses } from '../../resources/responses';
import type { PortMethod, PortOutput } from '../../services/ports';
import type { JobTools } from '../cancelAndHelpDialog';
import { suggest } from '../choices';
import type { FieldOf } from '../form/field';
import { FormDialog, type Reviewed } from '../form/formDialog';
import { jobDone } from '../jobResult';
import { operationResult } from '../operation';
import { turnOf } from '../turn';
import { numberIn, spellingsOf } from './numbers';

export type FinanceTopic = 'invoiceStatus' | 'expenseStatus';

/** Which document, and what was tried to find it. */
export interface FinanceDetails extends Reviewed {
  number?: string;
  /** Other ways to write the number that are still to be tried. */
  spellings?: string[];
  /** A number before this one was not found. */
  missed?: boolean;
  /** The user wanted to hand something in, which is not done here. */
  submits?: boolean;
}

/** What tells an invoice from an expense report. */
export interface FinanceKind<M extends PortMethod<'finance'>> {
  topic: FinanceTopic;
  entity: 'invoiceNumber' | 'expenseNumber';
  /** What its numbers begin with. */
  prefix: string;
  method: M;
}

export type FinanceStep = WaterfallStepContext<FinanceDetails>;
type Found<M extends PortMethod<'finance'>> = NonNullable<PortOutput<'finance', M>>;

/** The base of both jobs: a number is asked or given, looked up as people write it, and asked once more when unknown. */
export abstract class FinanceForm<M extends PortMethod<'finance'>> extends FormDialog<FinanceDetails, FinanceTopic> {
  protected constructor(
    id: string,
    tools: JobTools,
    private readonly kind: FinanceKind<M>,
  ) {
    super(id, tools, { topic: kind.topic, help: 'help', fields: [numberField(kind)] });
    this.setSteps(`${id}.v1`, [
      (step) => this.beforeAsking(step),
      this.ask('number'),
      (step) => this.#lookUpStep(step),
      (step) => this.#showStep(step),
    ]);
  }

  protected beforeAsking(step: FinanceStep): Promise<DialogTurnResult> {
    return step.next();
  }

  /** Calls the finance system. */
  protected abstract lookUp(step: FinanceStep, number: string): Promise<DialogTurnResult>;
  /** Tells how it stands. */
  protected abstract show(step: FinanceStep, found: Found<M>): Promise<void>;

  #lookUpStep(step: FinanceStep): Promise<DialogTurnResult> {
    const { options } = step;
    options.spellings ??= spellingsOf(options.number ?? '', this.kind.prefix);
    return this.lookUp(step, options.spellings[0] ?? '');
  }

  async #showStep(step: FinanceStep): Promise<DialogTurnResult> {
    const { result: found, shown } = operationResult(step, 'finance', this.kind.method);
    const { spellings = [], ...details } = step.options;
    if (found) {
      if (!shown) await this.show(step, found);
      const next = { title: responses(this.kind.topic, turnOf(step.context).locale).plain('otherNumber') };
      return step.endDialog(jobDone(`Told the status of ${step.options.number}`, [next]));
    }
    if (spellings.length > 1) {
      return step.replaceDialog(this.initialDialogId, { ...details, spellings: spellings.slice(1) });
    }
    return this.#tellNotFound(step);
  }

  async #tellNotFound(step: FinanceStep): Promise<DialogTurnResult> {
    const { number = '', missed } = step.options;
    const text = this.texts(step).text(missed ? 'notFoundAgain' : 'notFound', { number });
    if (!missed) {
      await step.context.sendActivity(text);
      return step.replaceDialog(this.initialDialogId, { missed: true });
    }
    const common = responses('common', turnOf(step.context).locale);
    const titles = [common.plain('button.talkToPerson'), this.texts(step).plain('otherNumber')];
    await suggest(
      step.context,
      text,
      titles.map((title) => ({ title })),
    );
    return step.endDialog();
  }
}

function numberField({ entity }: Pick<FinanceKind<never>, 'entity'>): FieldOf<FinanceDetails, FinanceTopic> {
  return {
    name: 'number',
    ask: 'askNumber',
    retry: 'retryNumber',
    read: (answer) => numberIn(answer, entity),
    spot: ({ entities }) => entities[entity],
    dependents: ['spellings'],
  };
}
