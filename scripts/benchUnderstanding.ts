/**
 * `npm run bench:understanding -- <folder>` measures the recogniser on the `.jsonl` files of a folder: a confusion table for
 * each, and as the last line one JSON object with the figures. `--errors` lists what went wrong, `--locale de` reads words
 * that do not tell their language as German.
 */
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { findModel } from '../dialogs/understanding/modelLocation';
import { TrainedRecognizer } from '../dialogs/understanding/trainedRecognizer';
import { confusionOf, figuresOf, measure, readLines, type Figures } from './understanding/measure';

const { values, positionals } = parseArgs({
  options: { errors: { type: 'boolean' }, locale: { type: 'string', default: 'en' } },
  allowPositionals: true,
});
const [folder] = positionals;
if (folder) run(folder);
else {
  console.error('Usage: npm run bench:understanding -- <folder of .jsonl files> [--errors] [--locale de]');
  process.exitCode = 1;
}

function run(folder: string): void {
  const recognizer = TrainedRecognizer.load();
  const files: Record<string, Figures> = {};
  let milliseconds = 0;
  let messages = 0;
  for (const name of readdirSync(folder).sort()) {
    if (!name.endsWith('.jsonl')) continue;
    const lines = readLines(join(folder, name));
    const start = performance.now();
    const results = measure(recognizer, lines, values.locale);
    milliseconds += performance.now() - start;
    messages += lines.length;
    const figures = figuresOf(results);
    files[name.replace(/\.jsonl$/, '')] = figures;
    console.log([`${name}: ${JSON.stringify(figures)}`, ...confusionOf(results)].join('\n'));
    for (const { isRight, topics, taken, confidence, text } of values.errors ? results : []) {
      if (!isRight) console.log(`    ${topics.join('|')} > ${taken} ${confidence.toFixed(2)}: ${text}`);
    }
  }
  const msPerMessage = Number((milliseconds / Math.max(1, messages)).toFixed(4));
  console.log(JSON.stringify({ files, msPerMessage, modelBytes: statSync(findModel()).size }));
}
