/** Which of the scopes that are needed are there, as far as the vendor tells without anything being written. */
export interface ScopesFound {
  /** By their names in `about.scopes`. */
  missing: readonly string[];
  /** Those that only a write would show. */
  untold: readonly string[];
}

/** How long the version in use will do. */
export type VersionFound =
  | { state: 'supported'; detail: string }
  /** It works today and will not for long. */
  | { state: 'ending'; detail: string }
  /** It is not served any more. */
  | { state: 'gone'; detail: string };

/**
 * What `npm run doctor` asks a vendor. Each of the three really asks there, only reads, and throws ServiceError like any
 * other call; what they give is shown to people and holds no secret.
 */
export interface VendorChecks {
  /** The address that everything is sent below. */
  address: string;
  /** The setting that it comes from. */
  addressSetting: string;
  /** Logs in, and reads something harmless. Gives as whom, or what else is worth knowing of the log-in. */
  logIn(): Promise<string>;
  /** @param needed names of `about.scopes`: those of the ports in use, without writes where there are to be none */
  findScopes(needed: readonly string[]): Promise<ScopesFound>;
  findVersion(): Promise<VersionFound>;
}
