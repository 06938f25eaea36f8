import { languages, responses } from '../../resources/responses';
import type { Article } from '../../services/ports/helpdesk';
import { plainWords } from '../words';

const WORDS = /[\p{L}\p{N}]+(?:['’-][\p{L}\p{N}]+)*/gu;
/** What German and English words end in; what is left must still be most of the word. */
const ENDING = /(?<=\p{L}{3})(?:ungen|ung|ing|ies|en|er|es|ed|et|e|s|t|y)$/u;
/** A shorter beginning is that of too many words. */
const SHORTEST_BEGINNING = 4;

/**
 * The words of a question that tell its subject, as they were typed: "how long does shipping take?" gives "shipping".
 * A search for all of them finds pages that have "your" in common with it. Where none tells it, the whole question.
 */
export function subjectOf(question: string): string {
  const empty = new Set(languages.flatMap(emptyWords));
  const telling = (question.match(WORDS) ?? []).filter((word) => !empty.has(plainWords(word)));
  return telling.length > 0 ? telling.join(' ') : question;
}

/** Questions mix languages: "return policy, bitte". */
function emptyWords(language: string): readonly string[] {
  return [...responses('commands', language).list('stopWords'), ...responses('knowledge', language).list('emptyWords')];
}

/** Whether a page that a search gave is about one of the words at all, in whichever form: "liefert" and "Lieferung". */
export function isAbout({ title, excerpt, labels = [] }: Article, subject: string): boolean {
  const held = stems([title, excerpt, ...labels].join(' '));
  return stems(subject).some((asked) => held.some((word) => isSameWord(asked, word)));
}

function stems(text: string): string[] {
  return plainWords(text)
    .split(' ')
    .filter((word) => word !== '')
    .map((word) => word.replace(ENDING, ''));
}

/** Or the beginning of a compound: "Rückgabe" and "Rückgabebedingungen". */
function isSameWord(one: string, other: string): boolean {
  const [short, long] = one.length <= other.length ? [one, other] : [other, one];
  return short === long || (short.length >= SHORTEST_BEGINNING && long.startsWith(short));
}
