import { mentions } from '../commands';
import { isAnswered, labelOf, without, withAnswer, type Answer, type PlainField } from './field';

/**
 * What a message on a review card changes: "change the priority" asks it again, "priority high" and "no, my mail is …" say
 * it at once. Gives the new details, or `undefined` when it changes nothing.
 */
export function findChange<D extends object>(fields: readonly PlainField[], answer: Answer<D>): D | undefined {
  const named = fields.map((field) => ({ field, rest: afterLabel(field, answer) }));
  for (const { field, rest } of named) {
    if (rest === undefined) continue;
    const value = rest === '' ? undefined : field.read({ ...answer, text: rest });
    return value === undefined ? without(answer.details, field) : withAnswer(answer.details, field, value);
  }
  return findSpotted(fields, answer);
}

/** What a sentence mentions that is not what was answered: "sorry, I meant …", "make it urgent"; `alsoNew`: not asked yet. */
export function findSpotted<D extends object>(
  fields: readonly PlainField[],
  answer: Answer<D>,
  { alsoNew = false } = {},
): D | undefined {
  const changed = fields.reduce((details, field) => {
    const value = alsoNew || isAnswered(details, field.name) ? field.spot?.(answer) : undefined;
    const known = (details as Record<string, unknown>)[field.name];
    const isNew = value !== undefined && JSON.stringify(value) !== JSON.stringify(known);
    return isNew ? withAnswer(details, field, value) : details;
  }, answer.details as D);
  return changed === answer.details ? undefined : changed;
}

/** What follows the field's name, without the words around it; `undefined` where the field is not named. */
function afterLabel(field: PlainField, answer: Answer<object>): string | undefined {
  const { locale, details } = answer;
  if (!field.label || field.needed?.(details) === false) return undefined;
  const label = labelOf(field, details, { locale, timeZone: 'UTC' });
  const names = [label, ...(field.alsoCalled?.(details, locale) ?? [])].map((name) => name.toLowerCase());
  return names.map((name) => afterName(name, answer)).find((rest) => rest !== undefined);
}

function afterName(label: string, { text, locale }: Answer<object>): string | undefined {
  const lower = text.toLowerCase();
  const at = lower.search(new RegExp(`(?<![\\p{L}\\p{N}])${escapeRegExp(label)}(?![\\p{L}\\p{N}])`, 'u'));
  if (at < 0) return undefined;
  const before = lower.slice(0, at);
  const isNamed = before.trim() === '' || mentions('change', before, locale) || mentions('correction', before, locale);
  if (!isNamed) return undefined;
  return text
    .slice(at + label.length)
    .replace(/^[\s:=,–-]*(?:(?:to|is|in|auf|zu|ist|be|should be|soll)\s+)?/i, '')
    .trim();
}

function escapeRegExp(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
