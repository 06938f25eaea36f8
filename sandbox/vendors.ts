import { createSalesforceSandbox } from './salesforce/salesforceSandbox';
import { createServicenowSandbox } from './servicenow/servicenowSandbox';
import { createShopifySandbox } from './shopify/shopifySandbox';
import { createZendeskSandbox } from './zendesk/zendeskSandbox';
import { createWorkdaySandbox } from './workday/workdaySandbox';
import type { VendorSandbox } from './vendorSandbox';

/** THE list of vendors: the id is the vendor's path, the function sets it up with its seeds. One line each. */
export const vendors: Readonly<Record<string, () => VendorSandbox>> = {
  salesforce: createSalesforceSandbox,
  servicenow: createServicenowSandbox,
  shopify: createShopifySandbox,
  zendesk: createZendeskSandbox,
  workday: createWorkdaySandbox,
};
