import { responses, type TextKey } from '../../resources/responses';
import { findEmail } from '../entities/emailEntity';
import { alternatives, escaped } from '../entities/words';

const LONGEST_INTEREST = 500;

/** What an offer is asked for: "I'd like a quote for 50 t-shirts" gives "50 t-shirts"; `undefined` when it is not said. */
export function findInterest(text: string, locale: string): string | undefined {
  const said = withoutAddress(text).replace(/[’‘`´]/g, "'");
  for (const lead of responses('leadCapture', locale).list('interestLeads')) {
    const [match] = said.matchAll(wholeWord(lead));
    if (!match) continue;
    const interest = tidy(upToEnd(said.slice(match.index + match[0].length), locale));
    if (interest && saysSomething(interest, locale)) return interest.slice(0, LONGEST_INTEREST);
  }
  return undefined;
}

/** Another sentence, or what somebody adds about themselves, is not what the offer is for. */
function upToEnd(text: string, locale: string): string {
  const sentence = text.split(/[.!?](?:\s|$)|[\n;]/)[0] ?? '';
  return (
    sentence.split(
      new RegExp(`(?:[\\s,–-]+(?:${alternatives('joinWords')}\\s+)?)${anyOf('interestEnds', locale)}`, 'iu'),
    )[0] ?? ''
  );
}

/** "An offer for us" says nothing yet. */
function saysSomething(text: string, locale: string): boolean {
  const rest = text.replace(new RegExp(anyOf('interestFiller', locale), 'giu'), ' ');
  return /[\p{L}\p{N}]{2}/u.test(rest);
}

function withoutAddress(text: string): string {
  const found = findEmail(text);
  return found ? `${text.slice(0, found.start)};${text.slice(found.end)}` : text;
}

function tidy(text: string): string {
  return text.replace(/^[\s,:–-]+|[\s,:–-]+$/g, '');
}

function anyOf(key: TextKey<'leadCapture'>, locale: string): string {
  const words = [...responses('leadCapture', locale).list(key)].sort((a, b) => b.length - a.length);
  return `(?<![\\p{L}\\p{N}])(?:${words.map(escaped).join('|')})(?![\\p{L}\\p{N}])`;
}

function wholeWord(words: string): RegExp {
  return new RegExp(`(?<![\\p{L}\\p{N}])${escaped(words)}(?![\\p{L}\\p{N}])`, 'giu');
}
