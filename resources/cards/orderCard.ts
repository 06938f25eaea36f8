import { escapeMarkdown, isWebAddress, markdownLink } from '../markdown';

export interface Fact {
  title: string;
  value: string;
  /** An http(s) address that the value links to. */
  url?: string;
}

/** What the card shows; the texts come ready, in the user's language and not yet escaped. */
export interface OrderCardData {
  title: string;
  status: string;
  explanation: string;
  facts: Fact[];
  items: string[];
  parcels: { title: string; facts: Fact[]; link?: { title: string; url: string } }[];
}

/**
 * The layout of an order's card: Adaptive Card 1.3, which Teams, Web Chat and the Emulator all show.
 *
 * @param summary the same in words, for screen readers and for clients that show no cards.
 */
export function orderCard(data: OrderCardData, summary: string): object {
  const links = data.parcels.flatMap((parcel) => parcel.link ?? []).filter(({ url }) => isWebAddress(url));
  return {
    type: 'AdaptiveCard',
    $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
    version: '1.3',
    speak: summary,
    fallbackText: summary,
    body: [
      heading(data),
      { ...text(data.explanation), spacing: 'Small' },
      {
        type: 'Container',
        separator: true,
        spacing: 'Medium',
        items: data.items.map((item) => ({ ...text(item), spacing: 'Small' })),
      },
      ...factBlocks(data),
    ],
    actions: links.map(({ title, url }) => ({ type: 'Action.OpenUrl', title, url })),
  };
}

function heading({ title, status }: OrderCardData): object {
  return {
    type: 'Container',
    items: [
      { ...text(title), isSubtle: true, spacing: 'None' },
      { ...text(status), size: 'Large', weight: 'Bolder', spacing: 'None', style: 'heading' },
    ],
  };
}

/** A single parcel needs no heading: its facts line up with the order's. */
function factBlocks({ facts, parcels }: OrderCardData): object[] {
  const [only, ...more] = parcels;
  const separated = { separator: true, spacing: 'Medium' };
  if (more.length === 0) return [{ ...factSet([...facts, ...(only?.facts ?? [])]), ...separated }];
  const blocks = parcels.flatMap((parcel) => [
    { ...text(parcel.title), weight: 'Bolder', ...separated },
    { ...factSet(parcel.facts), spacing: 'Small' },
  ]);
  return [{ ...factSet(facts), ...separated }, ...blocks];
}

function factSet(facts: readonly Fact[]): object {
  const entries = facts.map(({ title, value, url }) => ({
    title: escapeMarkdown(title),
    value: url ? markdownLink(value, url) : escapeMarkdown(value),
  }));
  return { type: 'FactSet', facts: entries };
}

function text(value: string): object {
  return { type: 'TextBlock', text: escapeMarkdown(value), wrap: true };
}
