/**
 * A page as Zendesk cuts it: by cursor when `page[size]` is given, else by number.
 * https://developer.zendesk.com/api-reference/introduction/pagination/
 */
export function page<T>(items: T[], name: string, query: URLSearchParams): object {
  const size = Math.min(Number(query.get('page[size]') ?? query.get('per_page') ?? 100) || 100, 100);
  if (query.has('page[size]')) {
    const start = Number(Buffer.from(query.get('page[after]') ?? '', 'base64url').toString()) || 0;
    const has_more = items.length > start + size;
    const cursor = (position: number) => Buffer.from(String(position)).toString('base64url');
    return {
      [name]: items.slice(start, start + size),
      meta: { has_more, after_cursor: has_more ? cursor(start + size) : null, before_cursor: null },
      links: { next: null, prev: null },
    };
  }
  const start = (Math.max(Number(query.get('page') ?? 1) || 1, 1) - 1) * size;
  return { [name]: items.slice(start, start + size), count: items.length, next_page: null, previous_page: null };
}
