import { languages, responses } from '../../resources/responses';
import { withoutControls } from '../../resources/markdown';
import { orderCard, type OrderCardData } from '../../resources/cards/orderCard';

interface Element {
  type: string;
  text?: string;
  items?: Element[];
  facts?: { title: string; value: string }[];
}
interface Card {
  type: string;
  version: string;
  speak: string;
  fallbackText: string;
  body: Element[];
  actions: { type: string; title: string; url: string }[];
}

const data: OrderCardData = {
  title: 'Order 1001',
  status: 'On its way',
  explanation: 'It is on its way to you.',
  facts: [{ title: 'Placed', value: '20 January 2026' }],
  items: ['2 × Blue T-Shirt', '1 × Socks'],
  parcels: [
    {
      title: 'Parcel 1 of 2',
      facts: [{ title: 'Carrier', value: 'UPS' }],
      link: { title: 'Track parcel 1', url: 'https://www.ups.com/track?tracknum=1Z' },
    },
    { title: 'Parcel 2 of 2', facts: [] },
  ],
};
const card = (changes: Partial<OrderCardData> = {}) => orderCard({ ...data, ...changes }, 'in words') as Card;

/** Every element, those inside containers too. */
function elementsOf(elements: Element[]): Element[] {
  return elements.flatMap((element) => [element, ...elementsOf(element.items ?? [])]);
}

/** Every text that a client would read as markdown. */
function textsOf({ body }: Card): string[] {
  return elementsOf(body).flatMap(({ text, facts = [] }) => [
    ...(text === undefined ? [] : [text]),
    ...facts.flatMap(({ title, value }) => [title, value]),
  ]);
}

test('the card is an Adaptive Card 1.3 with the elements that all clients know', () => {
  expect(card()).toMatchObject({ type: 'AdaptiveCard', version: '1.3', speak: 'in words', fallbackText: 'in words' });
  const known = ['Container', 'FactSet', 'TextBlock'];
  expect(elementsOf(card().body).filter(({ type }) => !known.includes(type))).toEqual([]);
});

test('the card survives the way to the channel as JSON', () => {
  expect(JSON.parse(JSON.stringify(card()))).toEqual(card());
});

test('the card shows everything, in this order', () => {
  expect(textsOf(card())).toEqual([
    ...['Order 1001', 'On its way', 'It is on its way to you.', '2 × Blue T-Shirt', '1 × Socks'],
    ...['Placed', '20 January 2026', 'Parcel 1 of 2', 'Carrier', 'UPS', 'Parcel 2 of 2'],
  ]);
});

test('every text wraps, so that none is cut off', () => {
  const blocks = elementsOf(card().body).filter(({ type }) => type === 'TextBlock');
  expect(blocks).toEqual(blocks.map(() => expect.objectContaining({ wrap: true }) as object));
});

test('each parcel with a link has a button that opens it', () => {
  expect(card().actions).toEqual([
    { type: 'Action.OpenUrl', title: 'Track parcel 1', url: 'https://www.ups.com/track?tracknum=1Z' },
  ]);
});

test('a single parcel needs no heading: its facts stand with those of the order', () => {
  const parcels = [{ title: '', facts: [{ title: 'Carrier', value: 'UPS' }] }];
  expect(textsOf(card({ parcels })).slice(-4)).toEqual(['Placed', '20 January 2026', 'Carrier', 'UPS']);
});

test('a fact with an address is a link', () => {
  const facts = [{ title: 'Tracking number', value: '1Z_9', url: 'https://ups.example/1Z' }];
  expect(textsOf(card({ facts }))).toContain('[1Z\\_9](https://ups.example/1Z)');
});

test('an order without parcels has no buttons', () => {
  expect(card({ parcels: [] }).actions).toEqual([]);
});

test.each(['javascript:alert(1)', 'data:text/html,x', 'file:///etc/passwd', 'JavaScript:alert(1)', 'ms-word:x', ''])(
  'no button opens %j',
  (url) => {
    const { actions } = card({ parcels: [{ title: 'x', facts: [], link: { title: 'Track', url } }] });
    expect(actions.filter((action) => !/^https?:\/\//.test(action.url))).toEqual([]);
    expect(textsOf(card({ facts: [{ title: 'Tracking number', value: '1Z', url }] }))).toContain('1Z');
  },
);

test.each(['[x](javascript:alert(1))', '<b>bold</b>', '**bold**', '`code`', 'exe\u202Egnp', '\u0007'])(
  'no text of a user or a system does anything: %j',
  (hostile) => {
    const fact = { title: hostile, value: hostile };
    const texts = textsOf(
      card({
        title: hostile,
        status: hostile,
        explanation: hostile,
        facts: [fact],
        items: [hostile],
        parcels: [
          { title: hostile, facts: [fact] },
          { title: hostile, facts: [] },
        ],
      }),
    );
    expect(texts).toHaveLength(10);
    for (const text of texts) {
      expect(text.replace(/\\[[\]<>*`]/g, '')).not.toMatch(/[[\]<>*`]/);
      expect(text).toBe(withoutControls(text));
    }
  },
);

/** Clients give the labels 150 pixels: a longer word is broken where it happens to end. */
const LONGEST_WORD = 12;

test.each(languages)('in %s no word of a label is broken', (language) => {
  const texts = responses('orderLookup', language);
  const labels = (['placed', 'total', 'carrier', 'tracking', 'expected', 'shipped', 'delivered'] as const).map((key) =>
    texts.plain(key),
  );
  expect(labels.flatMap((label) => label.split(' ')).filter(({ length }) => length > LONGEST_WORD)).toEqual([]);
});
