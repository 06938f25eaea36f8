import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CLASSES } from '../../../dialogs/understanding/intents';
import { encodeModel } from '../../../dialogs/understanding/model';
import { UTTERANCES } from '../../../dialogs/understanding/modelLocation';
import { examplesOf } from '../../../scripts/understanding/examples';
import { Pattern } from '../../../scripts/understanding/pattern';
import { SeededRandom } from '../../../scripts/understanding/random';
import { train } from '../../../scripts/understanding/train';
import { readLanguages } from '../../../scripts/understanding/utterances';

function linesOf(text: string, lists: Record<string, string[]> = {}): string[] {
  const pattern = new Pattern(text, new Map(Object.entries(lists)));
  const random = new SeededRandom(1);
  return [...new Set(Array.from({ length: 200 }, () => pattern.sample(random)))].sort();
}

describe('a pattern', () => {
  test.each([
    ['plain words', ['plain words']],
    ['{where is|track} it', ['track it', 'where is it']],
    ['stop [now|please]', ['stop', 'stop now', 'stop please']],
    ['{a {b|c}|d}', ['a b', 'a c', 'd']],
    ['[x] [y]', ['', 'x', 'x y', 'y']],
    ['{|so} it is', ['it is', 'so it is']],
  ])('%s', (text, lines) => {
    expect(linesOf(text)).toEqual(lines);
  });

  test('names lists, whose entries are patterns too', () => {
    expect(linesOf('my <thing>', { thing: ['order', '{big|small} <box>'], box: ['box'] })).toEqual([
      'my big box',
      'my order',
      'my small box',
    ]);
  });

  test('deals every member of a group before one comes again', () => {
    const pattern = new Pattern('{a|b|c|d}', new Map());
    const random = new SeededRandom(7);
    expect(Array.from({ length: 4 }, () => pattern.sample(random)).sort()).toEqual(['a', 'b', 'c', 'd']);
    expect(pattern.width).toBe(4);
  });

  test.each(['{a|b', 'a}', '[a', 'a]', 'a|b', '{a]'])('refuses %s', (text) => {
    expect(() => new Pattern(text, new Map())).toThrow();
  });

  test('refuses a list that does not exist', () => {
    expect(() => new Pattern('<nothing>', new Map()).width).toThrow('<nothing>');
  });
});

describe('the utterances', () => {
  const languages = readLanguages(UTTERANCES);

  test('every intent has some in every language', () => {
    expect(languages.map(({ name }) => name)).toEqual(['de', 'en']);
    for (const { utterances } of languages) {
      expect([...new Set(utterances.map(({ intent }) => intent))].sort()).toEqual([...CLASSES].sort());
    }
  });

  test('no line is left with the signs of a pattern or a frame', () => {
    for (const language of languages) {
      const left = examplesOf(language, 1).filter(({ text }) => /[{}[\]|<>]|(?<!\d )%/.test(text) || !text);
      expect(left).toEqual([]);
    }
  });

  test('the same seed gives the same lines', () => {
    const [first, second] = [readLanguages(UTTERANCES), readLanguages(UTTERANCES)];
    expect(examplesOf(first[0]!, 5)).toEqual(examplesOf(second[0]!, 5));
  });
});

describe('training', () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'utterances-'));
    mkdirSync(join(folder, 'en', 'shared'), { recursive: true });
    const write = (name: string, text: string) => writeFileSync(join(folder, 'en', name), text);
    write('order.track.txt', '# where\n{where is|track} my {order|parcel} [please]\n+ follow my <goods>\n');
    write('none.txt', '{sing|dance} {for me|now}\nwhat a {nice|bad} day\n');
    write('shared/lists.txt', '@goods: shoes | hats\nnoise: well\n');
    write('shared/frames.txt', 'how do i {}\nhelp with {ing}\n');
    write('shared/replacements.txt', 'wanna = want to\n');
  });

  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  test('the same files give the same model, byte for byte', () => {
    expect(encodeModel(train(folder)).equals(encodeModel(train(folder)))).toBe(true);
  });

  test('a file of no intent is refused by name', () => {
    writeFileSync(join(folder, 'en', 'order.trakc.txt'), 'where is it\n');
    expect(() => train(folder)).toThrow('order.trakc.txt');
  });

  test('a broken pattern is refused with its file', () => {
    writeFileSync(join(folder, 'en', 'greet.txt'), '{hello|hi\n');
    expect(() => train(folder)).toThrow('greet.txt');
  });
});
