import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The version in the `package.json` of a project's folder. */
export function readVersion(project: string): string {
  const { version } = JSON.parse(readFileSync(join(project, 'package.json'), 'utf8')) as { version: string };
  return version;
}
