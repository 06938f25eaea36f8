import { responses } from '../../resources/responses';
import type { Rating } from '../../services/feedback/feedbackStore';
import { escapedPhrase } from '../entities/words';

export const RATINGS = [1, 2, 3, 4, 5] as const satisfies readonly Rating[];

/** A rating, and what was written behind it. */
export interface ReadRating {
  rating: Rating;
  comment?: string;
}

/** "4", "4 – Good", "four stars", "5/5", "⭐⭐⭐", "2, it took ages", "great!"; `undefined` for any other sentence. */
export function readRating(text: string, locale: string): ReadRating | undefined {
  const said = text.trim().normalize('NFKC');
  const stars = /^(?:[⭐★]\uFE0F?\s*){1,5}$/u.test(said) ? (said.match(/[⭐★]/gu)?.length ?? 0) : 0;
  if (stars > 0) return { rating: stars as Rating };
  const texts = responses('feedback', locale);
  for (const rating of RATINGS) {
    const title = texts.plain(`rating.${rating}`);
    const units = texts.list('outOf').map(escapedPhrase).join('|');
    const words = [title, ...texts.list(`ratingWords.${rating}`)].map(escapedPhrase).join('|');
    const pattern = `^(?:${words}|${rating}(?:\\s*/\\s*5|\\s+(?:${units}))?)(?:\\s*[,.;:!–-]+\\s*(.*))?$`;
    const found = new RegExp(pattern, 'isu').exec(said);
    const comment = found?.[1]?.trim();
    if (found) return { rating, ...(comment && /\p{L}{3}/u.test(comment) && { comment }) };
  }
  return undefined;
}
