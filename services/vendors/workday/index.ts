/**
 * Workday through its REST API, with an API client for integrations ("Register API Client for Integrations") and the refresh
 * token of an integration system user, who has the functional areas that `about.ts` lists and may see the data of all employees.
 *
 * - log-in: https://www.rfc-editor.org/rfc/rfc6749#section-6, with the addresses that the task "View API Clients" shows
 * - services: https://community.workday.com/sites/default/files/file-hosting/restapi/index.html (2026-11)
 * - errors: https://community.workday.com/rest/error-messages
 * - WQL and corrections in use: https://github.com/moveworks/developer-docs/tree/main/plugins (2026-11)
 *
 * Served by other services than those described in absenceManagement v1, common v1, accountsPayable v1 and expense v1, and
 * therefore not compared with a description: WQL (finding an employee by address, benefits), businessProcess v1 (cancelling
 * a request) and `correctTimeOffEntry` of absenceManagement v4 (withdrawing approved leave).
 */
import { z } from 'zod';
import { apiAddress } from '../../settingValues';
import { defineVendor } from '../../vendorDefinition';
import { SANDBOX_SECRET, webhookSecret } from '../../webhooks/secrets';
import { about } from './about';
import { WorkdayApi } from './api';
import { checkWorkday } from './check';
import { createClient } from './client';
import { WorkdayFinance } from './finance';
import { WorkdayHr } from './hr';
import { workdayWebhook } from './webhook';

export const workday = defineVendor({
  id: 'workday',
  displayName: 'Workday',
  about,
  serves: {
    hr: [
      'findEmployee',
      'getLeaveBalances',
      'requestLeave',
      'listLeaveRequests',
      'getLeaveRequest',
      'withdrawLeaveRequest',
      'getBenefits',
      'getPayrollDates',
    ],
    finance: ['getInvoiceStatus', 'getExpenseReportStatus'],
  },
  writes: {
    hr: {
      // There is no key, but each day's comment holds ours, and is read before the request is sent again.
      requestLeave: 'findable',
      // What is withdrawn already is left as it is, and so is what Workday does not list any more (`not_found`).
      withdrawLeaveRequest: 'keyed',
    },
    finance: {},
  },
  config: z.object({
    WORKDAY_URL: apiAddress('https://wd2-impl-services1.workday.com'),
    WORKDAY_TENANT: z.string().regex(/^\w+$/, 'must be the tenant as it stands in the addresses of Workday'),
    WORKDAY_CLIENT_ID: z.string().min(1),
    WORKDAY_CLIENT_SECRET: z.string().min(1),
    WORKDAY_REFRESH_TOKEN: z.string().min(1),
    WORKDAY_WEBHOOK_SECRET: webhookSecret,
  }),
  sandbox: (sandboxUrl) => ({
    WORKDAY_URL: `${sandboxUrl}/workday`,
    WORKDAY_TENANT: 'demo',
    WORKDAY_CLIENT_ID: 'sandbox-client',
    WORKDAY_CLIENT_SECRET: 'sandbox-secret',
    WORKDAY_REFRESH_TOKEN: 'sandbox-refresh-token',
    WORKDAY_WEBHOOK_SECRET: SANDBOX_SECRET,
  }),
  webhook: workdayWebhook,
  create: (config, dependencies) => {
    const api = new WorkdayApi(createClient(config, dependencies));
    return { hr: new WorkdayHr(api), finance: new WorkdayFinance(api) };
  },
  check: checkWorkday,
});
