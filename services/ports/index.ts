import type { CallOptions } from '../values';
import type { CommercePort } from './commerce';

/** Every port by its name. A port is a job that a business system does for the bot, whatever the vendor. */
export interface Ports {
  commerce: CommercePort;
}

export type PortName = keyof Ports;
export type PortMethod<P extends PortName> = keyof Ports[P] & string;

type Call<P extends PortName, M extends PortMethod<P>> = Ports[P][M] extends (
  input: infer I,
  options?: CallOptions,
) => Promise<infer O>
  ? { input: I; output: O }
  : never;

/** The JSON-serialisable input of a port's method. */
export type PortInput<P extends PortName, M extends PortMethod<P>> = Call<P, M>['input'];
/** The JSON-serialisable answer of a port's method. */
export type PortOutput<P extends PortName, M extends PortMethod<P>> = Call<P, M>['output'];
