import type { TurnContext } from 'botbuilder';
import { markdownLink } from '../../resources/markdown';
import { responses } from '../../resources/responses';
import type { StockNews } from '../../services/subscriptions/stockWatch';
import type { Subscription, SubscriptionStore } from '../../services/subscriptions/subscriptionStore';
import { turnOf } from '../turn';

/** Tells somebody what they wanted to be told, in a turn of the bot's own, unless they have stopped it in the meantime. */
export async function tellStock(
  context: TurnContext,
  subscription: Subscription,
  news: StockNews,
  subscriptions: SubscriptionStore,
): Promise<void> {
  if (!(await subscriptions.exists(subscription.id))) return;
  const { session, locale, fulfilled } = turnOf(context);
  // After weeks nothing is left of the conversation but the subscription.
  const texts = responses('productAlert', session.locale ? locale : subscription.locale);
  const { title, url } = subscription;
  const link = news === 'back' && url ? `\n\n${markdownLink(texts.plain('shop'), url)}` : '';
  await context.sendActivity(`${texts.text(news, { product: title })}${link}`);
  fulfilled.add(subscription.id);
}
