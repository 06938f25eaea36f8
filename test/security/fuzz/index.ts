/**
 * `npm run fuzz -- --count 100000 --seed 1` sends a bot that many activities, as a channel may send them or somebody who poses
 * as one, some 150 at a time to a bot of its own. Prints figures; ends with 1 when one of them was not dealt with.
 */
import { parseArgs } from 'node:util';
import fc from 'fast-check';
import { stepsOf } from './activities';
import { HELP, runInProcess } from './runInProcess';

const STEPS_A_RUN = 150;

async function main(): Promise<boolean> {
  const { values } = parseArgs({
    options: { count: { type: 'string', default: '100000' }, seed: { type: 'string', default: '20261127' } },
  });
  const [count, seed] = [Number(values.count), Number(values.seed)];
  if (![count, seed].every(Number.isSafeInteger) || count < 1)
    throw new Error('--count and --seed must be whole numbers');
  const rejections: string[] = [];
  process.on('unhandledRejection', (reason) => void rejections.push(String(reason)));
  const total = { runs: 0, activities: 0, said: 0, failures: [] as string[], silent: 0 };
  const began = performance.now();
  for (const steps of fc.sample(fc.noShrink(fc.infiniteStream(stepsOf(STEPS_A_RUN), { noHistory: true })), {
    numRuns: 1,
    seed,
  })[0] ?? []) {
    const run = await runInProcess(steps);
    total.runs++;
    total.activities += run.count;
    total.said += run.said.length;
    total.failures.push(...run.failures);
    if (!run.said.join().includes(HELP)) total.silent++;
    if (total.runs % 10 === 0) console.error(`  ${total.activities} activities`);
    if (total.activities >= count) break;
  }
  const seconds = Math.round((performance.now() - began) / 1000);
  const memory = Math.round(process.memoryUsage().rss / 2 ** 20);
  console.log(
    `seed ${seed}: ${total.activities} activities to ${total.runs} bots in ${seconds} s, ${total.said} messages back`,
  );
  console.log(
    `${total.failures.length} failures, ${rejections.length} unhandled rejections, ${total.silent} bots silent at the end`,
  );
  console.log(`${memory} MiB of memory at the end`);
  for (const line of [...total.failures, ...rejections].slice(0, 10)) console.log(line);
  return total.failures.length + rejections.length + total.silent === 0;
}

main().then(
  (isSound) => process.exit(isSound ? 0 : 1),
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exit(2);
  },
);
