import { responses } from '../../resources/responses';
import type { DialogDefinition } from '../dialogDefinition';
import { turnOf } from '../turn';
import { saysOnly } from '../words';
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
    if (isCatalogue(text, locale)) return { catalogue: true };
    const again = responses('productSearch', locale).plain('button.again').toLowerCase();
    const query = text.toLowerCase() === again ? undefined : readQuery(text, locale);
    return query ? { query } : {};
  },
  claims({ text, context }) {
    const { locale, employee, amongEmployees } = turnOf(context);
    if (text.toLowerCase() === responses('productSearch', locale).plain('button.again').toLowerCase()) return true;
    // Employees may mean the one that IT has.
    return !employee && !amongEmployees && isCatalogue(text, locale);
  },
  describe({ input }, locale) {
    const { query = '' } = input as { query?: string };
    return responses('productSearch', locale).plain('what', { query });
  },
};

/** "Can you send me a catalogue?" */
function isCatalogue(text: string, locale: string): boolean {
  const texts = responses('productSearch', locale);
  return saysOnly(text, texts.list('catalogueWords'), texts.list('catalogueFillers'));
}
