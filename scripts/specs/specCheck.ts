/** One comparison with a vendor's own description. */
export interface SpecCheck {
  name: string;
  /** What does not fit; empty when all does. */
  faults: string[];
  /** A fault here is news, not a failure: it concerns a version that is not used yet. */
  optional?: boolean;
}
