import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { jsonSchemaOf, withCatalogue } from '../../../scripts/describeEvents';
import { catalogue, PUBLIC_TYPES, type EventType } from '../../../services/events/catalogue';

const TYPES = Object.keys(catalogue) as EventType[];
/** Fields that could hold what a person wrote, or who they are. */
const PERSONAL = /mail|phone|name|text|message|comment$|interest|address|conversation|reference$/i;

test('docs/events.md says what the catalogue says (otherwise: node lib/scripts/describeEvents.js)', () => {
  const document = readFileSync(join(__dirname, '..', '..', '..', 'docs', 'events.md'), 'utf8');
  expect(withCatalogue(document)).toBe(document);
});

test.each(TYPES)('%s is a noun and a verb in the past tense, and says when it happens', (type) => {
  expect(type).toMatch(/^[a-z_]+\.[a-z_]+$/);
  expect(jsonSchemaOf(type).description).toMatch(/^[A-Z].*[^.]$/);
});

test.each(PUBLIC_TYPES.map((type) => [type]))('%s holds no field for personal data', (type) => {
  const words = Object.entries(jsonSchemaOf(type).properties).filter(([, { type: kind }]) => kind !== 'boolean');
  expect(words.map(([field]) => field).filter((field) => PERSONAL.test(field))).toEqual([]);
});

test('what a person wrote stays inside', () => {
  expect(PUBLIC_TYPES).not.toContain('ticket.commented');
  expect(PUBLIC_TYPES).not.toContain('lead.submitted');
});
