import { responses } from '../../resources/responses';
import { isCommand, mentions, type Command } from '../commands';
import { phraseAt, plainWords } from '../words';
import { splitLead } from './question';

/**
 * True for a goodbye or "no, thanks" and nothing else: "thx bye", "danke, das wars".
 *
 * @param alsoClosing "that's all" as well, which only ends a question and not always the job
 */
export function takesLeave(text: string, locale: string, alsoClosing = true): boolean {
  const parting: Command[] = alsoClosing ? ['bye', 'closing'] : ['bye'];
  const known = (commands: readonly Command[]) => commands.flatMap((each) => responses('commands', locale).list(each));
  const partings = new Set(known(parting));
  // "Not yet" and the like are a no, but no goodbye.
  const bareNo = known(['no']).filter((phrase) => !phrase.includes(' '));
  const phrases = [...known([...parting, 'thanks', 'filler']), ...bareNo].sort((one, two) => two.length - one.length);
  const all = `${plainWords(text)} `;
  let isParting = false;
  for (let at = 0; at < all.length;) {
    const phrase = phraseAt(all, phrases, at);
    if (phrase === undefined) return false;
    isParting ||= partings.has(phrase);
    at += phrase.length + 1;
  }
  return isParting;
}

/** "No, leave it" takes back what a card would send, whatever is on it. */
export function callsOff(text: string, locale: string): boolean {
  const { lead, rest } = splitLead(text, locale);
  return mentions('no', lead, locale) && isCommand('cancel', rest, locale);
}

/** A no to a question that knows only yes and no: "no", "nein, lass mal", "don't cancel it". */
export function refuses(text: string, locale: string): boolean {
  const { lead, rest } = splitLead(text, locale);
  const isBareNo = rest === '' && mentions('no', lead, locale);
  const isNo = isBareNo || isCommand('no', text, locale) || isCommand('refusal', rest, locale);
  return isNo || callsOff(text, locale) || takesLeave(text, locale);
}
