import { responses } from '../../resources/responses';
import { mentions, type Command } from '../commands';
import { isAnswered, labelOf, without, withAnswer, type Answer, type PlainField } from './field';
import { opensAsQuestion } from './question';

/** "My mail is me@example.com". */
const LONGEST_VALUE = 5;

/**
 * What a message on a review card changes: "change the priority" asks it again, "priority high" and "no, my mail is …" say
 * it at once. Gives the new details, or `undefined` when it changes nothing.
 */
export function findChange<D extends object>(fields: readonly PlainField[], answer: Answer<D>): D | undefined {
  const named = findNamed(fields, answer);
  if (named) return named;
  return opensAsQuestion(answer.text, answer.locale) ? undefined : findSpotted(fields, answer);
}

/** The same for a message that names the answer it changes: that cannot be meant elsewhere. */
export function findNamed<D extends object>(fields: readonly PlainField[], answer: Answer<D>): D | undefined {
  for (const field of fields) {
    const said = afterLabel(field, answer);
    if (!said) continue;
    const values = said.filter(Boolean).map((text) => field.read({ ...answer, text }));
    const value = values.find((each) => each !== undefined);
    return value === undefined ? without(answer.details, field) : withAnswer(answer.details, field, value);
  }
  return undefined;
}

/** What a sentence mentions that is not what was answered: "sorry, I meant …", "make it urgent"; `alsoNew`: not asked yet. */
export function findSpotted<D extends object>(
  fields: readonly PlainField[],
  answer: Answer<D>,
  { alsoNew = false } = {},
): D | undefined {
  if (!isAboutAnswers(answer)) return undefined;
  const changed = fields.reduce((details, field) => {
    const value = alsoNew || isAnswered(details, field.name) ? field.spot?.(answer) : undefined;
    const known = (details as Record<string, unknown>)[field.name];
    const isNew = value !== undefined && JSON.stringify(value) !== JSON.stringify(known);
    return isNew ? withAnswer(details, field, value) : details;
  }, answer.details as D);
  return changed === answer.details ? undefined : changed;
}

/** A word of change, or hardly more than the value: a story with an address in it changes nothing. */
function isAboutAnswers({ text, locale }: Answer<object>): boolean {
  if (mentions('correction', text, locale) || mentions('change', text, locale)) return true;
  return text.trim().split(/\s+/).length <= LONGEST_VALUE;
}

/** What is said behind the field's name, the likeliest reading first; `undefined` where the field is not named. */
function afterLabel(field: PlainField, answer: Answer<object>): string[] | undefined {
  const { locale, details } = answer;
  if (!field.label || field.needed?.(details) === false) return undefined;
  const label = labelOf(field, details, { locale, timeZone: 'UTC' });
  // Nobody calls it by one name only.
  const email = field.name === 'email' ? responses('commands', locale).list('emailNames') : [];
  const names = [label, ...email, ...(field.alsoCalled?.(details, locale) ?? [])].map((name) => name.toLowerCase());
  return names.map((name) => afterName(name, answer)).find((said) => said !== undefined);
}

function afterName(name: string, { text, locale }: Answer<object>): string[] | undefined {
  const lower = text.toLowerCase();
  const found = new RegExp(`(?<![\\p{L}\\p{N}])${escapeRegExp(name)}(?![\\p{L}\\p{N}])`, 'u').exec(lower);
  if (!found) return undefined;
  const before = lower.slice(0, found.index);
  const after = text.slice(found.index + found[0].length).trim();
  const bare = after.replace(/^[\s:=,–-]+/, '');
  const inner = bare.replace(wordsAtEnd('valueTail', locale), '');
  const tail = bare.slice(inner.length);
  const isNamed =
    [before, tail].some((part) => mentions('change', part, locale)) || mentions('correction', before, locale);
  if (!isNamed && (before.trim() !== '' || opensAsQuestion(text, locale))) return undefined;
  // Behind a colon stands the value itself.
  if (/^[:=]/.test(after)) return [bare];
  return [inner.replace(wordsAtStart('valueLead', locale), '').trim(), inner.trim()];
}

/** "(change it) to …", "(it) is …". */
function wordsAtStart(words: Command, locale: string): RegExp {
  return new RegExp(`^(?:${anyOf(words, locale)})(?:\\s+|$)`, 'iu');
}

/** "… please", and in languages that have it there the verb: "… auf hoch setzen". */
function wordsAtEnd(words: Command, locale: string): RegExp {
  return new RegExp(`(?:(?:^|\\s+)(?:${anyOf(words, locale)}))+[\\s.!]*$`, 'iu');
}

function anyOf(words: Command, locale: string): string {
  const list = responses('commands', locale).list(words);
  return [...list]
    .sort((one, other) => other.length - one.length)
    .map(escapeRegExp)
    .join('|');
}

/** Where a hyphen stands, people write a space or nothing. */
function escapeRegExp(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replaceAll('-', '[- ]?');
}
