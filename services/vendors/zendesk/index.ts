import { z } from 'zod';
import { defineVendor } from '../../vendorDefinition';

export const zendesk = defineVendor({
  id: 'zendesk',
  displayName: 'Zendesk',
  serves: {},
  writes: {},
  config: z.object({ ZENDESK_URL: z.url() }),
  sandbox: (sandboxUrl) => ({ ZENDESK_URL: `${sandboxUrl}/zendesk` }),
  create: () => ({}),
});
