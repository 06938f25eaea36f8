import { withoutControls } from '../resources/markdown';
import type { WriteOptions } from './values';
import type { PortInput, PortMethod, PortName, PortOutput } from './ports';
import { ServiceError } from './serviceError';
import type { VendorPolicy } from './resilience/vendorPolicy';
import type { WriteProtection } from './vendorDefinition';

/** How an interrupted call may be repeated: a read always, a write as its vendor protects it. */
export type CallProtection = 'read' | WriteProtection;

type AnyCall = (input: unknown, options?: Partial<WriteOptions>) => Promise<unknown>;

/** One method of one port, as the vendor chosen for it serves it. */
export interface Served {
  vendor: string;
  protection: CallProtection;
  /** For a `findable` write: how long its vendor's search may lag, in milliseconds. */
  indexLagMs?: number;
  call: AnyCall;
  policy: VendorPolicy;
}

/** A call on its way to the system that serves it. */
export interface NamedCall {
  vendor: string;
  port: string;
  method: string;
  input: unknown;
  protection: CallProtection;
}

/** Makes the call at the system itself. */
export type MakeCall = (options: Partial<WriteOptions>) => Promise<unknown>;

/** What stands between the callers and the systems: it may answer a call itself, and hears how one ends. */
export interface CallLayer {
  call(call: NamedCall, options: Partial<WriteOptions> | undefined, make: MakeCall): Promise<unknown>;
}

/** The ports as named calls: `{ port, method, input }` is all that has to be stored to make or repeat one. */
export class Services {
  readonly #served: ReadonlyMap<string, Served>;
  /** The outermost first. */
  readonly #layers: readonly CallLayer[];

  constructor(served: ReadonlyMap<string, Served>, layers: readonly CallLayer[] = []) {
    this.#served = served;
    this.#layers = layers;
  }

  /** The same systems with every call going through `layer` first. */
  through(layer: CallLayer): Services {
    return new Services(this.#served, [layer, ...this.#layers]);
  }

  /** False when no vendor in use has this method; a dialog that needs it is then not offered. */
  serves<P extends PortName>(port: P, method: PortMethod<P>): boolean {
    return this.#served.has(`${port}.${method}`);
  }

  /** The system that serves a method; `undefined` when none does. */
  vendorOf<P extends PortName>(port: P, method: PortMethod<P>): string | undefined {
    return this.#served.get(`${port}.${method}`)?.vendor;
  }

  /** The systems that serve anything, each once. */
  get vendors(): string[] {
    return [...new Set([...this.#served.values()].map(({ vendor }) => vendor))];
  }

  protection(port: string, method: string): CallProtection {
    return this.#find(port, method).protection;
  }

  /** How old a `findable` write must be before it is looked up, in milliseconds. */
  indexLagMs(port: string, method: string): number {
    return this.#served.get(`${port}.${method}`)?.indexLagMs ?? 0;
  }

  /** @throws ServiceError whatever goes wrong, with `origin` filled in. */
  async call<P extends PortName, M extends PortMethod<P>>(
    port: P,
    method: M,
    input: PortInput<P, M>,
    options?: Partial<WriteOptions>,
  ): Promise<PortOutput<P, M>> {
    return await this.callByName(port, method, input, options);
  }

  /** The same for a call that was read from the database, where the compiler cannot see its names. */
  async callByName(port: string, method: string, input: unknown, options?: Partial<WriteOptions>): Promise<unknown> {
    const { vendor, protection, call, policy } = this.#find(port, method);
    const atSystem: MakeCall = (given) => policy(() => call(input, given), given.signal);
    const named = { vendor, port, method, input, protection };
    const make = this.#layers.reduceRight<MakeCall>(
      (inner, layer) => (given) => layer.call(named, given, inner),
      atSystem,
    );
    try {
      return inPlainWords(await make(options ?? {}));
    } catch (error) {
      throw withOrigin(error, vendor, `${port}.${method}`);
    }
  }

  #find(port: string, method: string): Served {
    const served = this.#served.get(`${port}.${method}`);
    if (!served) throw new ServiceError('unsupported', `no system in use serves ${port}.${method}`);
    return served;
  }
}

/**
 * An answer without control characters and marks that turn the direction of writing: wherever its words are shown, on buttons
 * and in summaries as well, they cannot pretend to be others.
 */
function inPlainWords(answer: unknown): unknown {
  if (typeof answer === 'string') return withoutControls(answer.replaceAll('\t', ' '));
  if (Array.isArray(answer)) return answer.map(inPlainWords);
  if (typeof answer !== 'object' || answer === null) return answer;
  return Object.fromEntries(Object.entries(answer).map(([name, value]) => [name, inPlainWords(value)]));
}

function withOrigin(error: unknown, vendor: string, operation: string): ServiceError {
  const origin = { vendor, operation };
  if (!(error instanceof ServiceError)) {
    return new ServiceError('unexpected', error instanceof Error ? error.message : String(error), {
      origin,
      cause: error,
    });
  }
  if (error.origin) return error;
  return new ServiceError(error.code, error.message, {
    origin,
    cause: error.cause,
    notSent: error.notSent,
    breakerOpen: error.breakerOpen,
    ...(error.retryAfterMs === undefined ? {} : { retryAfterMs: error.retryAfterMs }),
  });
}
