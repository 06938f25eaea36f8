import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { responses, type TextKey, type Topic } from '../../../resources/responses';

const FOLDER = join(__dirname, '../../../resources/locales/de');
/** Lists of words that are recognised, not said. */
const SAID_BY_USERS = /Words(?:$|\.)|Leads$|Fillers?$|Nouns$|Adjectives$|Ends$|units$|outOf$|anyTickets$|^filler$/;

const texts = readdirSync(FOLDER)
  .filter((file) => file.endsWith('.json') && !['commands.json', 'entities.json'].includes(file))
  .flatMap((file) => {
    const entries = JSON.parse(readFileSync(join(FOLDER, file), 'utf8')) as Record<string, string | string[]>;
    return Object.entries(entries)
      .filter(([key]) => !SAID_BY_USERS.test(key))
      .flatMap(([key, entry]) => [entry].flat().map((text): [string, string, string] => [`${file} ${key}`, key, text]));
  });

/** Every reading of a text as `responses` gives it. */
const read = (text: string, form: 1 | 2) => text.replace(/\[\[([^|\]]*)\|([^\]]*)\]\]/g, `$${form}`);

/** "Sie" at the beginning of a sentence may be the order: then its verb is singular. */
const THIRD_PERSON = 'ist|hat|wird|wurde|steht|sieht|sollte|muss|kam|beginnt|enthält|können Sie nicht';
const FORMAL = new RegExp(
  [
    String.raw`\b(?:Ihnen|Ihre[mnrs]?)\b`,
    String.raw`\bIhr\b`,
    String.raw`(?<!(?:^|[.!?:*]|\n|[–„(])\s*)\bSie\b`,
    String.raw`\bSie\b(?! (?:${THIRD_PERSON})\b)`,
  ].join('|'),
);
const FAMILIAR =
  /\b(?:du|dich|dir|dein\w*|bist|hast|kannst|möchtest|musst|willst|brauchst|suchst|wartest|siehst|änderst|erfährst|sprich|sag|wähl|nenn|schick|schau|prüf|frag|gib|hinterlass)\b/i;

test.each(texts)('%s in the formal form', (_name, _key, text) => {
  expect(read(text, 1)).not.toMatch(/\[\[|\]\]|\|/);
  expect(read(text, 1)).not.toMatch(FAMILIAR);
});

test.each(texts)('%s in the familiar form', (_name, _key, text) => {
  expect(read(text, 2)).not.toMatch(/\[\[|\]\]|\|/);
  expect(read(text, 2)).not.toMatch(FORMAL);
});

test.each(texts)('%s is set as German is', (_name, _key, text) => {
  const shown = read(text, 1);
  expect(shown).not.toMatch(/["“](?=\p{L})|\s-\s|\.\.\.|\d (?:MB|KB)\b|\s[!?,.;:](?:\s|$)/u);
  expect((shown.match(/„/g) ?? []).length).toBe((shown.match(/“/g) ?? []).length);
  expect(shown).not.toMatch(/\b\p{L}+(?:\*innen|:innen|_innen|Innen)\b/u);
});

test('what is said is one of the two forms', () => {
  for (const [name, key, text] of texts) {
    const topic = name.split('.json')[0] as Topic;
    const said = (locale: string) => responses(topic, locale).text(key as TextKey<typeof topic>);
    if (!Array.isArray(text) && !/\[\[/.test(text)) continue;
    expect(said('de-DE')).not.toContain('[[');
    expect(said('de-DE-x-du')).not.toContain('[[');
  }
});

test('no list of words has forms of address: both are listed', () => {
  for (const file of readdirSync(FOLDER).filter((name) => name.endsWith('.json'))) {
    const entries = JSON.parse(readFileSync(join(FOLDER, file), 'utf8')) as Record<string, string | string[]>;
    for (const [key, entry] of Object.entries(entries))
      if (Array.isArray(entry) && SAID_BY_USERS.test(key))
        expect([key, entry.join()]).toEqual([key, expect.not.stringContaining('[[')]);
  }
});
