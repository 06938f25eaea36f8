/**
 * `node lib/scripts/trainRecognizer.js [file]` trains the recogniser from `resources/utterances`. Part of the build: nothing
 * is trained when neither the utterances nor the code changed.
 */
import { copyFileSync, existsSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { BUILT_MODEL } from '../dialogs/understanding/modelLocation';
import { ensureTrained } from './understanding/ensureTrained';

const [file = BUILT_MODEL] = process.argv.slice(2);
const { path, seconds } = ensureTrained();
if (!existsSync(dirname(file))) mkdirSync(dirname(file), { recursive: true });
copyFileSync(path, file);
if (seconds > 0) console.log(`The recogniser was trained in ${seconds.toFixed(1)} s`);
