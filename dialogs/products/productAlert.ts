import { responses } from '../../resources/responses';
import type { DialogDefinition } from '../dialogDefinition';
import { turnOf } from '../turn';
import { isStop, readAlertWish } from './alertQuery';
import { PRODUCT_ALERT_DIALOG, ProductAlertDialog } from './productAlertDialog';

/** Tell me when it is back. */
export const productAlert: DialogDefinition = {
  id: PRODUCT_ALERT_DIALOG,
  title: 'job.productAlert',
  inMenu: false,
  audience: 'everyone',
  intents: ['product.backInStock'],
  needs: ['commerce.searchProducts', 'commerce.getStock'],
  create: (tools) => new ProductAlertDialog(tools),
  toDetails({ text, context }) {
    const { locale } = turnOf(context);
    if (isStop(text, locale)) return { stop: true };
    return readAlertWish(text, locale);
  },
  continues: ({ text, context }) =>
    text.toLowerCase() === responses('productAlert', turnOf(context).locale).plain('button.again').toLowerCase(),
  describe({ input }, locale) {
    const { query = '' } = input as { query?: string };
    return responses('productAlert', locale).plain('what', { query });
  },
};
