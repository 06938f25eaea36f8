import { z } from 'zod';
import { defineVendor } from '../../vendorDefinition';

export const servicenow = defineVendor({
  id: 'servicenow',
  displayName: 'ServiceNow',
  serves: {},
  writes: {},
  config: z.object({ SERVICENOW_URL: z.url() }),
  sandbox: (sandboxUrl) => ({ SERVICENOW_URL: `${sandboxUrl}/servicenow` }),
  create: () => ({}),
});
