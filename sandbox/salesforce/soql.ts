import { RestError } from './restError';

export type Literal = string | number | boolean | null | { date: string };
export type Operator = '=' | '!=' | '<' | '>' | '<=' | '>=' | 'LIKE' | 'IN' | 'NOT IN';

export type Condition =
  | { kind: 'compare'; field: string; operator: Operator; values: Literal[] }
  | { kind: 'AND' | 'OR'; parts: Condition[] }
  | { kind: 'NOT'; part: Condition };

export interface Query {
  /** Names as they were written; `Account.Name` walks along a reference. */
  fields: string[];
  from: string;
  where?: Condition;
  orderBy: { field: string; descending: boolean }[];
  limit?: number;
}

interface Token {
  kind: 'word' | 'string' | 'mark' | 'end';
  text: string;
  at: number;
}

/** A string literal may hold anything but these two, which need a backslash before them. */
const TOKEN = /\s+|'((?:[^'\\]|\\.)*)'|(<=|>=|!=|<>|[=<>(),])|([^\s'<>=!(),]+)/suy;
const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' };
const DATE = /^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:Z|[+-]\d{2}:\d{2}))?$/;

/**
 * Reads one SOQL query: SELECT, FROM, WHERE, ORDER BY and LIMIT.
 * https://developer.salesforce.com/docs/atlas.en-us.soql_sosl.meta/soql_sosl/sforce_api_calls_soql_select.htm
 *
 * @throws RestError `MALFORMED_QUERY`
 */
export function parseSoql(text: string): Query {
  return new SoqlReader(text).query();
}

class SoqlReader {
  private readonly tokens: Token[];

  constructor(private readonly text: string) {
    this.tokens = this.tokenize();
  }

  query(): Query {
    this.keyword('SELECT');
    const fields = this.list(() => this.word());
    this.keyword('FROM');
    const from = this.word();
    const where = this.take('WHERE') ? this.conditions() : undefined;
    const orderBy = this.take('ORDER') ? this.ordering() : [];
    const limit = this.take('LIMIT') ? this.count() : undefined;
    if (this.next.kind !== 'end') throw this.unexpected();
    return { fields, from, orderBy, ...(where && { where }), ...(limit !== undefined && { limit }) };
  }

  private ordering(): Query['orderBy'] {
    this.keyword('BY');
    return this.list(() => {
      const field = this.word();
      const descending = this.take('DESC');
      if (!descending) this.take('ASC');
      if (this.take('NULLS') && !this.take('FIRST')) this.keyword('LAST');
      return { field, descending };
    });
  }

  /** AND and OR must not stand side by side without parentheses. */
  private conditions(): Condition {
    const first = this.condition();
    const kind = this.is('OR') ? 'OR' : 'AND';
    const parts = [first];
    while (this.take(kind)) parts.push(this.condition());
    if (this.is('AND') || this.is('OR')) throw this.unexpected();
    return parts.length === 1 ? first : { kind, parts };
  }

  private condition(): Condition {
    if (this.take('NOT')) return { kind: 'NOT', part: this.condition() };
    if (this.takeMark('(')) {
      const group = this.conditions();
      this.mark(')');
      return group;
    }
    const field = this.word();
    const operator = this.operator();
    if (operator !== 'IN' && operator !== 'NOT IN')
      return { kind: 'compare', field, operator, values: [this.literal()] };
    this.mark('(');
    const values = this.list(() => this.literal());
    this.mark(')');
    return { kind: 'compare', field, operator, values };
  }

  private operator(): Operator {
    const token = this.shift();
    const text = token.text.toUpperCase();
    if (token.kind === 'mark' && text === '<>') return '!=';
    if (token.kind === 'mark' && ['=', '!=', '<', '>', '<=', '>='].includes(text)) return text as Operator;
    if (token.kind === 'word' && (text === 'LIKE' || text === 'IN')) return text;
    if (token.kind === 'word' && text === 'NOT' && this.take('IN')) return 'NOT IN';
    throw this.unexpected(token);
  }

  private literal(): Literal {
    const token = this.shift();
    if (token.kind === 'string') return unescaped(token.text, () => this.unexpected(token));
    const word = token.text.toLowerCase();
    if (token.kind === 'word' && word === 'null') return null;
    if (token.kind === 'word' && (word === 'true' || word === 'false')) return word === 'true';
    if (token.kind === 'word' && /^-?\d+(?:\.\d+)?$/.test(word)) return Number(word);
    if (token.kind === 'word' && DATE.test(token.text)) return { date: token.text };
    throw this.unexpected(token);
  }

  private list<T>(item: () => T): T[] {
    const items = [item()];
    while (this.takeMark(',')) items.push(item());
    return items;
  }

  private count(): number {
    const token = this.shift();
    if (!/^\d+$/.test(token.text)) throw this.unexpected(token);
    return Number(token.text);
  }

  private word(): string {
    const token = this.shift();
    if (token.kind !== 'word' || !/^[A-Za-z][\w.]*$/.test(token.text)) throw this.unexpected(token);
    return token.text;
  }

  private keyword(word: string): void {
    if (!this.take(word)) throw this.unexpected();
  }

  private mark(text: string): void {
    if (!this.takeMark(text)) throw this.unexpected();
  }

  private is(word: string): boolean {
    return this.next.kind === 'word' && this.next.text.toUpperCase() === word;
  }

  private take(word: string): boolean {
    return this.is(word) && Boolean(this.shift());
  }

  private takeMark(text: string): boolean {
    return this.next.kind === 'mark' && this.next.text === text && Boolean(this.shift());
  }

  private get next(): Token {
    return this.tokens[0] ?? { kind: 'end', text: '<EOF>', at: this.text.length };
  }

  private shift(): Token {
    const token = this.next;
    this.tokens.shift();
    return token;
  }

  private tokenize(): Token[] {
    const tokens: Token[] = [];
    let at = 0;
    while (at < this.text.length) {
      TOKEN.lastIndex = at;
      const match = TOKEN.exec(this.text);
      if (!match) throw this.unexpected({ kind: 'mark', text: this.text[at] ?? '', at });
      const [whole, string, mark, word] = match;
      if (string !== undefined) tokens.push({ kind: 'string', text: string, at });
      else if (mark !== undefined) tokens.push({ kind: 'mark', text: mark, at });
      else if (word !== undefined) tokens.push({ kind: 'word', text: word, at });
      at += whole.length;
    }
    return tokens;
  }

  private unexpected({ text, at } = this.next): RestError {
    const place = `${this.text}\n${' '.repeat(at)}^\nERROR at Row:1:Column:${at + 1}`;
    return new RestError(400, { message: `\n${place}\nunexpected token: '${text}'`, errorCode: 'MALFORMED_QUERY' });
  }
}

/** `\'`, `\"`, `\\`, letters for control characters, and what only LIKE needs; anything else is refused. */
function unescaped(text: string, refuse: () => RestError): string {
  return text.replace(/\\(.)/gsu, (_whole, character: string) => {
    if (/['"\\_%]/.test(character)) return character;
    const control = ESCAPES[character.toLowerCase()];
    if (control === undefined) throw refuse();
    return control;
  });
}
