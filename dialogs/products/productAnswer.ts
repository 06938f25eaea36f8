import { CardFactory, MessageFactory, type Activity, type TurnContext } from 'botbuilder';
import { productCard, type ProductCardData } from '../../resources/cards/productCard';
import { escapeMarkdown, markdownLink } from '../../resources/markdown';
import { responses } from '../../resources/responses';
import type { Product, ProductVariant } from '../../services/ports/commerce';
import { knowsUniversalActions, showsAdaptiveCards } from '../channels';
import { formatMoney } from '../format';
import { turnOf } from '../turn';

/** Shows products: as cards side by side where the channel shows them, as text elsewhere. */
export async function sendProducts(
  context: TurnContext,
  products: readonly Product[],
  offersAlert: boolean,
): Promise<void> {
  const { locale } = turnOf(context);
  const views = products.map((product) => describeProduct(product, locale, offersAlert));
  if (!showsAdaptiveCards(context.activity.channelId))
    return void (await context.sendActivity(views.map(toMarkdown).join('\n\n')));
  await context.sendActivity(toCarousel(views, knowsUniversalActions(context.activity.channelId)));
}

/** True when not one variant can be bought. */
export function isSoldOut({ variants }: Product): boolean {
  return variants.every(({ available }) => !available);
}

export function alertTitle(product: Product, locale: string): string {
  return responses('productSearch', locale).plain('button.alert', { product: product.title });
}

function describeProduct(product: Product, locale: string, offersAlert: boolean): ProductCardData {
  const { title, description, url, imageUrl, variants } = product;
  const texts = responses('productSearch', locale);
  return {
    title,
    price: priceOf(variants, locale),
    stock: variants.length > 1 ? variants.map((variant) => stockLine(variant, locale)) : [stockOf(variants[0], locale)],
    ...(description && { description }),
    ...(imageUrl && { imageUrl }),
    ...(url && { link: { title: texts.plain('button.shop'), url } }),
    ...(offersAlert && isSoldOut(product) && { alert: { title: alertTitle(product, locale) } }),
  };
}

function priceOf(variants: readonly ProductVariant[], locale: string): string {
  const prices = variants.map(({ price }) => price).sort((a, b) => Number(a.amount) - Number(b.amount));
  const [lowest] = prices;
  if (!lowest) return '';
  const price = formatMoney(lowest, locale);
  return prices.at(-1)?.amount === lowest.amount ? price : responses('productSearch', locale).plain('from', { price });
}

function stockLine(variant: ProductVariant, locale: string): string {
  const stock = stockOf(variant, locale);
  return responses('productSearch', locale).plain('variantLine', { variant: variant.title ?? '', stock });
}

function stockOf(variant: ProductVariant | undefined, locale: string): string {
  const texts = responses('productSearch', locale);
  if (!variant?.available) return texts.plain('soldOut');
  return variant.inStock === undefined ? texts.plain('available') : texts.plain('inStock', { count: variant.inStock });
}

function toCarousel(views: readonly ProductCardData[], universal: boolean): Partial<Activity> {
  const cards = views.map((view) => CardFactory.adaptiveCard(productCard(view, toPlainText(view), universal)));
  return { ...MessageFactory.carousel(cards), summary: views.map(toPlainText).join(' ') };
}

function toMarkdown({ title, price, stock, link }: ProductCardData): string {
  const name = link ? markdownLink(title, link.url) : `**${escapeMarkdown(title)}**`;
  return [name, escapeMarkdown(price), ...stock.map(escapeMarkdown)].join('  \n');
}

function toPlainText({ title, price, stock }: ProductCardData): string {
  return `${title}, ${price}. ${stock.join(', ')}.`;
}
