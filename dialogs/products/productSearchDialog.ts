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
import { readQuery, tellingWords } from './productQuery';

export const PRODUCT_SEARCH_DIALOG = 'productSearch';
const PRODUCTS_SHOWN = 5;

export interface ProductSearchDetails extends Reviewed {
  query?: string;
  /** What was asked for, where a look for all of its words found nothing. */
  asked?: string;
  /** They asked for a catalogue, which is not to be had here. */
  catalogue?: true;
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
    this.setSteps('productSearch.v2', [
      (step) => this.#catalogueStep(step),
      this.ask('query'),
      (step) => this.#searchStep(step),
      (step) => this.#showStep(step),
    ]);
  }

  async #catalogueStep(step: Step): Promise<DialogTurnResult> {
    if (step.options.catalogue) await step.context.sendActivity(this.texts(step).text('catalogue'));
    delete step.options.catalogue;
    return step.next();
  }

  #searchStep(step: Step): Promise<DialogTurnResult> {
    const { query = '' } = step.options;
    return beginOperation(step, this.id, 'commerce', 'searchProducts', { query, limit: PRODUCTS_SHOWN });
  }

  async #showStep(step: Step): Promise<DialogTurnResult> {
    const { result, shown } = operationResult(step, 'commerce', 'searchProducts');
    const { query = '', asked } = step.options;
    const { locale, session } = turnOf(step.context);
    const words = result.items.length > 0 || asked ? undefined : tellingWords(query, locale);
    if (words) return step.replaceDialog(this.initialDialogId, { query: words, asked: query });
    session.product = result.items.length === 1 ? result.items[0]?.title : undefined;
    const texts = this.texts(step);
    const next = [
      { title: texts.plain('button.again') },
      { title: responses('common', locale).plain('button.talkToPerson') },
    ];
    if (result.items.length === 0) {
      await suggest(step.context, texts.text('none', { query: asked ?? query }), next);
      return step.endDialog();
    }
    if (!shown) {
      const one = result.items.length === 1 ? texts.text('foundOne') : texts.text('found', { query });
      await step.context.sendActivity(asked ? texts.text('foundInstead', { query: asked, words: query }) : one);
      await sendProducts(step.context, result.items, true);
    }
    return step.endDialog(jobDone('Searched for products', next));
  }
}
