import { escapeMarkdown, isWebAddress, markdownLink } from '../markdown';
import { execute, refreshFor, say, type CardChoice } from './sayButton';

/** What the card shows; the texts come ready, in the user's language and not yet escaped. */
export interface ReviewCardData {
  title: string;
  /** The word on the button beside each answer. */
  change: string;
  facts: { title: string; value: string }[];
  /** More to know; with an http(s) address the text is a link. */
  notes: { text: string; url?: string }[];
}

/** What can be clicked on the card; `changes` come in the order of the facts. */
export interface ReviewButtons {
  changes: readonly CardChoice[];
  actions: readonly CardChoice[];
  /** Whose card it is, on a channel that knows universal actions. */
  universalFor?: string;
}

/**
 * The layout of a review: Adaptive Card 1.3, and 1.4 with universal actions. Each answer has its own button to change it.
 *
 * @param summary the same in words, for screen readers and for clients that show no cards.
 */
export function reviewCard(
  data: ReviewCardData,
  { changes, actions, universalFor }: ReviewButtons,
  summary: string,
): object {
  const button = universalFor === undefined ? say : execute;
  const [first] = actions;
  return {
    type: 'AdaptiveCard',
    $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
    version: universalFor === undefined ? '1.3' : '1.4',
    ...(universalFor !== undefined && first && { refresh: refreshFor([universalFor], first) }),
    speak: summary,
    fallbackText: summary,
    body: [
      { ...text(data.title), size: 'Medium', weight: 'Bolder', style: 'heading' },
      ...data.facts.map((fact, index) => factRow(fact, data.change, changes[index], button)),
      ...data.notes.map((each, index) => note(each, index === 0)),
    ],
    actions: actions.map(({ title, value }, index) => ({
      ...button({ title, value }),
      ...(index === 0 && { style: 'positive' }),
    })),
  };
}

function factRow(
  { title, value }: { title: string; value: string },
  change: string,
  choice: CardChoice | undefined,
  toButton: typeof say,
): object {
  const answer = [
    { ...text(title), isSubtle: true, size: 'Small', spacing: 'None' },
    { ...text(value), spacing: 'None' },
  ];
  const button = choice && {
    type: 'Column',
    width: 'auto',
    verticalContentAlignment: 'Center',
    selectAction: toButton(choice),
    items: [{ ...text(change), color: 'Accent', size: 'Small' }],
  };
  return {
    type: 'ColumnSet',
    spacing: 'Medium',
    separator: true,
    columns: [{ type: 'Column', width: 'stretch', items: answer }, ...(button ? [button] : [])],
  };
}

/** What is to be known stands apart from the answers: it is not one of them. */
function note({ text: words, url }: { text: string; url?: string }, isFirst: boolean): object {
  const linked = url !== undefined && isWebAddress(url) ? markdownLink(words, url) : escapeMarkdown(words);
  const place = isFirst ? { separator: true, spacing: 'Medium' } : { spacing: 'Small' };
  return { type: 'TextBlock', text: linked, wrap: true, ...place };
}

function text(value: string): object {
  return { type: 'TextBlock', text: escapeMarkdown(value), wrap: true };
}
