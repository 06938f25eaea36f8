import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { generateKey } from './cipher';

/**
 * The keys of a development machine: one is made at the first start and kept beside the data file, readable by its owner
 * only. While it is changed the file holds "new key,old key".
 */
export function developmentKeys(path: string): Buffer[] {
  if (!existsSync(path)) {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, generateKey(), { mode: 0o600, flag: 'wx' });
  }
  const keys = readFileSync(path, 'utf8').split(',');
  return keys.map((key) => Buffer.from(key.trim(), 'base64'));
}
