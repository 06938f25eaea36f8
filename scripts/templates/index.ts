import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { composeTemplates } from './compose';

const PROJECT = join(__dirname, '..', '..', '..');

/** `npm run templates`: after a change of `.env.example`, of the start command or of a template for an existing group. */
async function main(): Promise<void> {
  for (const [path, text] of Object.entries(composeTemplates(PROJECT))) {
    const filepath = join(PROJECT, path);
    writeFileSync(filepath, await format(text, { ...(await resolveConfig(filepath)), filepath }));
    console.log(path);
  }
}

main().catch((error: unknown) => {
  console.error(error);
  process.exit(1);
});
