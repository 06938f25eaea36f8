import type { Channel } from './channel';
import { converse, type Bot, type Turn } from './conversation';
import { readUsage } from './processUsage';
import { percentile } from './statistics';

/** What one bot did in one round. */
export interface RoundResult {
  turnsPerSecond: number;
  p50Ms: number;
  p99Ms: number;
  turns: number;
  errors: number;
  /** Absent on a system that does not tell. */
  cpuMsPerTurn?: number;
  rssMib?: number;
}

/** The number of the order that the conversation at this place asks for: a bot may limit look-ups of one order. */
export function orderNumberOf(place: number): string {
  return String(20_001 + place);
}

/** The address that an order was placed with: each its own, because guesses are limited by address as well. */
export function emailOf(orderNumber: string): string {
  return `customer${orderNumber}@example.com`;
}

/** Holds `level` conversations at a time, one after the other at each place, for `seconds`. */
export async function runRound(channel: Channel, bot: Bot, level: number, seconds: number): Promise<RoundResult> {
  const before = await readUsage(bot.pids);
  const startedAt = performance.now();
  const until = startedAt + seconds * 1000;
  const turns: Turn[] = [];
  const places = Array.from({ length: level }, async (_, place) => {
    let correct = true;
    // Where a turn went wrong the place stays empty: a bot that is gone would be asked thousands of times.
    while (correct && performance.now() < until) {
      const conversation = await converse(channel, bot, orderNumberOf(place));
      correct = conversation.every((turn) => turn.correct);
      turns.push(...conversation);
    }
  });
  await Promise.all(places);
  const after = await readUsage(bot.pids);
  const latencies = turns.map(({ ms }) => ms);
  // Those that ended later were held with fewer beside them.
  const inTime = turns.filter(({ endedAt, correct }) => correct && endedAt <= until);
  return {
    turnsPerSecond: inTime.length / seconds,
    p50Ms: percentile(latencies, 0.5),
    p99Ms: percentile(latencies, 0.99),
    turns: turns.length,
    errors: turns.filter(({ correct }) => !correct).length,
    ...(before && after && { cpuMsPerTurn: (after.cpuMs - before.cpuMs) / turns.length, rssMib: after.rssMib }),
  };
}
