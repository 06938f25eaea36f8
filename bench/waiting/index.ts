/**
 * A thousand users wait at once, because the shop does not answer: when do they hear "still checking" and get the way out,
 * and how much memory does it take? Options: --operations 1000, --per-second 70.
 */
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { startOurBot } from '../bots';
import { Channel } from '../channel';
import { freePort, startChild } from '../childProcess';
import type { Bot } from '../conversation';
import { readUsage } from '../processUsage';
import { emailOf, orderNumberOf } from '../round';
import { percentile, rounded } from '../statistics';

/** When users hear what, in milliseconds after their message. */
const STILL_CHECKING_MS = 5_000;
const WAY_OUT_MS = 15_000;
const LAST_MESSAGE_AFTER_MS = 20_000;
const LOOK_AT_MEMORY_EVERY_MS = 500;

interface Heard {
  stillCheckingMs?: number;
  wayOutMs?: number;
}

/** One user asks and waits. Resolves when the request has been answered; `heard` fills up later. */
async function ask(channel: Channel, bot: Bot, place: number, heard: Heard): Promise<number> {
  const conversationId = randomUUID();
  const asked = performance.now();
  channel.listen(conversationId, ({ text, attachments }) => {
    const words = `${text ?? ''}${JSON.stringify(attachments ?? '')}`;
    const afterMs = performance.now() - asked;
    if (words.includes('Keep waiting')) heard.wayOutMs ??= afterMs;
    else if (words.includes('still checking')) heard.stillCheckingMs ??= afterMs;
  });
  const number = orderNumberOf(place);
  return channel.post(bot.endpoint, conversationId, `where is order ${number}? ${emailOf(number)}`).catch(() => 0);
}

async function measure(channel: Channel, bot: Bot, operations: number, perSecond: number): Promise<void> {
  const before = (await readUsage(bot.pids))?.rssMib ?? NaN;
  let peakMib = 0;
  const watch = setInterval(
    () => void readUsage(bot.pids).then((usage) => (peakMib = Math.max(peakMib, usage?.rssMib ?? 0))),
    LOOK_AT_MEMORY_EVERY_MS,
  );
  const all: Heard[] = [];
  const answered: Promise<number>[] = [];
  const start = performance.now();
  for (let place = 0; place < operations; place++) {
    await pause(Math.max(0, start + (place * 1000) / perSecond - performance.now()));
    const heard: Heard = {};
    all.push(heard);
    answered.push(ask(channel, bot, place, heard));
  }
  const statuses = await Promise.all(answered);
  await pause(LAST_MESSAGE_AFTER_MS);
  clearInterval(watch);
  console.log(`operations ${operations}, answered with 200: ${statuses.filter((status) => status === 200).length}`);
  tell(
    'still checking',
    all.map((each) => each.stillCheckingMs),
    STILL_CHECKING_MS,
  );
  tell(
    'way out',
    all.map((each) => each.wayOutMs),
    WAY_OUT_MS,
  );
  console.log(`memory before ${rounded(before)} MiB, at its peak ${rounded(peakMib)} MiB`);
}

function tell(name: string, times: (number | undefined)[], dueMs: number): void {
  const told = times.filter((time) => time !== undefined);
  const off = told.map((time) => Math.abs(time - dueMs));
  console.log(
    `${name}: ${told.length} of ${times.length} told, off by p50 ${rounded(percentile(off, 0.5))} ms, p99 ${rounded(percentile(off, 0.99))} ms, max ${rounded(percentile(off, 1))} ms`,
  );
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      operations: { type: 'string', default: '1000' },
      'per-second': { type: 'string', default: '70' },
    },
  });
  const [operations, perSecond] = [Number(values.operations), Number(values['per-second'])];
  const folder = await mkdtemp(join(tmpdir(), 'waiting-'));
  const cleanUps: (() => Promise<unknown> | void)[] = [() => rm(folder, { recursive: true, force: true })];
  try {
    const sandboxPort = await freePort();
    const sandboxUrl = `http://127.0.0.1:${sandboxPort}`;
    const sandbox = await startChild({
      name: 'the sandbox',
      script: join(__dirname, '..', 'busySandbox.js'),
      environment: { SANDBOX_PORT: String(sandboxPort), BENCH_ORDERS: String(operations) },
      readyUrl: `${sandboxUrl}/control/status`,
    });
    cleanUps.push(() => sandbox.stop());
    const bot = await startOurBot({ sandboxPort, databaseUrl: `sqlite:${join(folder, 'bot.db')}` });
    cleanUps.push(() => bot.stop());
    const channel = await Channel.open();
    cleanUps.push(() => channel.close());
    for (let place = 0; place < 50; place++) await ask(channel, bot, place, {});
    await fetch(`${sandboxUrl}/control/faults`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ vendor: 'shopify', mode: 'latency', latencyMs: 60_000 }),
    });
    await measure(channel, bot, operations, perSecond);
  } finally {
    for (const each of cleanUps.reverse()) await each();
  }
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
