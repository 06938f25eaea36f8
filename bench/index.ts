/**
 * Compares this bot with a stock one: turns per second, latency, CPU and memory of the whole order dialog, with one and with
 * many conversations at a time. The options are in `options.ts`; the last line of the output is JSON.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startOurBot, startStockBot } from './bots';
import { Channel } from './channel';
import { freePort, startChild } from './childProcess';
import { compare, toTable, type Comparison } from './comparison';
import type { Bot } from './conversation';
import { measureLookUpOverhead } from './lookUpOverhead';
import { readOptions, type Options } from './options';
import { runRound, type RoundResult } from './round';
import { rounded } from './statistics';

const WARM_UP_SECONDS = 4;

/** A run that was broken off has nothing to say about what failed thereby. */
const interrupted = new AbortController();

type CleanUp = () => Promise<unknown> | void;

/** Starts what is needed; whatever was started is in `cleanUps`, also when something else failed. */
async function setUp(levels: number[], cleanUps: CleanUp[]) {
  const folder = await mkdtemp(join(tmpdir(), 'bench-'));
  cleanUps.push(() => rm(folder, { recursive: true, force: true }));
  const sandboxPort = await freePort();
  const sandboxUrl = `http://127.0.0.1:${sandboxPort}`;
  const sandbox = await startChild({
    name: 'the sandbox',
    script: join(__dirname, 'busySandbox.js'),
    environment: { SANDBOX_PORT: String(sandboxPort), BENCH_ORDERS: String(Math.max(...levels)) },
    readyUrl: `${sandboxUrl}/control/status`,
  });
  cleanUps.push(() => sandbox.stop());
  const ours = await startOurBot({ sandboxPort, databaseUrl: `sqlite:${join(folder, 'bot.db')}` });
  cleanUps.push(() => ours.stop());
  const stock = await startStockBot();
  cleanUps.push(() => stock.stop());
  const channel = await Channel.open();
  cleanUps.push(() => channel.close());
  return { channel, ours, stock, sandboxUrl };
}

/** The bots take turns, and take turns at being first: noise of the machine meets both. */
async function runLevel(channel: Channel, ours: Bot, stock: Bot, level: number, options: Options): Promise<Comparison> {
  const results = new Map<Bot, RoundResult[]>([
    [ours, []],
    [stock, []],
  ]);
  for (let round = 0; round < options.rounds; round++) {
    for (const bot of round % 2 === 0 ? [ours, stock] : [stock, ours]) {
      results.get(bot)?.push(await runRound(channel, bot, level, options.seconds));
    }
  }
  return compare(level, results.get(ours) ?? [], results.get(stock) ?? []);
}

async function measure(options: Options, cleanUps: CleanUp[]): Promise<void> {
  const { channel, ours, stock, sandboxUrl } = await setUp(options.levels, cleanUps);
  const most = Math.max(...options.levels);
  for (const bot of [ours, stock]) {
    const { errors, turns } = await runRound(channel, bot, most, WARM_UP_SECONDS);
    if (errors > 0) throw new Error(`${bot.name}: ${errors} of ${turns} turns went wrong while it warmed up`);
  }
  const levels: Comparison[] = [];
  for (const level of options.levels) {
    const comparison = await runLevel(channel, ours, stock, level, options);
    levels.push(comparison);
    console.log(`${toTable(comparison)}\n`);
  }
  const lookUpOverheadMs = await measureLookUpOverhead(channel, ours, sandboxUrl);
  console.log(`A look-up takes ${lookUpOverheadMs.toFixed(1)} ms longer than the system it asks.\n`);
  const result = { node: process.version, ...options, comparisons: levels, lookUpOverheadMs };
  console.log(JSON.stringify(result, (_name, value: unknown) => (typeof value === 'number' ? rounded(value) : value)));
}

async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2));
  const cleanUps: CleanUp[] = [];
  const cleanUp = async () => {
    for (const each of cleanUps.splice(0).reverse()) await each();
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      interrupted.abort();
      void cleanUp().finally(() => process.exit(130));
    });
  }
  try {
    await measure(options, cleanUps);
  } finally {
    await cleanUp();
  }
}

main().catch((error: unknown) => {
  if (!interrupted.signal.aborted) console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
