import { describeFaults, withoutBlanks, type AppConfig } from './config';
import { createTransport } from './http/boundedTransport';
import type { Transport } from './http/transport';
import type { PortName } from './ports';
import { createVendorPolicies, type VendorPolicyDependencies } from './resilience/vendorPolicies';
import type { VendorPolicy } from './resilience/vendorPolicy';
import { ServiceError } from './serviceError';
import { Services, type Served } from './services';
import type { AnyVendor } from './vendorDefinition';
import { portNames, vendorSettings, type VendorInUse } from './vendorsInUse';

type Environment = Record<string, string | undefined>;
type ServedPorts = ReturnType<AnyVendor['create']>;

/** A vendor as it is set up now. */
interface System {
  inUse: VendorInUse;
  policy: VendorPolicy;
  /** What it was set up with, to see whether that has changed. */
  settings: string;
  /** Exchanged as a whole: a call under way keeps the ones that it began with. */
  ports: ServedPorts;
}

/** What became of one vendor whose settings have changed. */
export interface Renewal {
  vendor: string;
  /** Why it goes on with its old settings, without any value; empty where it has the new ones. */
  faults: string[];
}

/** Every vendor in use, set up with its settings; each can be set up anew while calls are under way. */
export class Systems {
  readonly services: Services;
  readonly #systems: ReadonlyMap<string, System>;
  readonly #transport: Transport;
  readonly #sandboxUrl: string;

  /**
   * Fills each port: per method the first vendor listed that serves it, and that may be written to where it writes.
   *
   * @param policyDependencies where it is shared which systems are down
   */
  constructor(
    config: AppConfig,
    environment: Environment,
    inUse: readonly VendorInUse[],
    sandboxUrl: string,
    policyDependencies?: VendorPolicyDependencies,
  ) {
    this.#transport = createTransport({ timeoutMs: config.ATTEMPT_TIMEOUT_MS });
    this.#sandboxUrl = sandboxUrl;
    const policyOf = createVendorPolicies(config, policyDependencies);
    this.#systems = new Map(
      inUse.map((vendor) => {
        const { id } = vendor.definition;
        const settings = vendor.definition.config.parse(this.#settingsOf(vendor, environment));
        const ports = this.#setUp(vendor, settings);
        return [id, { inUse: vendor, policy: policyOf(id), settings: JSON.stringify(settings), ports }];
      }),
    );
    this.services = new Services(this.#fill(config));
  }

  /**
   * Sets those up anew whose settings are others now. Credentials that their system refuses are not taken: the old ones may
   * still be good.
   */
  async renew(environment: Environment): Promise<Renewal[]> {
    const real = [...this.#systems.values()].filter(({ inUse }) => !inUse.onSandbox);
    const renewals = await Promise.all(real.map((system) => this.#renew(system, environment)));
    return renewals.filter((renewal) => renewal !== undefined);
  }

  async #renew(system: System, environment: Environment): Promise<Renewal | undefined> {
    const { definition } = system.inUse;
    const { id: vendor } = definition;
    const parsed = definition.config.safeParse(this.#settingsOf(system.inUse, environment));
    if (parsed.error) return { vendor, faults: describeFaults(parsed.error) };
    const settings = JSON.stringify(parsed.data);
    if (settings === system.settings) return undefined;
    if (await this.#areRefused(definition, parsed.data)) {
      return { vendor, faults: [`${definition.displayName} refuses the new credentials`] };
    }
    Object.assign(system, { settings, ports: this.#setUp(system.inUse, parsed.data) });
    return { vendor, faults: [] };
  }

  /** Only a plain no counts: a system that is down says nothing about credentials. */
  async #areRefused(definition: AnyVendor, settings: unknown): Promise<boolean> {
    try {
      await definition.check(settings, { transport: this.#transport }).logIn();
      return false;
    } catch (error) {
      return error instanceof ServiceError && error.code === 'unauthenticated';
    }
  }

  #settingsOf({ definition, onSandbox }: VendorInUse, environment: Environment): object {
    return onSandbox ? definition.sandbox(this.#sandboxUrl) : withoutBlanks(environment);
  }

  #setUp({ definition }: VendorInUse, settings: unknown): ServedPorts {
    return definition.create(settings, { transport: this.#transport });
  }

  #fill(config: AppConfig): Map<string, Served> {
    const served = new Map<string, Served>();
    for (const port of portNames) {
      for (const id of config[vendorSettings[port]]) {
        const system = this.#systems.get(id);
        if (!system) continue;
        for (const method of methodsOf(system.inUse, port)) {
          if (!served.has(`${port}.${method}`)) served.set(`${port}.${method}`, serve(system, port, method));
        }
      }
    }
    return served;
  }
}

/** What a vendor does for a port; without its writes where it is only read. */
function methodsOf({ definition, readOnly }: VendorInUse, port: PortName): readonly string[] {
  const methods = definition.serves[port] ?? [];
  return readOnly ? methods.filter((method) => definition.writes[port]?.[method] === undefined) : methods;
}

function serve(system: System, port: PortName, method: string): Served {
  const { definition } = system.inUse;
  const { id, writes, indexLagMs = 0 } = definition;
  const find = () => {
    const target = (system.ports as Record<string, Record<string, Served['call']> | undefined>)[port];
    return target?.[method]?.bind(target);
  };
  if (!find()) throw new Error(`${id} promises ${port}.${method} and does not have it`);
  // Looked up with each call: the vendor may have been set up anew since.
  const call: Served['call'] = async (input, options) => find()?.(input, options);
  return { vendor: id, protection: writes[port]?.[method] ?? 'read', indexLagMs, call, policy: system.policy };
}
