import type { DialogTurnResult, WaterfallStepContext } from 'botbuilder-dialogs';
import { responses } from '../../resources/responses';
import type { Product, ProductVariant } from '../../services/ports/commerce';
import type { Subscription } from '../../services/subscriptions/subscriptionStore';
import type { JobTools } from '../cancelAndHelpDialog';
import { suggest } from '../choices';
import { FormDialog } from '../form/formDialog';
import { jobDone } from '../jobResult';
import { stopNotifications } from '../notifications/stopNotifications';
import { beginOperation, operationResult } from '../operation';
import { turnOf } from '../turn';
import { alertTitle, sendProducts } from './productAnswer';
import {
  chosenProduct,
  chosenVariant,
  chosenVariants,
  productAlertFields,
  variantSaid,
  type ProductAlertDetails,
} from './productAlertFields';

export const PRODUCT_ALERT_DIALOG = 'productAlert';
const PRODUCTS_SHOWN = 5;

type Step = WaterfallStepContext<ProductAlertDetails>;

/** Tells the user when something is back: which product, and if it is in stock now, that there is nothing to wait for. */
export class ProductAlertDialog extends FormDialog<ProductAlertDetails, 'productAlert'> {
  constructor(tools: JobTools) {
    super(PRODUCT_ALERT_DIALOG, tools, { topic: 'productAlert', help: 'help', fields: productAlertFields });
    this.setSteps('productAlert.v1', [
      (step) => this.#stopStep(step),
      this.ask('query'),
      (step) => this.#searchStep(step),
      (step) => this.#foundStep(step),
      this.ask('productId'),
      (step) => this.#sizeStep(step),
      this.ask('variantId'),
      (step) => this.#subscribeStep(step),
    ]);
  }

  async #stopStep(step: Step): Promise<DialogTurnResult> {
    if (!step.options.stop) return step.next();
    const isStock = ({ kind }: Subscription) => kind === 'stock';
    if (await stopNotifications(step.context, this.dependencies, isStock))
      return step.endDialog(jobDone('Stopped the stock alerts'));
    return this.finish(step, this.texts(step).text('nothingToStop'));
  }

  #searchStep(step: Step): Promise<DialogTurnResult> {
    const { query = '', products } = step.options;
    if (products) return step.next();
    return beginOperation(step, this.id, 'commerce', 'searchProducts', { query, limit: PRODUCTS_SHOWN });
  }

  async #foundStep(step: Step): Promise<DialogTurnResult> {
    if (step.options.products) return step.next();
    const { result } = operationResult(step, 'commerce', 'searchProducts');
    const { query = '' } = step.options;
    if (result.items.length === 0) return this.#tellNone(step, query);
    const meant = result.items.filter(({ title }) => title.toLowerCase() === query.toLowerCase());
    step.options.products = result.items;
    const [only] = meant.length === 1 ? meant : result.items;
    if (only && (meant.length === 1 || result.items.length === 1)) step.options.productId = only.id;
    return step.next();
  }

  async #tellNone(step: Step, query: string): Promise<DialogTurnResult> {
    const again = { title: this.texts(step).plain('button.again') };
    const person = { title: responses('common', turnOf(step.context).locale).plain('button.talkToPerson') };
    await suggest(step.context, this.texts(step).text('none', { query }), [again, person]);
    return step.endDialog();
  }

  #sizeStep(step: Step): Promise<DialogTurnResult> {
    const said = variantSaid(step.options);
    if (said && !step.options.variantId) step.options.variantId = said;
    return step.next();
  }

  async #subscribeStep(step: Step): Promise<DialogTurnResult> {
    const product = chosenProduct(step.options);
    if (!product) return this.askAgain(step, 'productId');
    const variant = chosenVariant(step.options);
    const title = variant?.title ? `${product.title} (${variant.title})` : product.title;
    if (chosenVariants(step.options).some(({ available }) => available)) {
      await step.context.sendActivity(this.texts(step).text('inStock', { product: title }));
      await sendProducts(step.context, [product], false);
      return step.endDialog(jobDone('Looked whether a product is in stock'));
    }
    if (step.options.asksWhen) return this.#offerAlert(step, product, variant);
    await this.#subscribe(step, product, title, variant);
    await step.context.sendActivity(this.texts(step).text('subscribed', { product: title }));
    return step.endDialog(jobDone('Asked to be told when a product is back in stock'));
  }

  /** Shops do not tell when; whoever asks may wait for it, or look elsewhere. */
  async #offerAlert(step: Step, product: Product, variant: ProductVariant | undefined): Promise<DialogTurnResult> {
    const texts = this.texts(step);
    const [inSize = ''] = texts.list('sizeWords').slice(1);
    const title = variant?.title ? `${product.title} ${inSize} ${variant.title}` : product.title;
    const { locale } = turnOf(step.context);
    await suggest(step.context, texts.text('whenIsUnknown', { product: title }), [
      { title: alertTitle({ ...product, title }, locale), means: 'yes' },
      { title: responses('productSearch', locale).plain('button.again') },
    ]);
    return step.endDialog();
  }

  #subscribe(step: Step, product: Product, title: string, variant: ProductVariant | undefined): Promise<void> {
    const { conversationKey, reference, locale, timeZone } = turnOf(step.context);
    return this.dependencies.subscriptions.add({
      ...{ kind: 'stock', subjectKey: product.id, conversationKey, title, locale, reference },
      ...(timeZone && { timeZone }),
      ...(variant && { variantId: variant.id }),
      ...(product.url && { url: product.url }),
    });
  }
}
