import { createQuickArticles } from '../../../services/knowledge/quickArticles';
import type { Article } from '../../../services/ports/helpdesk';
import { ServiceError } from '../../../services/serviceError';
import { ManualClock } from '../../helpers/manualClock';

const article: Article = { id: '1', title: 'Screen stays black', url: 'https://help.example/1', excerpt: '' };

function searching(call: () => Promise<Article[]>, serves = true) {
  const clock = new ManualClock();
  const services = { call, serves: () => serves } as unknown as Parameters<typeof createQuickArticles>[0];
  return { clock, find: createQuickArticles(services, clock) };
}

test('gives what is found', async () => {
  const { find } = searching(() => Promise.resolve([article]));
  expect(await find('black screen', 'en-US', 3)).toEqual([article]);
});

test('a search that fails, or none at all, found nothing', async () => {
  const failing = searching(() => Promise.reject(new ServiceError('unavailable', 'down')));
  expect(await failing.find('black screen', 'en-US', 3)).toEqual([]);
  const missing = searching(() => Promise.reject(new Error('must not be called')), false);
  expect(await missing.find('black screen', 'en-US', 3)).toEqual([]);
});

test('a slow search is not waited for', async () => {
  const { clock, find } = searching(() => new Promise(() => undefined));
  const found = find('black screen', 'en-US', 3);
  await clock.advance(1_000);
  expect(await found).toEqual([]);
});
