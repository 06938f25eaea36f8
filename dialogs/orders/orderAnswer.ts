import { CardFactory, MessageFactory, type Activity, type TurnContext } from 'botbuilder';
import { orderCard, type Fact, type OrderCardData } from '../../resources/cards/orderCard';
import { escapeInline, escapeMarkdown, markdownLink } from '../../resources/markdown';
import { responses } from '../../resources/responses';
import type { Order, OrderItem, Shipment } from '../../services/ports/commerce';
import { showsAdaptiveCards } from '../channels';
import type { Company } from '../dialogDependencies';
import { formatDay, formatMoney, type Reader } from '../format';
import type { Choice } from '../session';
import { turnOf } from '../turn';

/** More lines than this make a card unreadable. */
const ITEMS_SHOWN = 8;

/**
 * Answers with the order: as a card where the channel shows one, as text elsewhere.
 *
 * @param mark stands on the card before everything else that it tells, for example how old it is
 */
export async function sendOrder(context: TurnContext, order: Order, company: Company, mark?: string): Promise<void> {
  const { locale, timeZone } = turnOf(context);
  const described = describeOrder(order, { locale, timeZone: timeZone ?? company.COMPANY_TIME_ZONE });
  const view = mark ? { ...described, explanation: `${mark} ${described.explanation}` } : described;
  await context.sendActivity(
    showsAdaptiveCards(context.activity.channelId) ? toCard(view) : MessageFactory.text(toMarkdown(view)),
  );
}

/** What fits after an order was shown. */
export function followUpChoices(locale: string): Choice[] {
  const common = responses('common', locale);
  return [
    { title: responses('orderLookup', locale).plain('trackAnother') },
    { title: common.plain('button.talkToPerson') },
  ];
}

/** What fits after an order was not found; the person always last. */
export function wrongDetailsChoices(locale: string): Choice[] {
  const texts = responses('orderProof', locale);
  return [
    { title: texts.plain('changeNumber') },
    { title: texts.plain('changeEmail') },
    { title: responses('common', locale).plain('button.talkToPerson') },
  ];
}

/** An order in the user's words: plain text, nothing escaped yet. */
export function describeOrder(order: Order, reader: Reader): OrderCardData {
  const texts = responses('orderLookup', reader.locale);
  const refundPending = order.fulfillmentStatus === 'returned' && order.financialStatus === 'paid';
  const explanation = texts.plain(`explain.${order.fulfillmentStatus}`);
  const total = `${formatMoney(order.total, reader.locale)} (${texts.plain(`financial.${order.financialStatus}`)})`;
  return {
    title: texts.plain('title', { orderNumber: order.number }),
    status: texts.plain(`status.${order.fulfillmentStatus}`),
    explanation: refundPending ? `${explanation} ${texts.plain('refundPending')}` : explanation,
    facts: [
      { title: texts.plain('placed'), value: formatDay(order.placedAt, reader) },
      { title: texts.plain('total'), value: total },
    ],
    items: describeItems(order.items, reader.locale),
    parcels: order.shipments.map((shipment, index) =>
      describeParcel(shipment, index + 1, order.shipments.length, reader),
    ),
  };
}

/** "2 × Blue T-Shirt (M)", one line each; a long list is cut. */
export function describeItems(items: readonly OrderItem[], locale: string): string[] {
  const lines = items.map(({ quantity, title, variant }) => `${quantity} × ${title}${variant ? ` (${variant})` : ''}`);
  if (lines.length <= ITEMS_SHOWN) return lines;
  const more = responses('orderLookup', locale).plain('moreItems', { count: lines.length - ITEMS_SHOWN });
  return [...lines.slice(0, ITEMS_SHOWN), more];
}

function describeParcel(
  shipment: Shipment,
  number: number,
  count: number,
  reader: Reader,
): OrderCardData['parcels'][number] {
  const texts = responses('orderLookup', reader.locale);
  const carrier = shipment.carrier ?? texts.plain('theCarrier');
  const parcel = texts.plain('parcel', { number, count });
  const day = (title: string, instant?: string) => (instant ? [{ title, value: formatDay(instant, reader) }] : []);
  const arrival = shipment.deliveredAt ? [] : day(texts.plain('expected'), shipment.expectedAt);
  const button = count > 1 ? texts.plain('trackParcelButton', { number }) : texts.plain('trackButton', { carrier });
  return {
    title: count > 1 ? `${parcel}: ${texts.plain(`status.${shipment.status}`)}` : '',
    facts: [
      ...(count > 1
        ? [{ title: texts.plain('items'), value: describeItems(shipment.items, reader.locale).join(', ') }]
        : []),
      ...(shipment.carrier ? [{ title: texts.plain('carrier'), value: shipment.carrier }] : []),
      ...trackingFact(shipment, texts.plain('tracking')),
      ...day(texts.plain('shipped'), shipment.shippedAt),
      ...arrival,
      ...day(texts.plain('delivered'), shipment.deliveredAt),
    ],
    ...(shipment.trackingUrl && { link: { title: button, url: shipment.trackingUrl } }),
  };
}

function trackingFact({ trackingNumber, trackingUrl }: Shipment, title: string): Fact[] {
  return trackingNumber ? [{ title, value: trackingNumber, ...(trackingUrl && { url: trackingUrl }) }] : [];
}

/** The card, and its words for notifications and screen readers. */
function toCard(view: OrderCardData): Partial<Activity> {
  const summary = toPlainText(view);
  return { ...MessageFactory.attachment(CardFactory.adaptiveCard(orderCard(view, summary))), summary };
}

/** The same for channels without cards; the tracking number is a link. */
export function toMarkdown(view: OrderCardData): string {
  const line = ({ title, value, url }: Fact) =>
    `${escapeMarkdown(title)}: ${url ? markdownLink(value, url) : escapeInline(value)}`;
  const parcels = view.parcels.flatMap(({ title, facts }) => [
    ...(title ? [`**${escapeMarkdown(title)}**`] : []),
    ...facts.map(line),
  ]);
  const head = `**${escapeMarkdown(view.title)}: ${escapeMarkdown(view.status)}**`;
  return [
    head,
    escapeMarkdown(view.explanation),
    ...view.facts.map(line),
    ...view.items.map(escapeMarkdown),
    ...parcels,
  ].join('\n\n');
}

function toPlainText(view: OrderCardData): string {
  const facts = [...view.facts, ...view.parcels.flatMap((parcel) => parcel.facts)];
  const lines = facts.map(({ title, value }) => `${title}: ${value}.`);
  return [`${view.title}: ${view.status}.`, view.explanation, `${view.items.join(', ')}.`, ...lines].join(' ');
}
