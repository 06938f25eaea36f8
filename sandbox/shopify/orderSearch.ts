import type { OrderRecord } from './records';

type Predicate = (order: OrderRecord) => boolean;
type Token = { kind: 'word' | 'quoted'; text: string } | { kind: '(' | ')' | ':' };

/**
 * Shopify's search syntax, as far as orders need it: terms, quotes, backslash escapes, `AND`, `OR`, `NOT`, `-` and
 * parentheses. https://shopify.dev/docs/api/usage/search-syntax
 */
export function orderSearch(query: string): Predicate {
  return parseAlternatives(tokenize(query));
}

function tokenize(query: string): Token[] {
  const tokens: Token[] = [];
  const pattern = /\s+|([():])|"((?:\\.|[^"\\])*)"|'((?:\\.|[^'\\])*)'|((?:\\.|[^\s():\\])+)|\\/gsu;
  for (const [, mark, double, single, word] of query.matchAll(pattern)) {
    const quoted = double ?? single;
    if (mark === '(' || mark === ')' || mark === ':') tokens.push({ kind: mark });
    else if (quoted !== undefined) tokens.push({ kind: 'quoted', text: unescape(quoted) });
    else if (word !== undefined) tokens.push({ kind: 'word', text: unescape(word) });
  }
  return tokens;
}

function unescape(text: string): string {
  return text.replace(/\\(.)/gsu, '$1');
}

function parseAlternatives(tokens: Token[]): Predicate {
  const alternatives = [parseTerms(tokens)];
  while (isWord(tokens[0], 'OR')) {
    tokens.shift();
    alternatives.push(parseTerms(tokens));
  }
  return (order) => alternatives.some((matches) => matches(order));
}

/** Terms that must all match; `AND` between them may be left out. */
function parseTerms(tokens: Token[]): Predicate {
  const terms: Predicate[] = [];
  for (let next = tokens[0]; next && next.kind !== ')' && !isWord(next, 'OR'); next = tokens[0]) {
    if (isWord(next, 'AND')) tokens.shift();
    else terms.push(parseTerm(tokens));
  }
  return (order) => terms.every((matches) => matches(order));
}

function parseTerm(tokens: Token[]): Predicate {
  const token = tokens.shift();
  if (isWord(token, 'NOT') && tokens.length > 0) return not(parseTerm(tokens));
  if (token?.kind === '(') {
    const group = parseAlternatives(tokens);
    if (tokens[0]?.kind === ')') tokens.shift();
    return group;
  }
  if (token?.kind !== 'word' && token?.kind !== 'quoted') return () => true;
  const negated = token.kind === 'word' && token.text.length > 1 && token.text.startsWith('-');
  const text = negated ? token.text.slice(1) : token.text;
  const term = tokens[0]?.kind === ':' ? parseField(text, tokens) : inAnyField(text);
  return negated ? not(term) : term;
}

function parseField(field: string, tokens: Token[]): Predicate {
  tokens.shift();
  const value = tokens[0];
  if (value?.kind !== 'word' && value?.kind !== 'quoted') return () => true;
  tokens.shift();
  const read = FIELDS.get(field.toLowerCase());
  // As the real one does: a filter that does not exist is ignored, not refused.
  if (!read) return () => true;
  const prefix = value.kind === 'word' && value.text.endsWith('*') ? plain(value.text.slice(0, -1)) : undefined;
  const wanted = plain(value.text);
  return (order) => {
    const actual = plain(read(order));
    return prefix === undefined ? actual === wanted : actual.startsWith(prefix);
  };
}

const FIELDS: ReadonlyMap<string, (order: OrderRecord) => string> = new Map([
  ['name', (order: OrderRecord) => order.name],
  ['email', (order: OrderRecord) => order.email],
  ['id', (order: OrderRecord) => order.legacyResourceId],
]);

function inAnyField(text: string): Predicate {
  return (order) => [order.name, order.email, order.customer.displayName].some((field) => plain(field) === plain(text));
}

/** Names match with and without their `#`, in small or capital letters. */
function plain(text: string): string {
  return text.replace(/^#/, '').toLowerCase();
}

function not(predicate: Predicate): Predicate {
  return (order) => !predicate(order);
}

function isWord(token: Token | undefined, word: string): boolean {
  return token?.kind === 'word' && token.text === word;
}
