import type { WriteOptions } from '../values';
import type { CommercePort } from './commerce';
import type { CrmPort } from './crm';
import type { FinancePort } from './finance';
import type { HelpdeskPort } from './helpdesk';
import type { HrPort } from './hr';
import type { ItsmPort } from './itsm';

/** Every port by its name. A port is a job that a business system does for the bot, whatever the vendor. */
export interface Ports {
  crm: CrmPort;
  helpdesk: HelpdeskPort;
  commerce: CommercePort;
  hr: HrPort;
  itsm: ItsmPort;
  finance: FinancePort;
}

export type PortName = keyof Ports;
export type PortMethod<P extends PortName> = keyof Ports[P] & string;

/** The methods that change something: they take an idempotency key. */
export type WriteMethod<P extends PortName> = {
  [M in PortMethod<P>]: Ports[P][M] extends (input: never, options: infer O) => unknown
    ? O extends WriteOptions
      ? M
      : never
    : never;
}[PortMethod<P>];

type Call<P extends PortName, M extends PortMethod<P>> = Ports[P][M] extends (
  input: infer I,
  options: never,
) => Promise<infer O>
  ? { input: I; output: O }
  : never;

/** The JSON-serialisable input of a port's method. */
export type PortInput<P extends PortName, M extends PortMethod<P>> = Call<P, M>['input'];
/** The JSON-serialisable answer of a port's method. */
export type PortOutput<P extends PortName, M extends PortMethod<P>> = Call<P, M>['output'];
