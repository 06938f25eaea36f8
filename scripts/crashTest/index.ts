/**
 * `npm run crash-test` kills real processes at random moments while users talk to them, and then checks every promise of
 * the bot against the records of the systems. Prints a line for each promise; ends with 1 when one was broken.
 */
import { Laboratory } from './laboratory';
import { USAGE, parseOptions, type Engine, type LabOptions } from './options';
import { toLines } from './print';

async function main(args: readonly string[]): Promise<boolean> {
  const options = readOptions(args);
  const kept: boolean[] = [];
  for (const engine of options.databases) kept.push(await runOn(engine, options));
  return kept.every(Boolean);
}

async function runOn(engine: Engine, options: LabOptions): Promise<boolean> {
  const laboratory = new Laboratory(engine, options, (line) => console.error(`  ${engine}: ${line}`));
  let isKept = false;
  try {
    const report = await laboratory.run();
    isKept = report.verdicts.every(({ broken }) => broken.length === 0);
    for (const line of toLines(report)) console.log(line);
    if (!isKept) laboratory.keepTalks(report);
  } finally {
    await laboratory.close(!isKept);
  }
  return isKept;
}

function readOptions(args: readonly string[]): LabOptions {
  try {
    return parseOptions(args);
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : String(error)}\n${USAGE}`);
    process.exit(2);
  }
}

// What was started ends with this process, and only does so when it exits by itself.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130));

main(process.argv.slice(2)).then(
  (isKept) => process.exit(isKept ? 0 : 1),
  (error: unknown) => {
    console.error(error);
    process.exit(1);
  },
);
