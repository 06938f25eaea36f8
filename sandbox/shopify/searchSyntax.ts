/** One value that is searched for. */
export interface SearchValue {
  text: string;
  /** `blue*`: the beginning of a word is enough. Never true of a quoted value. */
  isPrefix: boolean;
}

/** How one type of record can be searched. */
export interface Searchable<T> {
  /** By the name of the filter. */
  fields: ReadonlyMap<string, (record: T, value: SearchValue) => boolean>;
  /** A term without a filter. */
  anywhere: (record: T, value: SearchValue) => boolean;
}

type Predicate<T> = (record: T) => boolean;
type Token = { kind: 'word' | 'quoted'; text: string } | { kind: '(' | ')' | ':' };

/**
 * Shopify's search syntax: terms, quotes, backslash escapes, `AND`, `OR`, `NOT`, `-` and parentheses.
 * https://shopify.dev/docs/api/usage/search-syntax
 */
export function parseSearch<T>(query: string, searchable: Searchable<T>): Predicate<T> {
  return new SearchParser(tokenize(query), searchable).alternatives();
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

class SearchParser<T> {
  constructor(
    private readonly tokens: Token[],
    private readonly searchable: Searchable<T>,
  ) {}

  alternatives(): Predicate<T> {
    const alternatives = [this.terms()];
    while (isWord(this.tokens[0], 'OR')) {
      this.tokens.shift();
      alternatives.push(this.terms());
    }
    return (record) => alternatives.some((matches) => matches(record));
  }

  /** Terms that must all match; `AND` between them may be left out. */
  private terms(): Predicate<T> {
    const terms: Predicate<T>[] = [];
    for (let next = this.tokens[0]; next && next.kind !== ')' && !isWord(next, 'OR'); next = this.tokens[0]) {
      if (isWord(next, 'AND')) this.tokens.shift();
      else terms.push(this.term());
    }
    return (record) => terms.every((matches) => matches(record));
  }

  private term(): Predicate<T> {
    const token = this.tokens.shift();
    if (isWord(token, 'NOT') && this.tokens.length > 0) return not(this.term());
    if (token?.kind === '(') {
      const group = this.alternatives();
      if (this.tokens[0]?.kind === ')') this.tokens.shift();
      return group;
    }
    if (token?.kind !== 'word' && token?.kind !== 'quoted') return () => true;
    const negated = token.kind === 'word' && token.text.length > 1 && token.text.startsWith('-');
    const text = negated ? token.text.slice(1) : token.text;
    const value = toValue({ ...token, text });
    const isField = this.tokens[0]?.kind === ':';
    const term = isField ? this.field(text) : (record: T) => this.searchable.anywhere(record, value);
    return negated ? not(term) : term;
  }

  private field(name: string): Predicate<T> {
    this.tokens.shift();
    const token = this.tokens[0];
    if (token?.kind !== 'word' && token?.kind !== 'quoted') return () => true;
    this.tokens.shift();
    const matches = this.searchable.fields.get(name.toLowerCase());
    // As the real one does: a filter that does not exist is ignored, not refused.
    if (!matches) return () => true;
    const value = toValue(token);
    return (record) => matches(record, value);
  }
}

function toValue({ kind, text }: Token & { text: string }): SearchValue {
  const isPrefix = kind === 'word' && text.endsWith('*');
  return { text: isPrefix ? text.slice(0, -1) : text, isPrefix };
}

function not<T>(predicate: Predicate<T>): Predicate<T> {
  return (record) => !predicate(record);
}

function isWord(token: Token | undefined, word: string): boolean {
  return token?.kind === 'word' && token.text === word;
}
