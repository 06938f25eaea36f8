import { submit, type CardChoice } from './sayButton';

/** So many stand beside each other on a narrow screen. */
const IN_A_ROW = 2;

/**
 * Nothing but buttons, as many as there are: Adaptive Card 1.3.
 *
 * @param summary what they are for, for screen readers
 */
export function buttonsCard(choices: readonly CardChoice[], summary: string): object {
  const rows = choices.flatMap((_choice, index) =>
    index % IN_A_ROW === 0 ? [choices.slice(index, index + IN_A_ROW)] : [],
  );
  return {
    type: 'AdaptiveCard',
    $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
    version: '1.3',
    speak: summary,
    fallbackText: summary,
    body: rows.map((row) => ({ type: 'ActionSet', spacing: 'Small', actions: row.map(submit) })),
  };
}
