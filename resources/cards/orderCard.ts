import { escapeMarkdown } from '../markdown';

interface Fact {
  title: string;
  value: string;
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
  const links = data.parcels.flatMap((parcel) => parcel.link ?? []);
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
      { ...factSet(data.facts), separator: true, spacing: 'Medium' },
      ...data.parcels.flatMap(parcelBlocks),
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

function parcelBlocks({ title, facts }: OrderCardData['parcels'][number]): object[] {
  const set = { ...factSet(facts), spacing: 'Small' };
  return title
    ? [{ ...text(title), weight: 'Bolder', separator: true, spacing: 'Medium' }, set]
    : [{ ...set, separator: true }];
}

function factSet(facts: readonly Fact[]): object {
  return {
    type: 'FactSet',
    facts: facts.map(({ title, value }) => ({ title: escapeMarkdown(title), value: escapeMarkdown(value) })),
  };
}

function text(value: string): object {
  return { type: 'TextBlock', text: escapeMarkdown(value), wrap: true };
}
