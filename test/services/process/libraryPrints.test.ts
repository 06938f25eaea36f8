import { createLogger } from '../../../services/logger';
import { logLibraryPrints } from '../../../services/process/libraryPrints';

const own = { warn: console.warn, error: console.error };
afterEach(() => Object.assign(console, own));

test('what a library prints is one masked line of the log, without a stack', () => {
  const lines: string[] = [];
  logLibraryPrints(createLogger('info', { write: (line: string) => void lines.push(line) }));
  console.error(new TypeError('no answer for kim@example.com'));
  console.warn(`${'x '.repeat(95)}kim@example.com${' x'.repeat(5_000)}`);
  expect(lines.map((line) => JSON.parse(line) as object)).toMatchObject([
    { msg: 'library.printed', errorName: 'TypeError', errorMessage: 'no answer for [e-mail]' },
    { msg: 'library.printed', errorMessage: `${'x '.repeat(95)}[e-mail] x` },
  ]);
  expect(lines.join('')).not.toContain('stack');
});
