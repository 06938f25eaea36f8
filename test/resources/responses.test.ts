import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { responses } from '../../resources/responses';
import { SERVICE_ERROR_CODES } from '../../services/serviceError';

const PROJECT = join(__dirname, '..', '..');
const LOCALES = join(PROJECT, 'resources', 'locales');

type Texts = Record<string, string | string[]>;

const readTexts = (locale: string, file: string) =>
  JSON.parse(readFileSync(join(LOCALES, locale, file), 'utf8')) as Texts;
const filesOf = (locale: string) =>
  readdirSync(join(LOCALES, locale))
    .filter((name) => name.endsWith('.json'))
    .sort();
const locales = readdirSync(LOCALES);
const all = locales.flatMap((locale) =>
  filesOf(locale).flatMap((file) =>
    Object.entries(readTexts(locale, file)).map(([key, entry]): [string, string[]] => [
      `${locale}/${file} ${key}`,
      [entry].flat(),
    ]),
  ),
);
const placeholders = (texts: string | string[] | undefined) =>
  [
    ...new Set(
      [texts ?? []]
        .flat()
        .join(' ')
        .match(/\{\w+\}/g) ?? [],
    ),
  ].sort();

describe('the files', () => {
  test.each(all)('%s says something', (name, variants) => {
    // A language may lack what another has a word for.
    if (!name.includes('/entities.json ')) expect(variants.length).toBeGreaterThan(0);
    for (const text of variants) expect(text).toMatch(/^\S(.*\S)?$/s);
  });

  test.each(all)('%s has well-formed placeholders and emphasis', (_name, variants) => {
    for (const text of variants) {
      expect(text.replace(/\{[a-z]\w*\}/gi, '')).not.toMatch(/[{}]/);
      expect(text.split('**').length % 2).toBe(1);
    }
  });

  test('all variants of a text take the same values', () => {
    for (const [name, variants] of all) {
      expect([name, ...variants.map(placeholders)]).toEqual([name, ...variants.map(() => placeholders(variants[0]))]);
    }
  });

  test.each(locales)('%s has the same texts with the same values as English', (locale) => {
    expect(filesOf(locale)).toEqual(filesOf('en'));
    for (const file of filesOf('en')) {
      const [texts, english] = [readTexts(locale, file), readTexts('en', file)];
      expect(Object.keys(texts).sort()).toEqual(Object.keys(english).sort());
      for (const key of Object.keys(english)) expect(placeholders(texts[key])).toEqual(placeholders(english[key]));
    }
  });
});

describe('every text is used', () => {
  /** Keys that the code puts together. */
  const DYNAMIC = [
    'area.',
    'failed.',
    'kind.',
    'reason.',
    'notPossible.',
    'confidential.',
    'topic.',
    'priority.',
    'topicWords.',
    'sure.',
    'done.',
    'rating.',
    'ratingWords.',
    'note.by.',
    'note.reason.',
    'note.',
    'steps.',
    'words.',
    'impactWords.',
    'impact.',
    'urgency.',
    'hint.',
    'error.',
    'status.',
    'explain.',
    'financial.',
    'what.',
    'late.',
    'button.',
    'name.',
    'subscribed.',
    'leave.',
  ];
  const codeOf = (folders: readonly string[], type: string) =>
    folders
      .flatMap((folder) => readdirSync(join(PROJECT, folder), { recursive: true, withFileTypes: true }))
      .filter((entry) => entry.isFile() && entry.name.endsWith(type))
      .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'))
      .join('\n');
  const code = codeOf(['dialogs', 'bots'], '.ts');
  // What the widget's own pages say.
  const pages = codeOf(['website/public'], '.js');

  test.each(filesOf('en'))('%s', (file) => {
    const isUsed = (key: string) =>
      DYNAMIC.some((prefix) => key.startsWith(prefix) && code.includes(`\`${prefix}\${`)) ||
      new RegExp(`['"\`]${key.replace('.', '\\.')}['"\`]`).test(code) ||
      (file === 'widget.json' && new RegExp(`texts\\.${key}\\b|'${key}'`).test(pages));
    expect(Object.keys(readTexts('en', file)).filter((key) => !isUsed(key))).toEqual([]);
  });

  test('every code of a failing system has a text', () => {
    for (const errorCode of SERVICE_ERROR_CODES)
      expect(responses('common', 'en').text(`error.${errorCode}`)).not.toBe(`error.${errorCode}`);
  });
});

describe('a text', () => {
  const main = responses('main', 'en-US');

  test('gets its values, each as often as it occurs', () => {
    expect(responses('orderLookup', 'en').text('title', { orderNumber: '1001' })).toBe('Order 1001');
    expect(responses('pendingOperation', 'en').plain('seconds', { count: 7 })).toBe('7 seconds');
  });

  test('keeps a placeholder that has no value, so that the fault is seen', () => {
    expect(responses('orderLookup', 'en').text('title')).toBe('Order {orderNumber}');
  });

  test('escapes what is put into it, and only that', () => {
    const text = responses('handoff', 'en').text('messageTaken', { reference: '**x**', email: '[a](b)' });
    expect(text).toContain('**\\*\\*x\\*\\***');
    expect(text).toContain('\\[a\\](b)');
  });

  test('puts nothing into a value that looks like a placeholder', () => {
    const text = responses('orderProof', 'en').text('notFound', { orderNumber: '{email}', email: 'me@example.com' });
    expect(text.match(/me@example\.com/g)).toHaveLength(1);
  });

  test('in plain words has no emphasis, and values as they are', () => {
    const plain = responses('handoff', 'en').plain('person', { reference: 'A*B' });
    expect(plain).toContain('A*B');
    expect(plain).not.toContain('**');
  });

  test('of several variants is one of them, and not always the same', () => {
    const said = new Set(Array.from({ length: 200 }, () => main.text('thanks')));
    expect([...said].sort()).toEqual([...main.list('thanks')].sort());
  });

  test.each(['en', 'en-US', 'EN-gb', 'en_US', 'fr', 'zh-Hant-TW', '', 'x', '__proto__', 'constructor', '*'])(
    'is there in the locale %j',
    (locale) => {
      expect(responses('main', locale).text('menu')).toBe('What can I do for you?');
    },
  );

  test.each([
    ['de', 'Was kann ich für Sie tun?'],
    ['de-DE', 'Was kann ich für Sie tun?'],
    ['de_AT', 'Was kann ich für Sie tun?'],
    ['de-DE-x-du', 'Was kann ich für dich tun?'],
    ['en-US-x-du', 'What can I do for you?'],
  ])('is there in the locale %j, in its form of address', (locale, text) => {
    expect(responses('main', locale).text('menu')).toBe(text);
  });

  test('escapes a date as a list only where it begins a line', () => {
    expect(responses('refundStatus', 'de').text('status.done', { amount: '5 €', date: '20. Januar 2026' })).toContain(
      'am 20. Januar 2026',
    );
    expect(responses('orderCancel', 'de').text('noteItems', { items: '1. first' })).toBe('1\\. first');
  });
});
