import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const PROJECT = join(__dirname, '..', '..');
const rows = readFileSync(join(PROJECT, 'docs', 'reliability.md'), 'utf8')
  .split('\n')
  .filter((line) => /^\| \d+ /.test(line))
  .map((line) => {
    const [, number = '', ...cells] = line.split('|').map((cell) => cell.trim());
    return { number, files: [...(cells[2] ?? '').matchAll(/\]\(\.\.\/([^)]+)\)/g)].map(([, file = '']) => file) };
  });

test('the page has a line for each of the seventeen', () => {
  expect(rows.map(({ number }) => Number(number))).toEqual(Array.from({ length: 17 }, (_, index) => index + 1));
});

test.each(rows)('line $number names tests that are there', ({ number, files }) => {
  expect(files.length).toBeGreaterThan(0);
  const named = files.map((file) => readFileSync(join(PROJECT, file), 'utf8'));
  const title = new RegExp(`catalogue (\\d+, )*${number}\\b`);
  expect(named.some((text) => title.test(text))).toBe(true);
});
