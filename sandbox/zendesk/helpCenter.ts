import { json, type Answer } from '../answer';
import { page } from './paging';
import type { ArticleRecord, ZendeskStore } from './records';

/** Words that say nothing about an article, in each language that the help center has. */
const STOP_WORDS: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  [
    'en',
    wordSet(
      'a an and are at be by can do does for from how i if in is it my of on or our the to was what when with you your',
    ),
  ],
  [
    'de',
    wordSet(
      'am auf das dem den der die ein eine es für habe ich ihr im in ist kann mich mit nicht sie sind und von was wie wir zu',
    ),
  ],
]);
/** What words of a language end in, for it to find all forms of a word by one. */
const ENDINGS: ReadonlyMap<string, RegExp> = new Map([
  ['en', /(?:ing|ed|es|s)$/],
  ['de', /(?:ungen|ung|en|er|es|et|e|t|s)$/],
]);
const DOUBLED = /([bdgmnprt])\1$/;
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
  const language = locale?.split('-')[0] ?? 'en';
  const words = wordsOf(text).filter((word) => !STOP_WORDS.get(language)?.has(word));
  const hits = store
    .all('article')
    .filter((article) => locale === null || article.locale === locale)
    .map((article) => ({ article, score: score(article, words, language) }))
    .filter((hit) => hit.score > 0)
    .sort((one, other) => other.score - one.score);
  const sized = new URLSearchParams(query);
  if (!sized.has('per_page')) sized.set('per_page', DEFAULT_PAGE);
  const shown = hits.map(({ article }) => ({ ...article, result_type: 'article', snippet: snippet(article, words) }));
  return json(200, page(shown, 'results', sized));
}

function score({ title, body, label_names }: ArticleRecord, words: string[], language: string): number {
  const stem = stemmer(language);
  const count = (text: string, weight: number) => {
    const present = wordsOf(text.replace(/<[^>]*>/g, ' '));
    return words.filter((word) => present.some((each) => stem(each) === stem(word))).length * weight;
  };
  return count(title, 5) + count(label_names.join(' '), 3) + count(body, 1);
}

/** "returns" and "return" are one word to a search, and so are "shipping" and "ship". */
function stemmer(language: string): (word: string) => string {
  const ending = ENDINGS.get(language) ?? /$/;
  return (word) => (word.length > 4 ? word.replace(ending, '').replace(DOUBLED, '$1') : word);
}

function wordSet(words: string): ReadonlySet<string> {
  return new Set(words.split(' '));
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
