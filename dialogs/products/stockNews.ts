import type { TurnContext } from 'botbuilder';
import { markdownLink } from '../../resources/markdown';
import { responses } from '../../resources/responses';
import type { StockNews } from '../../services/subscriptions/news';
import type { Subscription } from '../../services/subscriptions/subscriptionStore';

/** Tells somebody that a product is back, or never will be. */
export async function tellStock(
  context: TurnContext,
  { title, url }: Pick<Subscription, 'title' | 'url'>,
  news: StockNews,
  locale: string,
): Promise<void> {
  const texts = responses('productAlert', locale);
  const link = news === 'back' && url ? `\n\n${markdownLink(texts.plain('shop'), url)}` : '';
  await context.sendActivity(`${texts.text(news, { product: title })}${link}`);
}
