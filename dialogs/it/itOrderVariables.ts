import { responses, type Values } from '../../resources/responses';
import type { CatalogVariable } from '../../services/ports/itsm';
import { isCommand } from '../commands';
import type { Answer, Field } from '../form/field';
import type { Choice } from '../session';
import { isSmallTalk } from '../smallTalk';
import { plainWords } from '../words';
import type { ItOrderDetails } from './itOrderDetails';

/** An item with more questions than places for answers is ordered elsewhere. */
export const ANSWERS = [
  'answer1',
  'answer2',
  'answer3',
  'answer4',
  'answer5',
  'answer6',
  'answer7',
  'answer8',
  'answer9',
  'answer10',
] as const;
export type AnswerName = (typeof ANSWERS)[number];

/** More buttons than this nobody reads; the others are named in the question. */
const MOST_BUTTONS = 6;
/** A part of a choice's name stands for it, unless it is as short as "new". */
const SHORTEST_PART = 4;
/** In the middle of a sentence a part must be longer to be meant. */
const LONG_WORD = 6;
type Details = Readonly<ItOrderDetails>;

/** The question behind an answer; `undefined` where the item has fewer. */
export function variableOf({ item }: Details, name: AnswerName): CatalogVariable | undefined {
  return item && 'variables' in item ? item.variables[ANSWERS.indexOf(name)] : undefined;
}

/** One field for each place; what it asks is told by the item. */
export const variableFields = ANSWERS.map((name): Field<ItOrderDetails, 'itOrder', AnswerName> => ({
  name,
  ask: 'askVariable',
  retry: 'retryVariable',
  label: 'labelVariable',
  needed: (details) => variableOf(details, name) !== undefined,
  values: (details, { locale }) => wordsOf(variableOf(details, name), locale),
  alsoCalled: (details) => namesOf(variableOf(details, name)),
  choices: (details, locale) => choicesOf(variableOf(details, name), locale),
  read: (answer) => read(variableOf(answer.details, name), answer),
  spot: (answer) => spotChoice(variableOf(answer.details, name), answer.text),
  show: (value, { locale }, details) => show(variableOf(details, name), value, locale),
}));

/** The choice that a sentence mentions by its name or a long word of it: "with 32 GB", "a performance one". */
export function spotChoice(variable: CatalogVariable | undefined, text: string): string | undefined {
  const said = ` ${phrase(text)} `;
  const { choices = [] } = variable ?? {};
  const isSaid = (words: string) => said.includes(` ${words} `);
  const isPart = (word: string) => word.length >= LONG_WORD && isSaid(word) && isOwn(word, choices);
  const named = choices.filter(({ label }) => isTelling(label) && isSaid(phrase(label)));
  const meant = named.length > 0 ? named : choices.filter(({ label }) => phrase(label).split(' ').some(isPart));
  return meant.length === 1 ? meant[0]?.value : undefined;
}

function read(variable: CatalogVariable | undefined, { text, locale }: Answer<ItOrderDetails>) {
  if (!variable) return undefined;
  if (!variable.required && isSkip(variable, text, locale)) return null;
  switch (variable.type) {
    case 'choice':
      return readChoice(variable, text);
    case 'yes_no':
      return (['yes', 'no'] as const).find((answer) => isCommand(answer, text, locale));
    case 'text':
      return /[\p{L}\p{N}]/u.test(text) && !isSmallTalk(text, locale) ? text.trim() : undefined;
  }
}

/** "No" is an answer to a question of yes or no, everywhere else it means that there is nothing to say. */
function isSkip({ type }: CatalogVariable, text: string, locale: string): boolean {
  return isCommand('skip', text, locale) && !(type === 'yes_no' && isCommand('no', text, locale));
}

/** By its name or value, or by a part of its name that no other choice has. */
function readChoice({ choices = [] }: CatalogVariable, text: string): string | undefined {
  const said = phrase(text);
  const exact = choices.find(({ label, value }) => phrase(label) === said || value === text.trim());
  const spoken = new Set(said.split(' '));
  const parts = (label: string) => phrase(label).split(' ').filter(isTelling);
  const partly = choices.filter(({ label }) => parts(label).some((word) => spoken.has(word) && isOwn(word, choices)));
  const inside = choices.filter(({ label }) => ` ${said} `.includes(` ${phrase(label)} `));
  const meant = inside.length === 1 ? inside : partly;
  return exact?.value ?? (meant.length === 1 ? meant[0]?.value : undefined);
}

function isOwn(word: string, choices: readonly { label: string }[]): boolean {
  return choices.filter(({ label }) => phrase(label).split(' ').includes(word)).length === 1;
}

function show(variable: CatalogVariable | undefined, value: string, locale: string): string {
  if (variable?.type === 'yes_no') return responses('itOrder', locale).plain(value === 'yes' ? 'yes' : 'no');
  return variable?.choices?.find((choice) => choice.value === value)?.label ?? value;
}

function choicesOf(variable: CatalogVariable | undefined, locale: string): Choice[] {
  if (!variable) return [];
  const texts = responses('itOrder', locale);
  if (variable.type === 'yes_no') return [{ title: texts.plain('yes') }, { title: texts.plain('no') }];
  const skip = variable.required ? [] : [{ title: responses('form', locale).plain('button.skip') }];
  const shown = (variable.choices ?? []).slice(0, MOST_BUTTONS - skip.length);
  return [...shown.map(({ label }) => ({ title: label })), ...skip];
}

/** The question as it is asked, its name on the card, and what an answer looks like. */
function wordsOf(variable: CatalogVariable | undefined, locale: string): Values {
  if (!variable) return {};
  const texts = responses('itOrder', locale);
  const { label, type, choices = [], required } = variable;
  const options = choices.map((choice) => choice.label).join(', ');
  const name = label.replace(/[?:.\s]+$/, '');
  const asked = /[?]\s*$/.test(label) ? label : texts.plain('ask.other', { label: name });
  const listed = choices.length > MOST_BUTTONS ? texts.plain('options', { question: asked, options }) : asked;
  const question = required || type === 'yes_no' ? listed : texts.plain('optional', { question: listed });
  return { question, label: name, hint: texts.plain(`hint.${type}`, { options }) };
}

/** "The memory" is what "How much memory?" asks for. */
function namesOf(variable: CatalogVariable | undefined): string[] {
  if (!variable) return [];
  const last = plainWords(variable.label).split(' ').at(-1) ?? '';
  return [plainWords(variable.name.replaceAll('_', ' ')), ...(last.length >= SHORTEST_PART ? [last] : [])];
}

/** With a sign for inches as a word, and numbers apart from their units: "27-inch" and `27"` are the same. */
function phrase(text: string): string {
  const spelled = text.replace(/(\d)\s*(?:["″”]|''|-?\s?(?:inch(?:es)?|zoll|in)\b)/gi, '$1 inch ');
  return plainWords(spelled.replace(/(\d)(\p{L})/gu, '$1 $2'));
}

function isTelling(words: string): boolean {
  return /\d/.test(words) || words.length >= SHORTEST_PART;
}
