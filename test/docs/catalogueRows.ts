import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const PROJECT = join(__dirname, '..', '..');

/** One line of what is injected, and the tests that its row names. */
export interface CatalogueRow {
  number: string;
  files: string[];
}

/** The numbered rows of a page in `docs/`. */
export function catalogueRows(page: string): CatalogueRow[] {
  return readFileSync(join(PROJECT, 'docs', page), 'utf8')
    .split('\n')
    .filter((line) => /^\| \d+ /.test(line))
    .map((line) => {
      const [, number = '', ...cells] = line.split('|').map((cell) => cell.trim());
      return { number, files: [...(cells[2] ?? '').matchAll(/\]\(\.\.\/([^)]+)\)/g)].map(([, file = '']) => file) };
    });
}

/** Fails unless the row names tests that are there, one of which has the row's number in its title. */
export function expectNamedTests({ number, files }: CatalogueRow): void {
  expect(files.length).toBeGreaterThan(0);
  const named = files.map((file) => readFileSync(join(PROJECT, file), 'utf8'));
  const title = new RegExp(`catalogue (\\d+, )*${number}\\b`);
  expect(named.some((text) => title.test(text))).toBe(true);
}
