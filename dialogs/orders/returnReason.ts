import { responses } from '../../resources/responses';
import type { ReturnReason } from '../../services/ports/commerce';
import { oneOf } from '../form/oneOf';
import { says } from '../words';

const REASONS = [
  'too_small',
  'too_large',
  'not_as_described',
  'defective',
  'wrong_item',
  'unwanted',
  'other',
] as const satisfies readonly ReturnReason[];

const titled = oneOf(REASONS, 'returnRequest', (reason) => `reason.${reason}` as const);

/** Why something goes back: by the buttons, and in people's own words. */
export const reasons: typeof titled = {
  ...titled,
  read: (answer) => findReason(answer.text, answer.locale) ?? titled.read(answer),
  spot: (answer) => findReason(answer.text, answer.locale) ?? titled.spot(answer),
};

/** The reason that a sentence gives: "they're too tight". `undefined` where it gives none, or several. */
export function findReason(text: string, locale: string): ReturnReason | undefined {
  const texts = responses('returnRequest', locale);
  const negations = texts.list('negations');
  const [found, ...more] = REASONS.filter((reason) => {
    const words = reason === 'other' ? [] : texts.list(`words.${reason}`);
    return words.some((word) => says(text, [word]) && !negations.some((no) => says(text, [`${no} ${word}`])));
  });
  return more.length > 0 ? undefined : found;
}
