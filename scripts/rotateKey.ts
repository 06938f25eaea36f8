/** `npm run rotate-key` seals everything with the first key of `DATA_ENCRYPTION_KEY`; with `--check` it only counts. */
import { countByKey, reseal, type KeyCount } from '../services/storage/rotation';
import { runOnData, type Data } from './openData';

/** Bots that have not yet got the new key go on sealing with the old one. */
const PASSES = 5;

type Tools = Pick<Data, 'database' | 'cipher' | 'print'>;

/** Gives the exit code: 0 when everything is sealed with the first key. */
export async function rotateKey({ database, cipher, print }: Tools, words: readonly string[]): Promise<number> {
  const check = words.includes('--check');
  for (let pass = 1; !check && pass <= PASSES; pass++) {
    const done = await reseal(database, cipher, ({ table, rows }) => rows > 0 && print(`  ${table}: ${rows} rows`));
    if (done.every(({ rows }) => rows === 0)) break;
  }
  const counts = await countByKey(database);
  if (check) for (const { table, keyId, count } of counts) print(`  ${table}: ${count} sealed with ${keyId}`);
  return report(counts, cipher.keyId, print);
}

function report(counts: readonly KeyCount[], keyId: string, print: Tools['print']): number {
  const total = counts.reduce((sum, { count }) => sum + count, 0);
  const old = counts.filter((each) => each.keyId !== keyId);
  if (old.length === 0) {
    print(
      `All ${total} values are sealed with the key ${keyId}. Once every instance runs with it, any older key may go:`,
    );
    print('set DATA_ENCRYPTION_KEY to the first key alone.');
    return 0;
  }
  const left = old.reduce((sum, { count }) => sum + count, 0);
  print(`${left} of ${total} values are sealed with another key than ${keyId}:`);
  for (const { table, keyId: other, count } of old) print(`  ${table}: ${count} with ${nameOf(other)}`);
  print(
    'Keep the old keys in DATA_ENCRYPTION_KEY (new,old) and run npm run rotate-key; docs/privacy.md says what to do when',
  );
  print('that does not help: then a key is missing, or the values were damaged.');
  return 1;
}

function nameOf(keyId: string): string {
  return /^[0-9a-f]{8}$/.test(keyId) ? `the key ${keyId}` : 'none at all';
}

if (require.main === module) void runOnData(rotateKey);
