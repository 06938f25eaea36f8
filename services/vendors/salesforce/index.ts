import { z } from 'zod';
import { defineVendor } from '../../vendorDefinition';

export const salesforce = defineVendor({
  id: 'salesforce',
  displayName: 'Salesforce',
  serves: {},
  writes: {},
  config: z.object({ SALESFORCE_URL: z.url() }),
  sandbox: (sandboxUrl) => ({ SALESFORCE_URL: `${sandboxUrl}/salesforce` }),
  create: () => ({}),
});
