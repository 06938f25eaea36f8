/** The account that the bot has with a vendor, and what is wrong with it where somebody wants to see that found out. */
export class Account {
  /** What the bot may not do, in the vendor's own words. */
  missing: readonly string[] = [];
  /** The versions of the API that are served, newest last; those that the sandbox is written for where absent. */
  versions: readonly string[] | undefined;

  /** @param secret the token, key or client secret that is accepted; everything logged in with another one is logged out */
  constructor(public secret: string) {}

  may(right: string): boolean {
    return !this.missing.includes(right);
  }
}

/** Access tokens that a log-in gave, each as good as the secret that it was given for. */
export class AccessTokens {
  readonly #given = new Map<string, string>();

  constructor(private readonly account: Account) {}

  add(token: string): string {
    this.#given.set(token, this.account.secret);
    return token;
  }

  accepts(token: string | undefined): boolean {
    return token !== undefined && this.#given.get(token) === this.account.secret;
  }

  delete(token: string): boolean {
    return this.#given.delete(token);
  }
}
