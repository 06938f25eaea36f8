import type { Answer } from '../answer';
import type { VendorRequest } from '../vendorSandbox';
import type { Database, Row } from './tables';
import { refusal, result } from './wire';

const PATH = /^\/api\/sn_km_api(?:\/v\d)?\/knowledge\/articles$/;
const DEFAULT_LIMIT = 30;
const SNIPPET_CHARACTERS = 300;
/** A word in the title counts more than one in the text. */
const TITLE_WEIGHT = 5;

/** The Knowledge Management API: https://www.servicenow.com/docs/r/api-reference/rest-apis/knowledge-api.html */
export class KnowledgeApi {
  constructor(private readonly database: Database) {}

  /** `undefined` for a path that is another API's. */
  answer({ method, path, query }: VendorRequest): Answer | undefined {
    if (!PATH.test(path)) return undefined;
    if (method !== 'GET') return refusal(405, `Method not supported: ${method}`);
    const words = wordsOf(query.get('query') ?? '');
    const language = query.get('language') ?? 'en';
    const found = this.database
      .rows('kb_knowledge')
      .filter((row) => row['workflow_state'] === 'published' && [row['language'], 'all'].includes(language))
      .map((row) => ({ row, score: score(row, words) }))
      .filter((each) => each.score > 0)
      .sort((one, other) => other.score - one.score);
    const start = Number(query.get('offset') ?? 0);
    const page = found.slice(start, start + Number(query.get('limit') ?? DEFAULT_LIMIT));
    return result(200, {
      meta: {
        start,
        end: start + page.length,
        query: query.get('query') ?? '',
        language,
        count: found.length,
        status: { code: 200 },
      },
      articles: page.map(({ row, score: value }, index) => toArticle(row, words, index + 1, value)),
    });
  }
}

function toArticle(row: Row, words: string[], rank: number, value: number) {
  const { sys_id: id = '', number = '', short_description: title = '', text = '' } = row;
  const plain = text.replace(/<[^>]*>/g, ' ').trim();
  return {
    link: `?id=kb_article_view&sys_kb_id=${id}&sysparm_rank=${rank}`,
    rank,
    id: `kb_knowledge:${id}`,
    title,
    snippet: highlighted(plain.slice(0, SNIPPET_CHARACTERS), words),
    score: value,
    number,
  };
}

/** The words that were looked for stand out, in HTML. */
function highlighted(text: string, words: string[]): string {
  const wanted = new Set(words);
  return text.replace(/[\p{L}\p{N}]+/gu, (word) => (wanted.has(word.toLowerCase()) ? `<B>${word}</B>` : word));
}

function score({ short_description: title = '', text = '', meta = '' }: Row, words: string[]): number {
  const hits = (field: string) => {
    const held = new Set(wordsOf(field));
    return words.filter((word) => held.has(word)).length;
  };
  return hits(title) * TITLE_WEIGHT + hits(`${text} ${meta}`);
}

function wordsOf(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
}
