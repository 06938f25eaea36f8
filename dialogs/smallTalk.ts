import { findCommand } from './commands';

const TALK = ['thanks', 'yes', 'no', 'greet', 'bye', 'filler'] as const;

/** True for words of politeness and a bare yes or no: they describe nothing that could be written down or sent. */
export function isSmallTalk(text: string, locale: string): boolean {
  return findCommand(TALK, text, locale) !== undefined;
}

/** A text in the user's own words; `undefined` for small talk and for what has no words. */
export function ownWords(text: string, locale: string): string | undefined {
  return /\p{L}{2}/u.test(text) && !isSmallTalk(text, locale) ? text : undefined;
}
