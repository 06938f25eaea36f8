import { statSync } from 'node:fs';
import { join } from 'node:path';
import { INTENTS, isJob } from '../../../dialogs/understanding/intents';
import { findModel } from '../../../dialogs/understanding/modelLocation';
import { TrainedRecognizer } from '../../../dialogs/understanding/trainedRecognizer';
import { ensureTrained } from '../../../scripts/understanding/ensureTrained';
import { figuresOf, measure, readLines } from '../../../scripts/understanding/measure';

const MEGABYTES = 1024 * 1024;

describe('the trained recogniser', () => {
  let recognizer: TrainedRecognizer;

  beforeAll(() => {
    recognizer = TrainedRecognizer.load(ensureTrained().path);
  }, 60_000);

  /** `fresh-…` is written as one types to a bot: terse, clumsy, half of it to an IT desk. */
  test.each([
    ['english', 'en-US', 0.95],
    ['german', 'de-DE', 0.95],
    ['fresh-english', 'en-US', 0.95],
    ['fresh-german', 'de-DE', 0.93],
  ])('understands the sentences of %s, which it was not trained with', (file, locale, least) => {
    const lines = readLines(join(__dirname, 'testData', `${file}.jsonl`));
    const figures = figuresOf(measure(recognizer, lines, locale));
    expect(figures.inScopeAccuracy).toBeGreaterThanOrEqual(least);
    expect(figures.outOfScopeRejected).toBeGreaterThanOrEqual(0.97);
    expect(figures.noWrongJob).toBeGreaterThanOrEqual(0.98);
  });

  test.each(['low', 'high', 'medium', 'niedrig', 'hoch', 'mittel'])('takes "%s" alone for no job', (text) => {
    const { intent, alternatives } = recognizer.understand(text, 'en');
    expect(intent).toBeUndefined();
    expect(alternatives).toEqual([]);
  });

  test.each([
    ['can you cancel it', ['cancel']],
    ['change my billing address', ['contact.update', 'order.change']],
    ['i want to report an issue', ['ticket.create', 'it.incident']],
    ['i have a problem', ['ticket.create', 'it.incident']],
    ['open an incident', ['it.incident', 'ticket.create']],
    ['speak to a human', ['human']],
  ])('takes "%s" for one of %s', (text, intents) => {
    expect(intents).toContain(recognizer.understand(text, 'en').intent);
  });

  test.each([
    'how much is left on my gift card',
    'cancel my hotel reservation',
    'what is my credit limit',
    'track my run',
    'order a pizza',
    'status of my flight',
    'pay my electricity bill',
  ])('what only sounds like a job is none: "%s"', (text) => {
    expect(isJob(recognizer.understand(text, 'en').intent ?? 'none')).toBe(false);
  });

  test('the sentences of both languages hold every intent', () => {
    for (const file of ['english', 'german']) {
      const topics = readLines(join(__dirname, 'testData', `${file}.jsonl`)).flatMap((line) => line.topics);
      expect([...new Set(topics)].sort()).toEqual([...INTENTS, 'none'].sort());
    }
  });

  test.each([
    ['where is my order 1001?', 'en'],
    ['do you ship to Norway and how much does it cost', 'en'],
    ['wo bleibt denn meine Bestellung?', 'de'],
    ['ich möchte Urlaub nehmen', 'de'],
    ['ok', undefined],
    ['1001', undefined],
    ['', undefined],
  ])('tells the language of "%s"', (text, language) => {
    expect(recognizer.understand(text, 'en-US').language).toBe(language);
  });

  test('reads words that are of both languages in that of the channel', () => {
    expect(recognizer.understand('ja', 'de').intent).toBe('yes');
    expect(recognizer.understand('nein', 'de').intent).toBe('no');
  });

  test.each([
    ['wher is my pakage', 'order.track'],
    ['i wnat to cancl my ordr', 'order.cancel'],
    ['pasword reset plz', 'it.incident'],
    ['WHERE IS MY ORDER', 'order.track'],
    ['whats the status of my vacation reqest', 'hr.leaveStatus'],
  ])('forgives slips: "%s"', (text, intent) => {
    expect(recognizer.understand(text, 'en').intent).toBe(intent);
  });

  test('asks between jobs when it is not sure, and never when it is', () => {
    const sure = recognizer.understand('where is my order', 'en');
    expect(sure.alternatives).toEqual([]);
    const texts = readLines(join(__dirname, 'testData', 'english.jsonl')).map(({ text }) => text);
    for (const { intent, alternatives, confidence } of texts.map((text) => recognizer.understand(text, 'en'))) {
      expect(confidence).toBeGreaterThan(0);
      expect(confidence).toBeLessThanOrEqual(1);
      if (intent) expect(alternatives).toEqual([]);
      else expect([0, 2]).toContain(alternatives.length);
      expect(alternatives.every(isJob)).toBe(true);
    }
  });

  test.each([
    ['nothing', ''],
    ['blanks', ' \n\t '],
    ['100,000 letters', 'a'.repeat(100_000)],
    ['100,000 words', 'order '.repeat(20_000)],
    ['emoji', '📦❓👩‍👩‍👧‍👦'],
    ['right to left', 'أين طلبي؟'],
    ['controls', '\u0000\u202e\u200b\ufeff'],
    ['a lone surrogate', '\ud800 order'],
    ['names of object members', '__proto__ constructor toString hasOwnProperty'],
    ['one such name', '__proto__'],
    ['markup', '<script>alert(1)</script> {a|b} [x] <goods> %ing'],
    ['digits', '1'.repeat(5000)],
  ])('survives %s', (_, text) => {
    for (const locale of ['en', 'de', 'xx', '', '__proto__']) {
      const { confidence } = recognizer.understand(text, locale);
      expect(Number.isFinite(confidence)).toBe(true);
    }
  });

  test('says the same every time, also after being loaded again', () => {
    const texts = ['where is my order', 'wie viel urlaub habe ich noch', 'sing me a song'];
    const again = TrainedRecognizer.load(ensureTrained().path);
    for (const text of texts) {
      expect(again.understand(text, 'en')).toEqual(recognizer.understand(text, 'en'));
      expect(recognizer.understand(text, 'en')).toEqual(recognizer.understand(text, 'en'));
    }
  });

  test('its model is small', () => {
    expect(statSync(findModel()).size).toBeLessThan(2 * MEGABYTES);
  });
});
