import { responses, type TextKey, type Topic } from '../../resources/responses';
import type { Choice } from '../session';
import type { Answer } from './field';

/** The parts of a field whose answer is one of a few: buttons, reading and showing, all in the same words. */
export function oneOf<V extends string, T extends Topic>(
  values: readonly V[],
  topic: T,
  keyOf: (value: V) => TextKey<T>,
): {
  read(answer: Answer<object>): V | undefined;
  /** Only what is said in two words or more: a single one may mean anything. */
  spot(answer: Answer<object>): V | undefined;
  show(value: V, reader: { locale: string }): string;
  choices(details: object, locale: string): Choice[];
} {
  const titleOf = (value: V, locale: string) => responses(topic, locale).plain(keyOf(value));
  return {
    read({ text, locale }) {
      const said = text.trim().toLowerCase();
      const exact = values.find((value) => titleOf(value, locale).toLowerCase() === said || value === said);
      return exact ?? values.find((value) => contains(said, titleOf(value, locale).toLowerCase()));
    },
    spot: ({ text, locale }) =>
      values.find((value) => {
        const title = titleOf(value, locale).toLowerCase();
        return title.includes(' ') && contains(text.toLowerCase(), title);
      }),
    show: (value, { locale }) => titleOf(value, locale),
    choices: (_details, locale) => values.map((value) => ({ title: titleOf(value, locale) })),
  };
}

/** True when the words of a title stand in a sentence as they are. */
function contains(sentence: string, title: string): boolean {
  return ` ${sentence.replace(/[^\p{L}\p{N}]+/gu, ' ')} `.includes(` ${title} `);
}
