import type { TurnContext } from 'botbuilder';
import { FAMILIAR, languageOfLocale, languages } from '../resources/responses';
import { mentions, type Command } from './commands';
import type { IntentRecognizer } from './intentRecognizer';
import { turnOf } from './turn';

const NAMED: readonly (readonly [Command, string])[] = [
  ['german', 'de'],
  ['english', 'en'],
];

/** From this message on the bot speaks the language that the user writes in, or asks for. */
export function followLanguage(context: TurnContext, recognizer: IntentRecognizer): void {
  const turn = turnOf(context);
  const text = context.activity.text ?? '';
  if (!/\p{L}{2}/u.test(text)) return;
  const { intent, language } = recognizer.recognize(text, turn.locale);
  const named = NAMED.find(([words]) => mentions(words, text, turn.locale))?.[1];
  const wanted = intent === 'language' ? named : language;
  if (!wanted || !languages.includes(wanted) || languageOfLocale(turn.locale) === wanted) return;
  turn.session.language = wanted;
  turn.locale = turn.locale.endsWith(FAMILIAR) ? `${wanted}${FAMILIAR}` : wanted;
}
