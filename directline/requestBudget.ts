const WINDOW_MS = 60_000;

/** How many requests each address may make in a minute. */
export class RequestBudget {
  private readonly used = new Map<string, number>();
  private windowEnd = 0;

  constructor(private readonly limit: number) {}

  /** Gives the seconds to wait when the address has used up its budget, 0 when it may go on. */
  spend(address: string): number {
    const now = Date.now();
    if (now >= this.windowEnd) {
      this.used.clear();
      this.windowEnd = now + WINDOW_MS;
    }
    const used = (this.used.get(address) ?? 0) + 1;
    this.used.set(address, used);
    return used > this.limit ? Math.ceil((this.windowEnd - now) / 1000) : 0;
  }
}
