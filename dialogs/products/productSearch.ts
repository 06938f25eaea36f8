import { responses } from '../../resources/responses';
import type { DialogDefinition } from '../dialogDefinition';
import { turnOf } from '../turn';
import { readQuery } from './productQuery';
import { PRODUCT_SEARCH_DIALOG, ProductSearchDialog } from './productSearchDialog';

/** Have you got …. */
export const productSearch: DialogDefinition = {
  id: PRODUCT_SEARCH_DIALOG,
  title: 'job.productSearch',
  welcome: 'welcome.productSearch',
  inMenu: true,
  audience: 'everyone',
  inGroups: true,
  intents: ['product.search'],
  needs: ['commerce.searchProducts'],
  create: (tools) => new ProductSearchDialog(tools),
  toDetails({ text, context }) {
    const { locale } = turnOf(context);
    const again = responses('productSearch', locale).plain('button.again').toLowerCase();
    const query = text.toLowerCase() === again ? undefined : readQuery(text, locale);
    return query ? { query } : {};
  },
  claims: ({ text, context }) =>
    text.toLowerCase() === responses('productSearch', turnOf(context).locale).plain('button.again').toLowerCase(),
  describe({ input }, locale) {
    const { query = '' } = input as { query?: string };
    return responses('productSearch', locale).plain('what', { query });
  },
};
