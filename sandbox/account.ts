/** The account that the bot has with a vendor, and what is wrong with it where somebody wants to see that found out. */
export class Account {
  /** What the bot may not do, in the vendor's own words. */
  missing: readonly string[] = [];
  /** The versions of the API that are served, newest last; those that the sandbox is written for where absent. */
  versions: readonly string[] | undefined;

  /** The tokens, keys or client secrets that are good: two while one takes the place of the other. */
  secrets: readonly string[];

  constructor(secret: string) {
    this.secrets = [secret];
  }

  accepts(secret: string | null | undefined): boolean {
    return typeof secret === 'string' && this.secrets.includes(secret);
  }

  may(right: string): boolean {
    return !this.missing.includes(right);
  }
}

/** Access tokens that a log-in gave, each as good as the secret that it was given for. */
export class AccessTokens {
  readonly #given = new Map<string, string>();

  constructor(private readonly account: Account) {}

  add(token: string, secret: string): void {
    this.#given.set(token, secret);
  }

  accepts(token: string | undefined): boolean {
    return token !== undefined && this.account.accepts(this.#given.get(token));
  }

  delete(token: string): boolean {
    return this.#given.delete(token);
  }
}
