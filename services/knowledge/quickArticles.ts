import { abortable, calledOff } from '../operations/abort';
import type { Clock } from '../operations/clock';
import type { Article } from '../ports/helpdesk';
import type { Services } from '../services';

/** Longer than this nobody is kept from what they came for. */
const WAIT_MS = 1_000;
const LONGEST_QUERY = 200;

/** Articles that may help, when they are to be had at once; none otherwise. */
export type QuickArticles = (query: string, locale: string, limit: number) => Promise<Article[]>;

/** Searches the help centre beside a job: late, failing or missing, it is as if nothing had been found. */
export function createQuickArticles(services: Pick<Services, 'call' | 'serves'>, clock: Clock): QuickArticles {
  return async (query, locale, limit) => {
    if (!services.serves('helpdesk', 'searchArticles')) return [];
    const abort = new AbortController();
    const cancel = clock.schedule(WAIT_MS, () => abort.abort(calledOff('articles are not worth more time')));
    const input = { query: query.slice(0, LONGEST_QUERY), locale, limit };
    try {
      return await abortable(
        services.call('helpdesk', 'searchArticles', input, { signal: abort.signal }),
        abort.signal,
      );
    } catch {
      return [];
    } finally {
      cancel();
    }
  };
}
