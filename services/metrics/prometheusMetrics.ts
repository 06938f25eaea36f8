import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { Backlog } from './backlog';
import { COUNTERS, GAUGES, HISTOGRAMS, type CounterName, type GaugeName, type HistogramName } from './catalogue';
import type { Metrics } from './metrics';

export interface PrometheusOptions {
  version: string;
  /** The systems in use: each has a breaker, open or not. */
  vendors: readonly string[];
  /** Memory, CPU, event loop and garbage collection of this process as well. */
  withProcess: boolean;
}

/** Counts for Prometheus, in a registry of its own. */
export class PrometheusMetrics implements Metrics {
  readonly #registry = new Registry();
  readonly #vendors: readonly string[];
  readonly #counters: ReadonlyMap<CounterName, Counter>;
  readonly #histograms: ReadonlyMap<HistogramName, Histogram>;
  readonly #gauges: ReadonlyMap<GaugeName, Gauge>;

  constructor({ version, vendors, withProcess }: PrometheusOptions) {
    const registers = [this.#registry];
    this.#vendors = vendors;
    this.#counters = new Map(
      entries(COUNTERS).map(([name, { help, labels }]) => [
        name,
        new Counter({ name, help, labelNames: labels, registers }),
      ]),
    );
    this.#histograms = new Map(
      entries(HISTOGRAMS).map(([name, { help, labels, buckets }]) => [
        name,
        new Histogram({ name, help, labelNames: labels, buckets: [...buckets], registers }),
      ]),
    );
    this.#gauges = new Map(
      entries(GAUGES).map(([name, { help, labels }]) => [
        name,
        new Gauge<string>({ name, help, labelNames: labels, registers }),
      ]),
    );
    this.#set('bot_build_info', 1, { version, node: process.version });
    if (withProcess) collectDefaultMetrics({ register: this.#registry });
  }

  count(name: CounterName, labels: Record<string, string>): void {
    this.#counters.get(name)?.inc(labels);
  }

  observe(name: HistogramName, seconds: number, labels: Record<string, string>): void {
    this.#histograms.get(name)?.observe(labels, seconds);
  }

  get contentType(): string {
    return this.#registry.contentType;
  }

  /**
   * All of it as Prometheus reads it.
   *
   * @param backlog `undefined` while the database does not answer: what stands there is then left out
   */
  async text(backlog: Backlog | undefined): Promise<string> {
    this.#forget();
    this.#set('bot_database_up', backlog ? 1 : 0);
    if (backlog) this.#setBacklog(backlog);
    return this.#registry.metrics();
  }

  #setBacklog({ instances, breakers, operations, unknown, deadFollowUps, ...piles }: Backlog): void {
    const down = new Set(breakers.map(({ vendor }) => vendor));
    this.#set('bot_instances', instances);
    for (const vendor of this.#vendors) this.#set('bot_breaker_open', down.has(vendor) ? 1 : 0, { vendor });
    for (const { state, count } of operations) this.#set('bot_operations_open', count, { state });
    this.#set('bot_operations_unknown', unknown);
    this.#set('bot_follow_ups_dead', deadFollowUps);
    this.#setPiles(piles.notices, 'bot_notices_waiting', 'bot_notices_overdue_seconds');
    this.#setPiles(piles.tasks, 'bot_tasks_waiting', 'bot_tasks_overdue_seconds');
    this.#setPiles(piles.handoffs, 'bot_handoffs_open', 'bot_handoffs_oldest_seconds');
    this.#setPiles(piles.deadLetters, 'bot_dead_letters');
  }

  #setPiles(piles: Backlog['tasks'], howMany: GaugeName, howLong?: GaugeName): void {
    for (const { kind, count, oldestMs } of piles) {
      this.#set(howMany, count, { kind });
      if (howLong) this.#set(howLong, oldestMs / 1000, { kind });
    }
  }

  /** What is not known now is left out; one without labels would go back to 0, which says something else. */
  #forget(): void {
    for (const [name, gauge] of this.#gauges) {
      if (name === 'bot_build_info') continue;
      gauge.reset();
      if (GAUGES[name].labels.length === 0) gauge.remove();
    }
  }

  #set(name: GaugeName, value: number, labels: Record<string, string> = {}): void {
    this.#gauges.get(name)?.set(labels, value);
  }
}

function entries<T extends object>(definitions: T): [keyof T, T[keyof T]][] {
  return Object.entries(definitions) as [keyof T, T[keyof T]][];
}
