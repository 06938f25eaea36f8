import { Bots } from './bots';
import { Faults } from './faults';
import { RequestLog } from './requestLog';
import { vendors } from './vendors';
import type { VendorSandbox } from './vendorSandbox';

/** Everything the sandbox remembers. */
export class SandboxState {
  readonly faults = new Faults();
  readonly requests = new RequestLog();
  /** Who uses it; a reset does not change that. */
  readonly bots = new Bots();
  private systems = freshSystems();

  vendor(id: string): VendorSandbox | undefined {
    return this.systems.get(id);
  }

  vendorIds(): string[] {
    return [...this.systems.keys()];
  }

  /** Everything as at start: the seeds, no faults, no requests. */
  reset(): void {
    this.faults.clear();
    this.requests.clear();
    this.systems = freshSystems();
  }
}

function freshSystems(): Map<string, VendorSandbox> {
  return new Map(Object.entries(vendors).map(([id, create]) => [id, create()]));
}
