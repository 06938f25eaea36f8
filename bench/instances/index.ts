/**
 * What a second instance costs: the same conversations on one instance and on two that share a PostgreSQL, where every turn
 * meets the other instance. Prints CPU per turn of both, the database's share, and how long turns wait for each other's
 * conversation. Options: --rounds, --seconds, --conversations.
 */
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { startPostgres, type PostgresServer } from '../../scripts/postgresServer';
import { startOurBot } from '../bots';
import { Channel } from '../channel';
import { freePort, startChild } from '../childProcess';
import type { Bot } from '../conversation';
import { runRound, type RoundResult } from '../round';
import { median, ratios, rounded, sum } from '../statistics';
import { measureLeases } from './leases';
import { readPostgresUsage } from './postgresUsage';

const WARM_UP_SECONDS = 12;

interface Measured extends RoundResult {
  databaseCpuMsPerTurn: number;
}

/** Several instances as one bot: each activity goes to the next one, so that a conversation changes with every turn. */
function asOne(instances: readonly Bot[]): Bot {
  const [first] = instances;
  if (!first) throw new Error('no instance');
  let turns = 0;
  return {
    name: `${instances.length} instances`,
    pids: instances.flatMap(({ pids }) => pids),
    script: first.script,
    stop: async () => void (await Promise.all(instances.map((each) => each.stop()))),
    get endpoint() {
      return instances[turns++ % instances.length]?.endpoint ?? '';
    },
  };
}

async function startInstances(count: number, postgres: PostgresServer, sandboxPort: number): Promise<Bot> {
  const databaseUrl = await postgres.createDatabase();
  const instances: Bot[] = [];
  for (let i = 0; i < count; i++) instances.push(await startOurBot({ sandboxPort, databaseUrl }));
  return asOne(instances);
}

async function measure(channel: Channel, bot: Bot, conversations: number, seconds: number): Promise<Measured> {
  const before = await readPostgresUsage();
  const result = await runRound(channel, bot, conversations, seconds);
  const databaseCpuMs = (await readPostgresUsage()) - before;
  return { ...result, databaseCpuMsPerTurn: databaseCpuMs / result.turns };
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      rounds: { type: 'string', default: '4' },
      seconds: { type: 'string', default: '5' },
      conversations: { type: 'string', default: '64' },
    },
  });
  const [rounds, seconds, conversations] = [values.rounds, values.seconds, values.conversations].map(Number) as [
    number,
    number,
    number,
  ];
  const cleanUps: (() => Promise<unknown> | void)[] = [];
  try {
    const postgres = await startPostgres();
    cleanUps.push(() => postgres.stop());
    const sandboxPort = await freePort();
    const sandbox = await startChild({
      name: 'the sandbox',
      script: join(__dirname, '..', 'busySandbox.js'),
      environment: { SANDBOX_PORT: String(sandboxPort), BENCH_ORDERS: String(conversations) },
      readyUrl: `http://127.0.0.1:${sandboxPort}/control/status`,
    });
    cleanUps.push(() => sandbox.stop());
    const one = await startInstances(1, postgres, sandboxPort);
    cleanUps.push(() => one.stop());
    const two = await startInstances(2, postgres, sandboxPort);
    cleanUps.push(() => two.stop());
    const channel = await Channel.open();
    cleanUps.push(() => channel.close());
    for (const bot of [one, two]) await runRound(channel, bot, conversations, WARM_UP_SECONDS);
    const results = new Map<Bot, Measured[]>([
      [one, []],
      [two, []],
    ]);
    for (let round = 0; round < rounds; round++)
      for (const bot of round % 2 === 0 ? [one, two] : [two, one])
        results.get(bot)?.push(await measure(channel, bot, conversations, seconds));
    report(results.get(one) ?? [], results.get(two) ?? []);
    console.log('waits for a conversation:', await measureLeases(await postgres.createDatabase(), conversations));
  } finally {
    for (const each of cleanUps.reverse()) await each();
  }
}

function report(one: Measured[], two: Measured[]): void {
  console.log(
    `errors                 one ${sum(one.map(({ errors }) => errors))}  two ${sum(two.map(({ errors }) => errors))}`,
  );
  const figures = ['turnsPerSecond', 'p50Ms', 'p99Ms', 'cpuMsPerTurn', 'databaseCpuMsPerTurn'] as const;
  for (const figure of figures) {
    const [ofOne, ofTwo] = [one, two].map((results) => results.map((each) => each[figure] ?? NaN)) as [
      number[],
      number[],
    ];
    const ratio = ratios(ofTwo, ofOne);
    console.log(
      `${figure.padEnd(22)} one ${rounded(median(ofOne))}  two ${rounded(median(ofTwo))}  two / one ${rounded(ratio.median)} (${rounded(ratio.min)}–${rounded(ratio.max)})`,
    );
  }
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
