import type { Channel } from './channel';
import { converse, type Bot } from './conversation';
import { orderNumberOf } from './round';
import { percentile } from './statistics';

const VENDOR_TAKES_MS = 200;
const CONVERSATIONS = 20;
const LOOK_UP_LINE = 2;

/** What the bot adds to a look-up in a system that is well but takes its time: the middle one of some turns. */
export async function measureLookUpOverhead(channel: Channel, bot: Bot, sandboxUrl: string): Promise<number> {
  await control(sandboxUrl, 'POST', { vendor: 'shopify', mode: 'latency', latencyMs: VENDOR_TAKES_MS });
  const lookUps: number[] = [];
  for (let place = 0; place < CONVERSATIONS; place++) {
    for (const { line, ms, correct } of await converse(channel, bot, orderNumberOf(0))) {
      if (!correct) throw new Error('a look-up failed while its overhead was measured');
      if (line === LOOK_UP_LINE) lookUps.push(ms);
    }
  }
  await control(sandboxUrl, 'DELETE');
  return percentile(lookUps, 0.5) - VENDOR_TAKES_MS;
}

async function control(sandboxUrl: string, method: string, fault?: object): Promise<void> {
  const response = await fetch(`${sandboxUrl}/control/faults`, {
    method,
    ...(fault && { body: JSON.stringify(fault) }),
  });
  if (!response.ok) throw new Error(`the sandbox answered ${response.status}: ${await response.text()}`);
}
