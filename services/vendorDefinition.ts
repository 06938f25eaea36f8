import type { z } from 'zod';
import type { PortMethod, PortName, Ports } from './ports';
import type { Transport } from './http/transport';

/** Which methods of which ports a vendor serves. */
export type Serves = { readonly [P in PortName]?: readonly PortMethod<P>[] };

/** The objects that serve them: the compiler checks that each has the methods that were promised. */
export type ServedPorts<S extends Serves> = {
  [P in keyof S & PortName]: Pick<Ports[P], Extract<NonNullable<S[P]>[number], keyof Ports[P]>>;
};

/**
 * How a repeated write is kept from being done twice: the vendor takes a key (`keyed`), the write can be looked up by our
 * reference before it is sent again (`findable`), or there is no protection (`neither`: never resent by itself).
 */
export type WriteProtection = 'keyed' | 'findable' | 'neither';

/** What a vendor is given to work with. */
export interface VendorDependencies {
  /** The one way to the network: abortable, limited in time and size, with typed errors. */
  transport: Transport;
}

export interface VendorDefinition<C extends z.ZodType = z.ZodType, S extends Serves = Serves> {
  /** The id used in settings such as `COMMERCE_VENDOR`, and as its path in the sandbox. */
  id: string;
  displayName: string;
  serves: S;
  /** Every method that writes, with its protection; a method that is not named here only reads. */
  writes: { readonly [method: string]: WriteProtection };
  /** The vendor's own settings, named as in the environment. */
  config: C;
  /** The settings that point it at its sandbox, given the address of the sandbox process. */
  sandbox: (sandboxUrl: string) => z.input<C>;
  /** Sets the vendor up. Does no I/O: log-in is lazy. */
  create(config: z.output<C>, dependencies: VendorDependencies): ServedPorts<S>;
}

/** Declares a vendor; the folder of every vendor exports exactly one. */
export function defineVendor<C extends z.ZodType, const S extends Serves>(
  definition: VendorDefinition<C, S>,
): VendorDefinition<C, S> {
  return definition;
}
