import { InputHints, type TurnContext } from 'botbuilder';
import { responses } from '../../resources/responses';
import type { News } from '../../services/subscriptions/news';
import type { Subscription, SubscriptionStore } from '../../services/subscriptions/subscriptionStore';
import { withButtons } from '../choices';
import { tellStock } from '../products/stockNews';
import { turnOf } from '../turn';
import { nextSteps, wordsOf } from './newsTexts';

/**
 * Tells somebody what they asked to be told, in a turn of the bot's own, unless it was told or stopped in the meantime. The
 * buttons under it carry what they belong to: a question that is open meanwhile keeps its own.
 */
export async function tellNews(context: TurnContext, id: string, subscriptions: SubscriptionStore): Promise<void> {
  // Read again: the turn before this one may have stopped it.
  const subscription = await subscriptions.find(id);
  const news = subscription?.pending;
  if (!news || subscription.disabled) return;
  const turn = turnOf(context);
  if (subscription.confidential) turn.confidential = true;
  if (isTheirs(context, subscription)) await say(context, subscription, news);
  if (isLast(news, subscription) || !isTheirs(context, subscription)) turn.fulfilled.add(id);
  else turn.noticed.set(id, { at: news.at, rank: news.rank });
}

/** Whether nothing comes after it; of several parcels one may still be on its way. */
function isLast({ type, ends }: News, { split }: Subscription): boolean {
  return ends && !(split && type === 'order.delivered');
}

/** What is an employee's is told in no chat that has become somebody else's. */
function isTheirs(context: TurnContext, { employee }: Subscription): boolean {
  return employee === undefined || turnOf(context).employee?.email === employee;
}

async function say(context: TurnContext, subscription: Subscription, news: News): Promise<void> {
  const { session, locale: known } = turnOf(context);
  // After weeks nothing is left of the conversation but the subscription.
  const locale = session.locale ? known : subscription.locale;
  if (news.type === 'stock') return tellStock(context, subscription, news.data.news, locale);
  const text = wordsOf(news, subscription, locale);
  const next = nextSteps(news, subscription, locale).map((title) => ({ title }));
  const stop = {
    title: responses('notifications', locale).plain('button.stop'),
    value: { subscriptionId: subscription.id },
  };
  const buttons = isLast(news, subscription) ? next : [...next, stop];
  if (buttons.length === 0) return void (await context.sendActivity(text));
  const message = withButtons(context.activity.channelId, text, buttons);
  await context.sendActivity({ ...message, inputHint: InputHints.AcceptingInput });
}
