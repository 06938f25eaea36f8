import type { AnyVendor } from '../vendorDefinition';
import { salesforce } from './salesforce';
import { servicenow } from './servicenow';
import { shopify } from './shopify';
import { workday } from './workday';
import { zendesk } from './zendesk';

/** THE list of vendors, one line each. */
export const vendors: readonly AnyVendor[] = [salesforce, zendesk, shopify, servicenow, workday];
