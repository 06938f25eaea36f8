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

interface Patterns {
  told: RegExp;
  changed: RegExp;
  pin: RegExp;
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
  return text
    .replace(told, (all: string, lead: string, value: string) => hide(all, lead, value, isTold(value)))
    .replace(changed, (all: string, lead: string, value: string) =>
      hide(all, lead, value, LOOKS_SECRET.test(bareOf(value))),
    )
    .replace(pin, (all: string, lead: string, value: string) => hide(all, lead, value, LOOKS_PIN.test(bareOf(value))));
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
  return {
    told: new RegExp(`(${start}${any}${owner}${is})${VALUE}`, 'giu'),
    changed: new RegExp(`(${start}${secret}${owner}(?:\\s{1,3}${alternatives('secretTo')})?\\s{1,3})${VALUE}`, 'giu'),
    pin: new RegExp(`(${start}${alternatives('pinWords')}\\s{1,3})${VALUE}`, 'giu'),
    states: new Set(wordsInAll('secretStates')),
  };
}
