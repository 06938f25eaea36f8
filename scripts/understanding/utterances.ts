import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CLASSES } from '../../dialogs/understanding/intents';
import { wordsOf } from '../../dialogs/understanding/text';
import { Pattern, type Lists } from './pattern';

/** A line that begins so is something to do: it also stands within the request frames ("how do I …"). */
const FRAMED = '+ ';
/** A list whose name begins so is a concept too: its words mean the same, or are of one kind. */
const CONCEPT = '@';

/** One hand-written line. */
export interface Utterance {
  intent: string;
  pattern: Pattern;
  /** It may be put into a request frame. */
  isFramed: boolean;
  source: string;
}

/** What is written about one language. */
export interface Language {
  name: string;
  utterances: Utterance[];
  /** `{}` is where something to do goes, `{ing}` the same as a gerund. */
  frames: Pattern[];
  /** Words that are strewn in and mean nothing. */
  noise: readonly string[];
  lists: Lists;
  replacements: Record<string, string>;
  concepts: Record<string, string>;
}

/** Reads all languages: every folder is one. */
export function readLanguages(folder: string): Language[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => readLanguage(name, join(folder, name)))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

function readLanguage(name: string, folder: string): Language {
  const shared = (file: string) => linesOf(join(folder, 'shared', file));
  const { lists, concepts } = readLists(shared('lists.txt'));
  const files = readdirSync(folder)
    .filter((file) => file.endsWith('.txt'))
    .sort();
  return {
    name,
    utterances: files.flatMap((file) => readUtterances(join(folder, file), intentOf(file), lists)),
    frames: shared('frames.txt').map(
      (line) => new Pattern(line.replace(/\{\}/g, '%').replace(/\{ing\}/g, '%ing'), lists),
    ),
    noise: lists.get('noise') ?? [],
    lists,
    concepts,
    replacements: Object.fromEntries(
      shared('replacements.txt').map((line) => {
        const [from = '', to = ''] = line.split('=').map((part) => wordsOf(part).join(' '));
        return [from, to];
      }),
    ),
  };
}

/** What follows a hyphen only names the file: `none-travel.txt` is out of scope too. */
function intentOf(file: string): string {
  const intent = file.replace(/(?:-\w+)?\.txt$/, '');
  if (!(CLASSES as readonly string[]).includes(intent)) throw new Error(`${file}: there is no intent "${intent}"`);
  return intent;
}

function readUtterances(file: string, intent: string, lists: Lists): Utterance[] {
  return linesOf(file).map((line) => {
    const isFramed = line.startsWith(FRAMED);
    const source = isFramed ? line.slice(FRAMED.length) : line;
    try {
      const pattern = new Pattern(source, lists);
      void pattern.width;
      return { intent, isFramed, source, pattern };
    } catch (error) {
      throw new Error(`${file}: ${String(error)}`, { cause: error });
    }
  });
}

/** `name: one | two`, a line each; a name with `@` is a concept, and its words are known as such. */
function readLists(lines: readonly string[]): { lists: Lists; concepts: Record<string, string> } {
  const lists = new Map<string, string[]>();
  const concepts: Record<string, string> = {};
  for (const line of lines) {
    const colon = line.indexOf(':');
    const isConcept = line.startsWith(CONCEPT);
    const name = line.slice(isConcept ? CONCEPT.length : 0, colon).trim();
    const items = splitOutside(line.slice(colon + 1));
    lists.set(name, [...(lists.get(name) ?? []), ...items]);
    if (!isConcept) continue;
    for (const item of items) {
      const phrase = wordsOf(item).join(' ');
      if (phrase) concepts[phrase] ??= name;
    }
  }
  return { lists, concepts };
}

/** At bars that stand in no bracket. */
function splitOutside(text: string): string[] {
  const items = [''];
  let depth = 0;
  for (const sign of text) {
    if ('{['.includes(sign)) depth++;
    if ('}]'.includes(sign)) depth--;
    if (sign === '|' && depth === 0) items.push('');
    else items[items.length - 1] += sign;
  }
  return items.map((item) => item.trim()).filter(Boolean);
}

function linesOf(file: string): string[] {
  return readFileSync(file, 'utf8')
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line && !line.startsWith('#'));
}
