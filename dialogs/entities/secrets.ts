import { maskCards } from './cardNumbers';
import { alternatives, wordsInAll } from './words';

/** What was hidden. */
export type Secret = 'card' | 'password';

/** A text that may be kept and passed on, and what it no longer holds. */
export interface MaskedText {
  text: string;
  found: Secret[];
}

const MASK = '•••';
const VALUE = String.raw`("[^"\n]{1,128}"|'[^'\n]{1,128}'|[“„][^”“\n]{1,128}[”“]|\S{1,256})`;
/** Behind a word alone only what looks like a password is one: small letters with digits. */
const LOOKS_SECRET = /^(?=.*\p{Ll})(?=.*\p{N})[^@]{6,}$/u;
const LOOKS_PIN = /^\p{N}{3,8}$/u;

/** Words behind an unquoted value that are a part of it, as in a pass phrase; a sentence goes on with others. */
const PHRASE_WORDS = 8;
/** Behind an adjective such as "correct" only so many words at the end of a clause are a pass phrase. */
const PHRASE_BEHIND_STATE = 3;
const PLAIN = /^[\p{L}'’-]+$/u;
const CLAUSE_ENDS = /^\s{0,3}(?:[.,;!?\n]|$)/;
/** A word that is hidden, with what may stand around it; a masked card is none. */
const HIDDEN = /(?<!•)•••(?!•)/;
const MAX_VALUE = 256;
/** As long as what leads from one password to another can be. */
const AGAIN_LENGTH = 40;
/** How many words behind a hidden one another may stand in the same sentence. */
const NEARBY_WORDS = 12;

interface Patterns {
  told: RegExp;
  changed: RegExp;
  pin: RegExp;
  /** What leads from one password to another. */
  again: RegExp;
  states: Set<string>;
}
let patterns: Patterns | undefined;

/** Hides card numbers (Luhn) and what is told to be a password, PIN or card code. Masking a masked text changes nothing. */
export function maskSecrets(text: string): MaskedText {
  const cards = maskCards(text);
  const masked = maskPasswords(cards);
  return {
    text: masked,
    found: [...(cards === text ? [] : ['card' as const]), ...(masked === cards ? [] : ['password' as const])],
  };
}

function maskPasswords(text: string): string {
  const { told, changed, pin } = (patterns ??= loadPatterns());
  const first = text
    .replace(told, (all: string, lead: string, value: string, more: string, at: number) => {
      if (isPhrase(value, more, text.slice(at + all.length, at + all.length + 4))) return `${lead}${MASK}`;
      return hide(`${lead}${value}`, lead, value, isTold(value)) + more;
    })
    .replace(changed, (all: string, lead: string, value: string) =>
      hide(all, lead, value, LOOKS_SECRET.test(bareOf(value))),
    )
    .replace(pin, (all: string, lead: string, value: string) => hide(all, lead, value, LOOKS_PIN.test(bareOf(value))));
  return first.includes(MASK) ? maskNearby(first) : first;
}

/** "my password is correct horse battery staple" */
function isPhrase(value: string, more: string, next: string): boolean {
  const words = more.split(' ').filter(Boolean).length;
  if (words === 0 || !PLAIN.test(value)) return false;
  return isTold(value) || (words >= PHRASE_BEHIND_STATE && CLAUSE_ENDS.test(next));
}

/** Whoever tells one password may tell another in the same sentence: "hunter2, or maybe Hunter33", "the old one was …". */
function maskNearby(text: string): string {
  let left = 0;
  let before = '';
  return text.replace(/\S+|\n/g, (word) => {
    const again = patterns?.again.test(before) ?? false;
    const isHidden = HIDDEN.test(word);
    before = `${before} ${word}`.slice(-AGAIN_LENGTH);
    if (isHidden || left === 0) {
      left = isHidden ? NEARBY_WORDS : 0;
      return word;
    }
    const bare = bareOf(word);
    const isSecret =
      word.length <= MAX_VALUE && (LOOKS_SECRET.test(bare) || (again && PLAIN.test(bare) && isTold(word)));
    left = isSecret ? NEARBY_WORDS : /[.!?\n]$/.test(word) ? 0 : left - 1;
    if (isSecret) before = MASK;
    return hide(word, '', word, isSecret);
  });
}

/** "my password is wrong" tells none; anything in quotes, and any word that is no state, does. */
function isTold(value: string): boolean {
  if (/^["'“„]/.test(value)) return true;
  const word = bareOf(value);
  return word !== '' && !patterns?.states.has(word.toLowerCase()) && !/^n['’]t$/i.test(word);
}

function hide(all: string, lead: string, value: string, isSecret: boolean): string {
  if (!isSecret || value.includes('•')) return all;
  const end = /^["'“„]/.test(value) ? '' : (/[.,;!?)\]]+$/.exec(value)?.[0] ?? '');
  return `${lead}${MASK}${end.slice(-1)}`;
}

function bareOf(value: string): string {
  return value.replace(/^["'“„(]+|["'”“.,;:!?)\]]+$/g, '');
}

function loadPatterns(): Patterns {
  const start = String.raw`(?<![\p{L}\p{N}_-])`;
  const secret = alternatives('secretWords');
  const any = alternatives('secretWords', 'pinWords');
  const owner = String.raw`(?:\s{1,3}${alternatives('secretOf')}(?:\s{1,3}[^\s:=]{1,40}){1,3}?)?`;
  const is = String.raw`(?:\s{1,3}${alternatives('secretIs')}(?:\s{0,3}[:=])?\s{1,3}|\s{0,3}(?:[:=]|->|→)\s{0,3})`;
  const ends = alternatives('secretEnds', 'secretStates', 'secretWords', 'pinWords');
  const word = String.raw`(?!${ends}(?![\p{L}\p{N}]))[\p{L}'’-]{1,40}(?![\p{L}\p{N}:=@_•'’-])`;
  return {
    told: new RegExp(`(${start}${any}${owner}${is})${VALUE}((?: ${word}){0,${PHRASE_WORDS}})`, 'giu'),
    changed: new RegExp(`(${start}${secret}${owner}(?:\\s{1,3}${alternatives('secretTo')})?\\s{1,3})${VALUE}`, 'giu'),
    pin: new RegExp(`(${start}${alternatives('pinWords')}\\s{1,3})${VALUE}`, 'giu'),
    again: new RegExp(`${start}${alternatives('secretAgain')}$`, 'iu'),
    states: new Set(wordsInAll('secretStates')),
  };
}
