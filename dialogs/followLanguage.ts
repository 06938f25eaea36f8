import type { TurnContext } from 'botbuilder';
import { FAMILIAR, languageOfLocale, languages, type Language } from '../resources/responses';
import { isOffered } from './choices';
import { findCommand, mentions, type Command } from './commands';
import type { IntentRecognizer, Recognition } from './intentRecognizer';
import { turnOf } from './turn';

const NAMED: readonly (readonly [Command, Language])[] = [
  ['german', 'de'],
  ['english', 'en'],
];

/** Everybody says "ok" and "cancel"; only a whole sentence tells the language then. */
const SAID_EVERYWHERE = [
  'cancel',
  'help',
  'menu',
  'startOver',
  'back',
  'agent',
  'continue',
  'yes',
  'no',
  'greet',
  'thanks',
  'bye',
  'skip',
  'everything',
] as const satisfies readonly Command[];

/** A product is called "red coffee mug" in every language, and an address is an answer, not a sentence. */
const FEWEST_WORDS_OF_PRODUCT = 4;
const FEWEST_WORDS_OF_ANSWER = 5;

/** As much of a message tells its language. */
const READ_LENGTH = 500;

/** From this message on the bot speaks the language that the user writes in, or asks for. */
export function followLanguage(context: TurnContext, recognizer: IntentRecognizer): void {
  const turn = turnOf(context);
  const text = (context.activity.text ?? '').slice(0, READ_LENGTH);
  // The words of a button are ours.
  if (!/\p{L}{2}/u.test(text) || isOffered(turn.session, text)) return;
  const recognition = recognizer.recognize(text, turn.locale);
  const named = NAMED.find(([words]) => mentions(words, text, turn.locale))?.[1];
  const wanted = recognition.intent === 'language' ? named : spoken(text, turn.locale, recognition);
  if (!wanted || languageOfLocale(turn.locale) === wanted) return;
  turn.session.language = wanted;
  turn.locale = turn.locale.endsWith(FAMILIAR) ? `${wanted}${FAMILIAR}` : wanted;
}

/** The language of a sentence that was certainly meant to be in it. */
function spoken(text: string, locale: string, { intent, alternatives, language }: Recognition): Language | undefined {
  if (findCommand(SAID_EVERYWHERE, text, locale)) return undefined;
  const count = text.match(/\p{L}{2,}/gu)?.length ?? 0;
  const isProduct = intent?.startsWith('product.') === true;
  const isUnderstood = intent !== undefined || alternatives.length > 0;
  const fewest = isProduct ? FEWEST_WORDS_OF_PRODUCT : isUnderstood ? 1 : FEWEST_WORDS_OF_ANSWER;
  return count >= fewest ? languages.find((each) => each === language) : undefined;
}
