import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative, sep } from 'node:path';

/** Of the code that runs: the project itself, or what was built from it. */
const ROOT = join(__dirname, '..', '..');
/** `node_modules` stands beside the sources and one above the build. */
const PROJECT = existsSync(join(ROOT, 'node_modules')) ? ROOT : join(ROOT, '..');
/** What a model is made of: the utterances, and the code that reads them. */
const SOURCES = ['resources/utterances', 'dialogs/understanding', 'scripts/understanding'];
const SOURCE = /\.(?:txt|ts|js)$/;
/** A build that was taken elsewhere has no sources above it: then what was built tells. */
const HASHED = SOURCES.every((folder) => existsSync(join(PROJECT, folder))) ? PROJECT : ROOT;

/** Where the build puts the model. */
export const BUILT_MODEL = join(__dirname, 'model.bin');

/** The folder of the utterances, in the sources as in the build. */
export const UTTERANCES = join(ROOT, 'resources', 'utterances');

/**
 * Changes whenever a new training would give another model. It is the same in the sources and in what is built beside
 * them, so that tests and build share their models.
 */
export function modelHash(): string {
  const hash = createHash('sha256');
  for (const folder of SOURCES) {
    for (const file of filesBelow(join(HASHED, folder))) {
      hash.update(relative(HASHED, file).split(sep).join('/')).update('\0').update(readFileSync(file)).update('\0');
    }
  }
  return hash.digest('hex').slice(0, 16);
}

/** Where trained models are kept between builds and test runs. */
export function cachedModel(hash = modelHash()): string {
  return join(PROJECT, 'node_modules', '.cache', 'business-chat-bot', `recognizer-${hash}.bin`);
}

/** The built model, or while running from the sources the one that was trained from them. */
export function findModel(): string {
  if (existsSync(BUILT_MODEL)) return BUILT_MODEL;
  const cached = cachedModel();
  if (existsSync(cached)) return cached;
  throw new Error('The recogniser is not trained: run "npm run build"');
}

function filesBelow(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((file) => SOURCE.test(file) && statSync(file).isFile())
    .sort();
}
