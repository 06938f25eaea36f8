import { escapeMarkdown, isWebAddress, markdownLink } from '../markdown';

/** What the card shows; the texts come ready, in the user's language and not yet escaped. */
export interface ReviewCardData {
  title: string;
  /** The word on the button beside each answer. */
  change: string;
  facts: { title: string; value: string }[];
  /** More to know; with an http(s) address the text is a link. */
  notes: { text: string; url?: string }[];
}

/** A button: what it says to the bot is its title, so that it can be typed as well. */
interface CardChoice {
  title: string;
  value?: Record<string, string>;
}

/**
 * The layout of a review: Adaptive Card 1.3. Each answer has its own button to change it; `changes` come in the order of
 * the facts.
 *
 * @param summary the same in words, for screen readers and for clients that show no cards.
 */
export function reviewCard(
  data: ReviewCardData,
  { changes, actions }: { changes: readonly CardChoice[]; actions: readonly CardChoice[] },
  summary: string,
): object {
  return {
    type: 'AdaptiveCard',
    $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
    version: '1.3',
    speak: summary,
    fallbackText: summary,
    body: [
      { ...text(data.title), size: 'Medium', weight: 'Bolder', style: 'heading' },
      ...data.facts.map((fact, index) => factRow(fact, data.change, changes[index])),
      ...data.notes.map((each, index) => note(each, index === 0)),
    ],
    actions: actions.map(({ title, value }, index) => ({
      ...say({ title, value }),
      ...(index === 0 && { style: 'positive' }),
    })),
  };
}

function factRow({ title, value }: { title: string; value: string }, change: string, choice: CardChoice | undefined) {
  const answer = [
    { ...text(title), isSubtle: true, size: 'Small', spacing: 'None' },
    { ...text(value), spacing: 'None' },
  ];
  const button = choice && {
    type: 'Column',
    width: 'auto',
    verticalContentAlignment: 'Center',
    selectAction: say(choice),
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

/**
 * A button that says its title, as if it had been typed. Teams reads `msteams`; Web Chat and the Emulator read
 * `cardAction`. https://learn.microsoft.com/microsoftteams/platform/task-modules-and-cards/cards/cards-actions
 */
export function say({ title, value = {} }: CardChoice): object {
  const action = { type: 'messageBack', title, text: title, displayText: title, value };
  return {
    type: 'Action.Submit',
    title,
    data: { __isBotFrameworkCardAction: true, cardAction: action, msteams: action },
  };
}

function text(value: string): object {
  return { type: 'TextBlock', text: escapeMarkdown(value), wrap: true };
}
