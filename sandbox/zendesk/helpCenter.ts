import { json, type Answer } from '../answer';
import { page } from './paging';
import type { ArticleRecord, ZendeskStore } from './records';

/** Words that say nothing about an article. */
const STOP_WORDS = new Set(['a', 'an', 'and', 'do', 'how', 'i', 'in', 'is', 'my', 'of', 'our', 'the', 'to', 'what']);
const DEFAULT_PAGE = '25';

/** https://developer.zendesk.com/api-reference/help_center/help-center-api/search/#search-articles */
export function searchArticles(store: ZendeskStore, query: URLSearchParams): Answer {
  const text = query.get('query') ?? '';
  if (!text.trim()) {
    return json(400, {
      errors: [
        { code: 'InvalidParameter', title: 'At least one of query, label_names, category or section is required' },
      ],
    });
  }
  const locale = query.get('locale');
  const words = wordsOf(text).filter((word) => !STOP_WORDS.has(word));
  const hits = store
    .all('article')
    .filter((article) => locale === null || article.locale === locale)
    .map((article) => ({ article, score: score(article, words) }))
    .filter((hit) => hit.score > 0)
    .sort((one, other) => other.score - one.score);
  const sized = new URLSearchParams(query);
  if (!sized.has('per_page')) sized.set('per_page', DEFAULT_PAGE);
  const shown = hits.map(({ article }) => ({ ...article, result_type: 'article', snippet: snippet(article, words) }));
  return json(200, page(shown, 'results', sized));
}

function score({ title, body, label_names }: ArticleRecord, words: string[]): number {
  const count = (text: string, weight: number) => {
    const present = wordsOf(text.replace(/<[^>]*>/g, ' '));
    return words.filter((word) => present.some((each) => sameStem(each, word))).length * weight;
  };
  return count(title, 5) + count(label_names.join(' '), 3) + count(body, 1);
}

/** "returns" and "return" are one word to a search. */
function sameStem(one: string, other: string): boolean {
  const stem = (word: string) => (word.length > 4 ? word.replace(/(?:ing|ed|es|s|en)$/, '') : word);
  return stem(one) === stem(other);
}

function wordsOf(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
}

function snippet({ body }: ArticleRecord, words: string[]): string {
  const text = body.replace(/<[^>]*>/g, ' ').trim();
  return text
    .slice(0, 200)
    .replace(/[\p{L}\p{N}]+/gu, (word) => (words.includes(word.toLowerCase()) ? `<em>${word}</em>` : word));
}
