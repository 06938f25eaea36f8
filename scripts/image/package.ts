import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { assemble } from './assemble';
import { zipFolder } from './zipFolder';

const PROJECT = join(__dirname, '..', '..', '..');
const FILE = join('data', 'bot.zip');

/** `npm run package`: what the image holds, as a file for App Service. */
function main(): void {
  const folder = mkdtempSync(join(tmpdir(), 'package-'));
  try {
    mkdirSync(join(PROJECT, 'data'), { recursive: true });
    const count = zipFolder(assemble(PROJECT, folder).app, join(PROJECT, FILE));
    console.log(`${FILE}: ${count} files`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

main();
