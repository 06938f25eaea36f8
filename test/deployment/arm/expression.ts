/** A parsed template expression: https://learn.microsoft.com/azure/azure-resource-manager/templates/template-expressions */
export type Expression =
  | { kind: 'literal'; value: string | number }
  | { kind: 'call'; name: string; args: Expression[] }
  | { kind: 'member'; of: Expression; key: Expression };

const TOKEN = /\s*(?:'((?:[^']|'')*)'|(-?\d+)|([A-Za-z]\w*)|([()[\],.]))/y;

/** The expression in a template's text; `undefined` where the text is no expression. Throws an Error on a faulty one. */
export function parseExpression(text: string): Expression | undefined {
  if (!text.startsWith('[') || text.startsWith('[[')) return undefined;
  if (!text.endsWith(']')) throw new Error(`no closing bracket: ${text}`);
  return new Parser(text.slice(1, -1)).parse();
}

/** An expression and all that it is made of. */
export function* partsOf(expression: Expression): Generator<Expression> {
  yield expression;
  const inner = { literal: [], call: 'args' in expression ? expression.args : [], member: memberParts(expression) };
  for (const part of inner[expression.kind]) yield* partsOf(part);
}

function memberParts(expression: Expression): Expression[] {
  return expression.kind === 'member' ? [expression.of, expression.key] : [];
}

interface Token {
  text: string;
  kind: 'text' | 'number' | 'name' | 'sign' | 'end';
}

class Parser {
  readonly #tokens: Token[];

  constructor(private readonly source: string) {
    this.#tokens = tokensOf(source);
  }

  parse(): Expression {
    const expression = this.#expression();
    if (this.#next().kind !== 'end') throw new Error(`more than one expression: ${this.source}`);
    return expression;
  }

  #expression(): Expression {
    let expression = this.#start();
    for (;;) {
      if (this.#take('.')) expression = { kind: 'member', of: expression, key: literal(this.#name()) };
      else if (this.#take('[')) {
        expression = { kind: 'member', of: expression, key: this.#expression() };
        this.#expect(']');
      } else return expression;
    }
  }

  #start(): Expression {
    const { kind, text } = this.#next();
    if (kind === 'text') return literal(text);
    if (kind === 'number') return literal(Number(text));
    if (kind !== 'name') throw new Error(`"${text}" begins no expression: ${this.source}`);
    this.#expect('(');
    const args: Expression[] = [];
    if (this.#take(')')) return { kind: 'call', name: text, args };
    do args.push(this.#expression());
    while (this.#take(','));
    this.#expect(')');
    return { kind: 'call', name: text, args };
  }

  #name(): string {
    const { kind, text } = this.#next();
    if (kind !== 'name') throw new Error(`no name after a dot: ${this.source}`);
    return text;
  }

  #next(): Token {
    return this.#tokens.shift() ?? { kind: 'end', text: '' };
  }

  #take(sign: string): boolean {
    const [first] = this.#tokens;
    if (first?.kind !== 'sign' || first.text !== sign) return false;
    this.#tokens.shift();
    return true;
  }

  #expect(sign: string): void {
    if (!this.#take(sign)) throw new Error(`"${sign}" is missing: ${this.source}`);
  }
}

function literal(value: string | number): Expression {
  return { kind: 'literal', value };
}

function tokensOf(source: string): Token[] {
  const tokens: Token[] = [];
  const pattern = new RegExp(TOKEN);
  while (pattern.lastIndex < source.trimEnd().length) {
    const at = pattern.lastIndex;
    const match = pattern.exec(source);
    if (!match) throw new Error(`not understood from "${source.slice(at)}": ${source}`);
    const [, text, number, name, sign = ''] = match;
    if (text !== undefined) tokens.push({ kind: 'text', text: text.replaceAll("''", "'") });
    else if (number !== undefined) tokens.push({ kind: 'number', text: number });
    else tokens.push(name === undefined ? { kind: 'sign', text: sign } : { kind: 'name', text: name });
  }
  return tokens;
}
