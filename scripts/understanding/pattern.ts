import type { SeededRandom } from './random';

/** A parsed pattern: text, one of several, or one after the other. */
type Node = string | Choice | { all: Node[] };

/** A group deals its members like cards: each comes once before any comes again. */
interface Choice {
  oneOf: Node[];
  deck: Node[];
}

/** The words of a list are known one by one; a pattern need not show them all. */
const WIDTH_OF_LISTS = 8;

/** Named lists that patterns refer to as `<name>`. */
export type Lists = ReadonlyMap<string, readonly string[]>;

/**
 * One hand-written line that stands for many: `{where is|track} [all] my <goods>` has groups of synonyms, optional parts and
 * named lists, one within the other as deep as needed.
 */
export class Pattern {
  readonly #root: Node;
  readonly #lists: Lists;

  /** @throws when a bracket is not closed or a list does not exist */
  constructor(text: string, lists: Lists) {
    this.#lists = lists;
    const parser = new Parser(text);
    this.#root = parser.parse();
  }

  /** How many lines it takes until every member of its groups has occurred. */
  get width(): number {
    return this.#widthOf(this.#root);
  }

  /** One of the lines. */
  sample(random: SeededRandom): string {
    return this.#expand(this.#root, random).replace(/\s+/g, ' ').trim();
  }

  #widthOf(node: Node): number {
    if (typeof node === 'string') {
      const names = [...node.matchAll(/<([\w-]+)>/g)].map(([, name]) => this.#list(name!).length);
      return Math.max(1, ...names.map((length) => Math.min(length, WIDTH_OF_LISTS)));
    }
    if ('oneOf' in node) return node.oneOf.reduce((sum, child) => sum + this.#widthOf(child), 0);
    return Math.max(1, ...node.all.map((child) => this.#widthOf(child)));
  }

  #expand(node: Node, random: SeededRandom): string {
    if (typeof node === 'string') {
      return node.replace(/<([\w-]+)>/g, (_, name: string) =>
        new Pattern(random.pick(this.#list(name)), this.#lists).sample(random),
      );
    }
    if ('oneOf' in node) {
      if (node.deck.length === 0) node.deck = random.shuffled(node.oneOf);
      return this.#expand(node.deck.pop()!, random);
    }
    return node.all.map((child) => this.#expand(child, random)).join('');
  }

  #list(name: string): readonly string[] {
    const list = this.#lists.get(name);
    if (!list) throw new Error(`There is no list <${name}>`);
    return list;
  }
}

class Parser {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  parse(): Node {
    const node = this.#sequence('');
    if (this.#at < this.#text.length) throw new Error(`Unexpected "${this.#text[this.#at]}" in: ${this.#text}`);
    return node;
  }

  /** Up to a sign that ends it, which is left for the caller. */
  #sequence(ends: string): Node {
    const all: Node[] = [];
    let plain = '';
    const flush = () => {
      if (plain) all.push(plain);
      plain = '';
    };
    for (; this.#at < this.#text.length && !`}]|`.includes(this.#text[this.#at]!); this.#at++) {
      const sign = this.#text[this.#at]!;
      if (sign !== '{' && sign !== '[') {
        plain += sign;
        continue;
      }
      flush();
      all.push(this.#group(sign === '{' ? '}' : ']'));
    }
    flush();
    if (ends && this.#at >= this.#text.length) throw new Error(`A "${ends}" is missing in: ${this.#text}`);
    return all.length === 1 ? all[0]! : { all };
  }

  /** Leaves the position on the closing sign. */
  #group(end: '}' | ']'): Node {
    const oneOf: Node[] = end === ']' ? [''] : [];
    do {
      this.#at++;
      oneOf.push(this.#sequence(end));
    } while (this.#text[this.#at] === '|');
    if (this.#text[this.#at] !== end) throw new Error(`A "${end}" is missing in: ${this.#text}`);
    return { oneOf, deck: [] };
  }
}
