import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { encodeModel } from '../../dialogs/understanding/model';
import { cachedModel, UTTERANCES } from '../../dialogs/understanding/modelLocation';
import { train } from './train';

/** Older models are of no use: a few are kept for changing back and forth. */
const KEPT = 6;

/** Trains only when no model of these utterances and this code is there; tells where it is and how long it took. */
export function ensureTrained(): { path: string; seconds: number } {
  const path = cachedModel();
  if (existsSync(path)) return { path, seconds: 0 };
  const start = performance.now();
  const bytes = encodeModel(train(UTTERANCES));
  mkdirSync(dirname(path), { recursive: true });
  // Two processes may train at once; neither may read half a file.
  const draft = `${path}.${process.pid}`;
  writeFileSync(draft, bytes);
  renameSync(draft, path);
  removeOld(dirname(path));
  return { path, seconds: (performance.now() - start) / 1000 };
}

function removeOld(folder: string): void {
  const models = readdirSync(folder)
    .filter((name) => /^recognizer-\w+\.bin$/.test(name))
    .map((name) => ({ file: join(folder, name), time: statSync(join(folder, name)).mtimeMs }))
    .sort((a, b) => b.time - a.time);
  for (const { file } of models.slice(KEPT)) rmSync(file, { force: true });
}
