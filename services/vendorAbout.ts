import type { PortName } from './ports';

/** One thing that the bot must be allowed to do, in the vendor's own words. */
export interface VendorScope {
  /** What an administrator grants, and what `npm run doctor` names when it is missing. */
  name: string;
  /** What the bot does with it. */
  why: string;
  /** The port that needs it, where a company may use the vendor without that one. */
  port?: PortName;
  /** Only needed to write: with `<VENDOR>_READ_ONLY=true` it can be left out. */
  writes?: true;
  /** Without it the bot does its work, only not all of it. */
  optional?: true;
}

/** What is known of a vendor beside its code; the code takes its versions from here. */
export interface VendorAbout {
  /** The package that speaks to it, as in package.json; absent where it is plain HTTP on our transport. */
  sdk?: string;
  /** What its API is called. */
  api: string;
  /** The versions of the API that every request is made to; empty where the vendor has only one. */
  apiVersions: readonly string[];
  /** The least that the credentials must be allowed. */
  scopes: readonly VendorScope[];
  /** The vendor's pages that the facts come from. */
  pages: { logIn: string; limits: string; versions: string };
  /** The month in which the pages were read, such as 2026-11. */
  readOn: string;
}
