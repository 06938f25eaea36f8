import type { Logger } from '../logger';
import type { Cancel, Clock } from '../operations/clock';
import { calledOff } from '../operations/abort';
import type { ProductVariant } from '../ports/commerce';
import { asServiceError } from '../serviceError';
import type { Services } from '../services';
import type { Notifier } from '../notifications/notifier';
import type { StockNews } from './news';
import type { Subscription, SubscriptionStore } from './subscriptionStore';

export interface StockWatchDependencies {
  subscriptions: SubscriptionStore;
  services: Pick<Services, 'call' | 'serves'>;
  clock: Clock;
  log: Logger;
  everyMs: number;
  /** The longest that the shop may take for one answer. */
  timeoutMs: number;
  notifier: Pick<Notifier, 'plan' | 'withdraw'>;
}

/** Asks the shop now and then whether what people wait for is back, once a product, however many wait for it. */
export class StockWatch {
  readonly #dependencies: StockWatchDependencies;
  #cancel: Cancel = () => undefined;
  #abort = new AbortController();
  #running: Promise<void> | undefined;

  constructor(dependencies: StockWatchDependencies) {
    this.#dependencies = dependencies;
  }

  start(): void {
    const { services, clock, everyMs } = this.#dependencies;
    if (!services.serves('commerce', 'getStock')) return;
    this.#cancel = clock.schedule(everyMs, () => {
      this.#running = this.check().then(() => {
        if (!this.#abort.signal.aborted) this.start();
      });
    });
  }

  /** Asks nothing more, and waits until nobody is being told, at most `graceMs`. */
  async stop(graceMs: number): Promise<void> {
    this.#cancel();
    this.#abort.abort(calledOff('the bot is stopping'));
    if (!this.#running) return;
    let cancel: Cancel = () => undefined;
    const grace = new Promise<void>((resolve) => (cancel = this.#dependencies.clock.schedule(graceMs, resolve)));
    await Promise.race([this.#running, grace]);
    cancel();
  }

  /** One round. What fails is left for the next one. */
  async check(): Promise<void> {
    const { subscriptions, log } = this.#dependencies;
    try {
      for (const productId of await subscriptions.subjects('stock')) {
        if (this.#abort.signal.aborted) return;
        await this.#checkProduct(productId).catch((error: unknown) =>
          log.warn('stock.not_checked', { code: asServiceError(error).code }),
        );
      }
    } catch (error) {
      log.error('stock.unreadable', error);
    }
  }

  async #checkProduct(productId: string): Promise<void> {
    const { subscriptions, log } = this.#dependencies;
    const stock = await this.#ask(productId);
    for (const subscription of await subscriptions.listBySubject('stock', productId)) {
      if (this.#abort.signal.aborted) return;
      // One who cannot be told must not keep the others waiting.
      await this.#plan(subscription, newsFor(subscription, stock)).catch((error: unknown) =>
        log.error('stock.not_told', error),
      );
    }
  }

  async #ask(productId: string): Promise<ProductVariant[] | undefined> {
    const { services, clock, timeoutMs } = this.#dependencies;
    const late = new AbortController();
    const cancel = clock.schedule(timeoutMs, () => late.abort(calledOff('the shop takes too long')));
    const signal = AbortSignal.any([late.signal, this.#abort.signal]);
    try {
      return await services.call('commerce', 'getStock', { productId }, { signal });
    } finally {
      cancel();
    }
  }

  /** What waits for the morning may be sold out again by then. */
  async #plan({ id, pending, disabled }: Subscription, news: StockNews | undefined): Promise<void> {
    const { notifier, clock } = this.#dependencies;
    const waiting = pending?.type === 'stock' ? pending.data.news : undefined;
    if (disabled || waiting === news) return;
    if (!news) return notifier.withdraw(id);
    await notifier.plan(id, { type: 'stock', data: { news }, at: clock.now(), rank: 1, ends: true });
  }
}

function newsFor({ variantId }: Subscription, stock: ProductVariant[] | undefined): StockNews | undefined {
  const variants = (stock ?? []).filter(({ id }) => variantId === undefined || id === variantId);
  if (variants.length === 0) return 'gone';
  return variants.some(({ available }) => available) ? 'back' : undefined;
}
