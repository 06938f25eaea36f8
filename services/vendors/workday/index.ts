import { z } from 'zod';
import { defineVendor } from '../../vendorDefinition';

export const workday = defineVendor({
  id: 'workday',
  displayName: 'Workday',
  serves: {},
  writes: {},
  config: z.object({ WORKDAY_URL: z.url() }),
  sandbox: (sandboxUrl) => ({ WORKDAY_URL: `${sandboxUrl}/workday` }),
  create: () => ({}),
});
