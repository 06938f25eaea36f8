/**
 * ServiceNow through its REST APIs: Table, Attachment, Service Catalog and Knowledge Management (no SDK; they are the same
 * since Quebec). An OAuth application with the client credentials grant, whose user may do what `about.ts` lists. The knowledge
 * API needs the plugin `sn_km_api`, HR cases need HR Service Delivery.
 *
 * - APIs: https://www.servicenow.com/docs/r/api-reference/rest-apis/c_TableAPI.html, `c_AttachmentAPI`, `c_ServiceCatalogAPI`
 *   and `knowledge-api` beside it (2026-11)
 */
import { z } from 'zod';
import { apiAddress } from '../../settingValues';
import { defineVendor } from '../../vendorDefinition';
import { SANDBOX_SECRET, webhookSecret } from '../../webhooks/secrets';
import { about } from './about';
import { checkServiceNow } from './check';
import { ServiceNowClient } from './client';
import { ServiceNowHelpdesk } from './helpdesk';
import { ServiceNowHr } from './hr';
import { ServiceNowItsm } from './itsm';
import { servicenowWebhook } from './webhook';

export const servicenow = defineVendor({
  id: 'servicenow',
  displayName: 'ServiceNow',
  about,
  serves: {
    itsm: ['createIncident', 'listCatalogItems', 'requestCatalogItem', 'getRequestStatus', 'listRequests'],
    helpdesk: [
      'createTicket',
      'getTicket',
      'listTickets',
      'addComment',
      'attachFile',
      'routeTicket',
      'closeTicket',
      'reopenTicket',
      'searchArticles',
    ],
    hr: ['openHrCase'],
  },
  writes: {
    itsm: {
      // Our key is the record's `correlation_id`. Tables are read from the database itself: there is no index that lags.
      createIncident: 'findable',
      // `order_now` takes no reference of ours, and starts approvals before one could be added. An order that only looks like
      // ours may be another one.
      requestCatalogItem: 'neither',
    },
    helpdesk: {
      createTicket: 'findable',
      // The key stands in the comment's heading.
      addComment: 'findable',
      // By the file's name and hash.
      attachFile: 'findable',
      // An incident that has the group or the state already stays as it is.
      routeTicket: 'keyed',
      closeTicket: 'keyed',
      reopenTicket: 'keyed',
    },
    hr: { openHrCase: 'findable' },
  },
  config: z.object({
    SERVICENOW_URL: apiAddress('https://acme.service-now.com'),
    SERVICENOW_CLIENT_ID: z.string().min(1),
    SERVICENOW_CLIENT_SECRET: z.string().min(1),
    SERVICENOW_CLOSE_CODE: z.string().min(1).default('Resolved by caller'),
    SERVICENOW_HR_SERVICE: z
      .string()
      .regex(/^[0-9a-f]{32}$/i, 'must be the sys_id of an HR service')
      .optional(),
    SERVICENOW_HR_CONFIDENTIAL_TABLE: z
      .string()
      .regex(/^(?:sn|x|u)_\w+$/, 'must be the name of a table')
      .default('sn_hr_core_case_relations'),
    SERVICENOW_WEBHOOK_SECRET: webhookSecret,
  }),
  sandbox: (sandboxUrl) => ({
    SERVICENOW_URL: `${sandboxUrl}/servicenow`,
    SERVICENOW_CLIENT_ID: 'sandbox-client',
    SERVICENOW_CLIENT_SECRET: 'sandbox-secret',
    SERVICENOW_WEBHOOK_SECRET: SANDBOX_SECRET,
  }),
  webhook: servicenowWebhook,
  create: (config, dependencies) => {
    const client = new ServiceNowClient(config, dependencies);
    return {
      itsm: new ServiceNowItsm(client),
      helpdesk: new ServiceNowHelpdesk(client, config),
      hr: new ServiceNowHr(client, config),
    };
  },
  check: checkServiceNow,
});
