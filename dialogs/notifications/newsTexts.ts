import { markdownLink } from '../../resources/markdown';
import { responses, type TextKey } from '../../resources/responses';
import type { News } from '../../services/subscriptions/news';
import type { Subscription } from '../../services/subscriptions/subscriptionStore';
import { trackingLink } from '../../services/trackingLink';
import { formatMoney } from '../format';

/** More of a comment is read on the ticket's own page. */
const LONGEST_COMMENT = 500;

type RecordNews = Exclude<News, { type: 'stock' }>;

/** What happened, to which record, and what comes next; ready to be shown. */
export function wordsOf(news: RecordNews, subscription: Subscription, locale: string): string {
  const texts = responses('notifications', locale);
  const number = subscription.title;
  switch (news.type) {
    case 'order.shipped':
      return shipped(news.data, number, locale);
    case 'order.delivered':
      return texts.text(subscription.split ? 'order.deliveredPart' : 'order.delivered', { number });
    case 'order.cancelled':
    case 'ticket.solved':
      return texts.text(news.type, { number });
    case 'order.refunded': {
      const { amount } = news.data;
      if (!amount) return texts.text('order.refunded', { number });
      return texts.text('order.refundedAmount', { number, amount: formatMoney(amount, locale) });
    }
    case 'ticket.commented':
      return commented(news.data, subscription, locale);
    case 'request.changed': {
      const { kind, status } = news.data;
      const key = kind === 'hrCase' ? 'hrCase.changed' : 'request.changed';
      return texts.text(key, { number, status: texts.plain(statusKey(status)) });
    }
    case 'leave.decided':
      return texts.text(`leave.${news.data.status}`, { days: number });
  }
}

/** What fits next, as titles that are understood like any words. */
export function nextSteps(news: RecordNews, { title, kind }: Subscription, locale: string): string[] {
  const main = responses('main', locale);
  switch (news.type) {
    case 'order.delivered':
      return [main.plain('job.orderProblem')];
    case 'ticket.commented':
    case 'ticket.solved':
      return [responses('createTicket', locale).plain('checkTicket', { number: title })];
    case 'request.changed':
      return kind === 'request' && news.data.kind !== 'hrCase' ? [main.plain('job.itRequestStatus')] : [];
    case 'leave.decided':
      return [main.plain('job.leaveStatus')];
    default:
      return [];
  }
}

function shipped(
  parcel: { carrier?: string | undefined; trackingNumber?: string | undefined; trackingUrl?: string | undefined },
  number: string,
  locale: string,
): string {
  const { carrier, trackingNumber, trackingUrl } = parcel;
  const texts = responses('notifications', locale);
  const order = responses('orderLookup', locale);
  const text = carrier ? texts.text('order.shippedWith', { number, carrier }) : texts.text('order.shipped', { number });
  const url = trackingLink({
    url: trackingUrl ?? null,
    carrier: carrier ?? null,
    trackingNumber: trackingNumber ?? null,
  });
  const button = order.plain('trackButton', { carrier: carrier ?? order.plain('theCarrier') });
  return [text, ...(url ? [markdownLink(button, url)] : [])].join('\n\n');
}

/** Only whoever proved to be the requester reads what is written to them. */
function commented(
  { text, authorFirstName }: { text: string; authorFirstName?: string | undefined },
  { title: number, mayRead }: Subscription,
  locale: string,
): string {
  const texts = responses('notifications', locale);
  if (!mayRead || !text.trim()) return texts.text('ticket.answered', { number });
  const shown = text.length > LONGEST_COMMENT ? `${text.slice(0, LONGEST_COMMENT).replace(/\s+\S*$/, '')}…` : text;
  const name = authorFirstName ?? responses('ticketStatus', locale).plain('ourTeam');
  return texts.text('ticket.commented', { number, name, text: shown });
}

const STATUSES = [
  'new',
  'awaiting_approval',
  'in_progress',
  'on_hold',
  'waiting_for_you',
  'done',
  'cancelled',
] as const;

/** What a system says beyond that is not shown to people. */
function statusKey(status: string): TextKey<'notifications'> {
  const known = STATUSES.find((each) => each === status);
  if (known) return `status.${known}`;
  return ['solved', 'resolved', 'closed'].includes(status) ? 'status.done' : 'status.other';
}
