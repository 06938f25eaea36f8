import type { DialogTurnResult, WaterfallStepContext } from 'botbuilder-dialogs';
import { responses } from '../../resources/responses';
import type { JobTools } from '../cancelAndHelpDialog';
import { suggest } from '../choices';
import { FormDialog, type Reviewed } from '../form/formDialog';
import type { FieldOf } from '../form/field';
import { jobDone } from '../jobResult';
import { beginOperation, operationResult } from '../operation';
import { turnOf } from '../turn';
import { sendProducts } from './productAnswer';
import { readQuery } from './productQuery';

export const PRODUCT_SEARCH_DIALOG = 'productSearch';
const PRODUCTS_SHOWN = 5;

export interface ProductSearchDetails extends Reviewed {
  query?: string;
}

type Step = WaterfallStepContext<ProductSearchDetails>;

const fields: readonly FieldOf<ProductSearchDetails, 'productSearch'>[] = [
  {
    name: 'query',
    ask: 'askQuery',
    retry: 'retryQuery',
    label: 'labelQuery',
    read: ({ text, locale }) => readQuery(text, locale),
  },
];

/** Have you got …: search, price, stock by variant. */
export class ProductSearchDialog extends FormDialog<ProductSearchDetails, 'productSearch'> {
  constructor(tools: JobTools) {
    super(PRODUCT_SEARCH_DIALOG, tools, { topic: 'productSearch', help: 'help', fields });
    this.setSteps('productSearch.v1', [
      this.ask('query'),
      (step) => this.#searchStep(step),
      (step) => this.#showStep(step),
    ]);
  }

  #searchStep(step: Step): Promise<DialogTurnResult> {
    const { query = '' } = step.options;
    return beginOperation(step, this.id, 'commerce', 'searchProducts', { query, limit: PRODUCTS_SHOWN });
  }

  async #showStep(step: Step): Promise<DialogTurnResult> {
    const { result, shown } = operationResult(step, 'commerce', 'searchProducts');
    const { query = '' } = step.options;
    const { locale, session } = turnOf(step.context);
    session.product = result.items.length === 1 ? result.items[0]?.title : undefined;
    const texts = this.texts(step);
    const next = [
      { title: texts.plain('button.again') },
      { title: responses('common', locale).plain('button.talkToPerson') },
    ];
    if (result.items.length === 0) {
      await suggest(step.context, texts.text('none', { query }), next);
      return step.endDialog();
    }
    if (!shown) {
      await step.context.sendActivity(
        result.items.length === 1 ? texts.text('foundOne') : texts.text('found', { query }),
      );
      await sendProducts(step.context, result.items, true);
    }
    return step.endDialog(jobDone('Searched for products', next));
  }
}
