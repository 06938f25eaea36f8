import type { PortName, Ports } from '../../../services/ports';
import type { WriteOptions } from '../../../services/values';
import type { TestSandbox } from '../../helpers/testSandbox';

/** One vendor as it serves one port. */
export interface UnderTest<P extends PortName> {
  port: Ports[P];
  /** The same, with a deadline of a few hundred milliseconds. */
  impatient: Ports[P];
  sandbox: TestSandbox;
  /** The vendor's id. */
  vendor: string;
}

/** What every port's contract is called with; `serves` tells before the tests run which methods there are. */
export type Contract<P extends PortName> = (
  underTest: () => UnderTest<P>,
  serves: (method: keyof Ports[P]) => boolean,
) => void;

let keys = 0;
/** The options of a write with a key of its own. */
export function aWrite(idempotencyKey = `test-${process.pid}-${Date.now()}-${++keys}`): WriteOptions {
  return { idempotencyKey };
}
