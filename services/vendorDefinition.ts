import type { z } from 'zod';
import type { PortMethod, PortName, Ports, WriteMethod } from './ports';
import type { Transport } from './http/transport';
import type { VendorAbout } from './vendorAbout';
import type { VendorChecks } from './vendorChecks';
import type { VendorWebhook } from './webhooks/webhook';

/** Which methods of which ports a vendor serves. */
export type Serves = { readonly [P in PortName]?: readonly PortMethod<P>[] };

/** The objects that serve them: the compiler checks that each has the methods that were promised. */
export type ServedPorts<S extends Serves> = {
  [P in keyof S]: P extends PortName ? Pick<Ports[P], Extract<NonNullable<S[P]>[number], keyof Ports[P]>> : never;
};

/**
 * How a repeated write is kept from being done twice: the vendor takes a key, or doing it again changes nothing (`keyed`);
 * the write is looked up by our reference before it is sent again (`findable`, see `WriteOptions.isRepeat`); or there is
 * no protection (`neither`: never resent by itself).
 */
export type WriteProtection = 'keyed' | 'findable' | 'neither';

/** The protection of every method that writes; the compiler misses none. */
export type Writes<S extends Serves> = {
  readonly [P in keyof S]: P extends PortName
    ? { readonly [M in Extract<NonNullable<S[P]>[number], WriteMethod<P>>]: WriteProtection }
    : never;
};

/** What a vendor is given to work with. */
export interface VendorDependencies {
  /** The one way to the network: abortable, limited in time and size, with typed errors. */
  transport: Transport;
}

interface VendorIdentity {
  /** The id used in settings such as `COMMERCE_VENDOR`, and as its path in the sandbox. */
  id: string;
  displayName: string;
  /** What it is spoken to with and what the bot must be allowed there: `docs/systems/README.md` is made from it. */
  about: VendorAbout;
  /** How old a record must be before the vendor's search shows it for sure, in milliseconds; 0 where absent. */
  indexLagMs?: number;
  /** How its webhooks are checked and read, where it sends any. */
  webhook?: VendorWebhook;
}

export interface VendorDefinition<C extends z.ZodObject, S extends Serves> extends VendorIdentity {
  serves: S;
  /** Every method that writes, by port, with its protection; all others only read. */
  writes: Writes<S>;
  /** The vendor's own settings, named as in the environment. */
  config: C;
  /** The settings that point it at its sandbox, given the address of the sandbox process. */
  sandbox: (sandboxUrl: string) => z.input<C>;
  /** Sets the vendor up. Does no I/O: log-in is lazy. */
  create(config: z.output<C>, dependencies: VendorDependencies): ServedPorts<S>;
  /** What `npm run doctor` finds out there. Only reads. */
  check(config: z.output<C>, dependencies: VendorDependencies): VendorChecks;
}

/** A vendor as the list of vendors knows it, whatever its settings and ports are. */
export interface AnyVendor extends VendorIdentity {
  serves: Serves;
  writes: { readonly [port: string]: { readonly [method: string]: WriteProtection } };
  config: z.ZodObject;
  sandbox: (sandboxUrl: string) => object;
  create(config: unknown, dependencies: VendorDependencies): { [P in PortName]?: Partial<Ports[P]> };
  check(config: unknown, dependencies: VendorDependencies): VendorChecks;
}

/** Declares a vendor; the folder of every vendor exports exactly one. */
export function defineVendor<C extends z.ZodObject, const S extends Serves>(
  definition: VendorDefinition<C, S>,
): VendorDefinition<C, S> {
  return definition;
}
