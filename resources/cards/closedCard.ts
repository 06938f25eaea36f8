import { escapeMarkdown } from '../markdown';

/** The same card without anything that can be clicked, and with a word on what became of it. */
export function closedCard(card: object, note: string): object {
  const { actions: _clickable, refresh: _renewed, body, ...rest } = card as Record<string, unknown>;
  const last = { type: 'TextBlock', text: escapeMarkdown(note), wrap: true, isSubtle: true, separator: true };
  return { ...rest, body: [...(withoutButtons(body) as object[]), last] };
}

function withoutButtons(value: unknown): unknown {
  if (Array.isArray(value)) return value.filter((each) => !isButton(each)).map(withoutButtons);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, withoutButtons(each)]));
}

function isButton(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'selectAction' in value;
}
