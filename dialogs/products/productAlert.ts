import { responses } from '../../resources/responses';
import type { DialogDefinition } from '../dialogDefinition';
import { turnOf } from '../turn';
import { asksWhen, isStop, readAlertWish } from './alertQuery';
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
    const { locale, session } = turnOf(context);
    if (isStop(text, locale)) return { stop: true };
    const it = session.product && !isButton(text, locale) ? { query: session.product } : {};
    return { ...it, ...readAlertWish(text, locale), ...(asksWhen(text, locale) && { asksWhen: true }) };
  },
  continues: ({ text, context }) => isAgain(text, turnOf(context).locale),
  describe({ input }, locale) {
    const { query = '' } = input as { query?: string };
    return responses('productAlert', locale).plain('what', { query });
  },
};

/** Whoever clicks those has something else in mind than what was shown. */
function isButton(text: string, locale: string): boolean {
  return isAgain(text, locale) || text === responses('main', locale).plain('job.productAlert');
}

function isAgain(text: string, locale: string): boolean {
  return text.toLowerCase() === responses('productAlert', locale).plain('button.again').toLowerCase();
}
