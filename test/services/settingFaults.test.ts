import type { z } from 'zod';
import { settings } from '../../services/config';
import { vendors } from '../../services/vendors';

/** Each setting by its name, of the bot and of every system. */
const shapes: [string, z.ZodObject][] = [
  ['the bot', settings],
  ...vendors.map(({ id, config }): [string, z.ZodObject] => [id, config]),
];
const addresses = shapes
  .filter(([owner]) => owner !== 'the bot')
  .flatMap(([, { shape }]) => Object.entries(shape).filter(([name]) => name.endsWith('_URL')));

test.each(shapes)('every fault in the settings of %s is in words of ours', (_owner, schema) => {
  const wrong = Object.fromEntries(Object.keys(schema.shape).map((name) => [name, '%']));
  const messages = (schema.safeParse(wrong).error?.issues ?? []).map(({ message }) => message);
  expect(messages.length).toBeGreaterThan(0);
  for (const message of messages) expect(message).not.toMatch(/^(Invalid|Too|Unrecognized)|expected/);
});

test.each(addresses)('%s takes no address that secrets would go to in the open', (_name, setting) => {
  const takes = (url: string) => (setting as z.ZodType).safeParse(url).success;
  expect(['https://acme.example.com', 'http://127.0.0.1:3979/acme'].map(takes)).toEqual([true, true]);
  const others = ['http://acme.example.com', 'ftp://127.0.0.1', 'acme.example.com', 'https://'];
  expect(others.filter(takes)).toEqual([]);
});
