import type { Logger } from '../logger';
import type { Clock, Cancel } from '../operations/clock';
import type { Systems } from '../systems';
import type { AnyVendor } from '../vendorDefinition';
import type { SecretSources } from './secretSources';

type Environment = Record<string, string | undefined>;

export interface SecretsWatchDependencies {
  sources: Pick<SecretSources, 'canChange' | 'read'>;
  /** What the bot was set up with. */
  environment: Environment;
  systems: Pick<Systems, 'renew'>;
  vendors: readonly AnyVendor[];
  /** 0: only when it is told to. */
  everyMinutes: number;
  clock: Clock;
  log: Logger;
  /** Takes over what else depends on a vendor's settings: the secrets of its webhooks. */
  onRenewed: (environment: Environment) => void;
}

/**
 * Looks at files and vault again, every few minutes and on SIGHUP, and sets vendors up anew whose secrets have changed. All
 * other secrets need another start: the log says so.
 */
export class SecretsWatch {
  readonly #dependencies: SecretsWatchDependencies;
  #current: Environment;
  #looking: Promise<void> | undefined;
  #cancel: Cancel | undefined;
  readonly #told = new Set<string>();
  readonly #onSignal = () => void this.look();

  constructor(dependencies: SecretsWatchDependencies) {
    this.#dependencies = dependencies;
    this.#current = dependencies.environment;
  }

  start(): void {
    if (!this.#dependencies.sources.canChange) return;
    // Windows ends a process some seconds after its SIGHUP, whatever hears it.
    if (process.platform !== 'win32') process.on('SIGHUP', this.#onSignal);
    this.#schedule();
  }

  async stop(): Promise<void> {
    this.#cancel?.();
    process.off('SIGHUP', this.#onSignal);
    await this.#looking;
  }

  /** Looks now; one look at a time. Does not throw. */
  look(): Promise<void> {
    return (this.#looking ??= this.#look()
      .catch((error: unknown) => this.#dependencies.log.error('secrets.not_renewed', error))
      .finally(() => (this.#looking = undefined)));
  }

  #schedule(): void {
    const { everyMinutes, clock } = this.#dependencies;
    if (everyMinutes === 0) return;
    this.#cancel = clock.schedule(everyMinutes * 60_000, () => void this.look().finally(() => this.#schedule()));
  }

  async #look(): Promise<void> {
    const { sources, systems, log, onRenewed } = this.#dependencies;
    const { environment: found, faults } = await sources.read();
    for (const reason of faults) log.warn('secrets.unreadable', { reason });
    // What cannot be read now has not changed.
    const fresh = { ...found };
    for (const name of Object.keys(this.#current)) fresh[name] ??= this.#current[name];
    const renewals = await systems.renew(fresh);
    for (const { vendor, faults: reasons } of renewals) this.#tell(vendor, reasons);
    const refused = renewals.filter(({ faults: reasons }) => reasons.length > 0).map(({ vendor }) => vendor);
    this.#tellOthers(fresh);
    this.#current = { ...fresh, ...this.#settingsOf(refused) };
    if (renewals.length > refused.length) onRenewed(this.#current);
  }

  #tell(vendor: string, reasons: readonly string[]): void {
    const { log } = this.#dependencies;
    if (reasons.length === 0) log.info('secrets.renewed', { vendor });
    for (const reason of reasons) log.warn('secrets.refused', { vendor, reason });
  }

  /** What no vendor has as its setting was used when the bot started. Each is told once. */
  #tellOthers(fresh: Environment): void {
    const { vendors, log } = this.#dependencies;
    const ofVendors = new Set(vendors.flatMap(({ config }) => Object.keys(config.shape)));
    const changed = Object.keys(fresh).filter((name) => !ofVendors.has(name) && fresh[name] !== this.#current[name]);
    for (const name of changed.filter((each) => !this.#told.has(each))) {
      this.#told.add(name);
      log.warn('secrets.need_a_restart', { reason: `counts from the next start on: ${name}` });
    }
  }

  /** The settings of these vendors as they are in use. */
  #settingsOf(ids: readonly string[]): Environment {
    const names = this.#dependencies.vendors
      .filter(({ id }) => ids.includes(id))
      .flatMap(({ config }) => Object.keys(config.shape));
    return Object.fromEntries(names.map((name) => [name, this.#current[name]]));
  }
}
