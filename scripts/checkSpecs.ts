/**
 * `npm run check:specs -- <folder>` compares what the code says to the vendors with the vendors' own machine-readable
 * descriptions, which are too large to keep here: `<folder>/<vendor>/…`. Run it when a vendor brings out a new version.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { checkShopify } from './specs/shopifySpec';
import type { SpecCheck } from './specs/specCheck';

/** One function for each vendor that publishes such a description. */
const checks: Readonly<Record<string, (folder: string) => SpecCheck[]>> = {
  shopify: checkShopify,
};

const USAGE = `Usage: npm run check:specs -- <folder>
The folder holds one folder for each vendor:
  shopify/admin_<version>.json.gz   introspection of the Admin API (GraphQL), gzipped`;

function run(folder: string): boolean {
  let good = true;
  for (const [vendor, check] of Object.entries(checks)) {
    for (const { name, faults, optional } of check(join(folder, vendor))) {
      const word = faults.length === 0 ? 'ok   ' : optional ? 'note ' : 'FAULT';
      console.log(`${word} ${vendor}: ${[name, ...faults].join('\n        ')}`);
      if (faults.length > 0 && !optional) good = false;
    }
  }
  return good;
}

const [folder] = process.argv.slice(2);
if (!folder || !existsSync(folder)) {
  console.error(folder ? `There is no folder ${folder}.\n${USAGE}` : USAGE);
  process.exitCode = 1;
} else if (!run(folder)) {
  process.exitCode = 1;
}
