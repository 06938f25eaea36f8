/**
 * `npm run check:specs -- <folder>` compares what the code says to the vendors with the vendors' own machine-readable
 * descriptions, which are too large to keep here: `<folder>/<vendor>/…`. Run it when a vendor brings out a new version.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { checkServiceNow } from './specs/servicenowSpec';
import { checkSalesforce } from './specs/salesforceSpec';
import { checkShopify } from './specs/shopifySpec';
import type { SpecCheck } from './specs/specCheck';
import { checkWorkday } from './specs/workdaySpec';
import { checkZendesk } from './specs/zendeskSpec';

/** One function for each vendor that publishes such a description. */
const checks: Readonly<Record<string, (folder: string) => SpecCheck[] | Promise<SpecCheck[]>>> = {
  servicenow: checkServiceNow,
  salesforce: checkSalesforce,
  shopify: checkShopify,
  workday: checkWorkday,
  zendesk: checkZendesk,
};

const USAGE = `Usage: npm run check:specs -- <folder>
The folder holds one folder for each vendor:
  servicenow/openapi.yaml   OpenAPI description of the Table API
  salesforce/standard-objects.fields.json.gz   types of the standard objects' fields, gzipped
  shopify/admin_<version>.json.gz   introspection of the Admin API (GraphQL), gzipped
  workday/{absencemanagement,accountspayable,common,expense}.yml.gz   OpenAPI descriptions, gzipped
  zendesk/zendesk-support.oas3.yaml.gz   OpenAPI description of the Support API, gzipped or not`;

async function run(folder: string): Promise<boolean> {
  let good = true;
  for (const [vendor, check] of Object.entries(checks)) {
    for (const { name, faults, optional } of await check(join(folder, vendor))) {
      const word = faults.length === 0 ? 'ok   ' : optional ? 'note ' : 'FAULT';
      console.log(`${word} ${vendor}: ${[name, ...faults].join('\n        ')}`);
      if (faults.length > 0 && !optional) good = false;
    }
  }
  return good;
}

async function main(): Promise<boolean> {
  const [folder] = process.argv.slice(2);
  if (folder && existsSync(folder)) return run(folder);
  console.error(folder ? `There is no folder ${folder}.\n${USAGE}` : USAGE);
  return false;
}

void main().then((good) => void (process.exitCode = good ? 0 : 1));
