import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative, sep } from 'node:path';

const ROOT = join(__dirname, '..', '..');
/** What a model is made of: the utterances, and the code that reads them. */
const SOURCES = ['resources/utterances', 'dialogs/understanding', 'scripts/understanding'];
const SOURCE = /\.(?:txt|ts|js)$/;

/** Where the build puts the model. */
export const BUILT_MODEL = join(__dirname, 'model.bin');

/** The folder of the utterances, in the sources as in the build. */
export const UTTERANCES = join(ROOT, 'resources', 'utterances');

/** Changes whenever a new training would give another model. */
export function modelHash(): string {
  const hash = createHash('sha256');
  for (const folder of SOURCES) {
    for (const file of filesBelow(join(ROOT, folder))) {
      hash.update(relative(ROOT, file).split(sep).join('/')).update('\0').update(readFileSync(file)).update('\0');
    }
  }
  return hash.digest('hex').slice(0, 16);
}

/** Where trained models are kept between builds and test runs. */
export function cachedModel(hash = modelHash()): string {
  return join(cacheFolder(), `recognizer-${hash}.bin`);
}

/** The built model, or while running from the sources the one that was trained from them. */
export function findModel(): string {
  if (existsSync(BUILT_MODEL)) return BUILT_MODEL;
  const cached = cachedModel();
  if (existsSync(cached)) return cached;
  throw new Error('The recogniser is not trained: run "npm run build"');
}

/** `node_modules` stands beside the sources and one above the build. */
function cacheFolder(): string {
  const here = join(ROOT, 'node_modules');
  return join(existsSync(here) ? here : join(ROOT, '..', 'node_modules'), '.cache', 'business-chat-bot');
}

function filesBelow(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((file) => SOURCE.test(file) && statSync(file).isFile())
    .sort();
}
