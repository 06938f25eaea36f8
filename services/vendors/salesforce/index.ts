/**
 * Salesforce through its REST API (the version stands in `about.ts`) and `jsforce` 3.10, logged in with OAuth 2.0 client
 * credentials: an external client app with the flow switched on, and an integration user who may do what `about.ts` lists. Its domain is the org's own (`https://….my.salesforce.com`): the flow works nowhere else.
 *
 * An administrator makes one custom field, once, on Lead, Opportunity and Activity: Text(80), External ID, Unique,
 * case-sensitive, and gives the integration user access to it. `SALESFORCE_KEY_FIELD` is its API name. Every write is an
 * upsert by that field, so that sending it again does nothing new; without the field every write fails as `misconfigured`.
 *
 * What somebody agreed to stands, with its words and the time, in the `Description` of the lead, or of the task that is put
 * on a record that was there before. `HasOptedOutOfEmail` and the like are never touched. What is given replaces what stood
 * there; what is not given stays. The value `Chatbot` belongs in the picklist of `LeadSource`.
 *
 * - errors: https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/errorcodes.htm
 * - upsert: https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/resources_sobject_upsert_patch.htm
 * - duplicates: https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/headers_duplicaterules.htm
 */
import { z } from 'zod';
import { apiAddress } from '../../settingValues';
import { defineVendor } from '../../vendorDefinition';
import { SANDBOX_SECRET, webhookSecret } from '../../webhooks/secrets';
import { about } from './about';
import { checkSalesforce } from './check';
import { createClient } from './client';
import { SalesforceCrm } from './crm';
import { SalesforceRecords } from './records';
import { salesforceWebhook } from './webhook';

export const salesforce = defineVendor({
  id: 'salesforce',
  displayName: 'Salesforce',
  about,
  serves: { crm: ['findContactByEmail', 'updateContact', 'createLead', 'createOpportunity', 'logInteraction'] },
  writes: {
    crm: {
      // Sets the same values again; asks first whether another contact has the address.
      updateContact: 'keyed',
      // Upserts the lead by the key, or the task on the record that was there.
      createLead: 'keyed',
      createOpportunity: 'keyed',
      logInteraction: 'keyed',
    },
  },
  config: z.object({
    SALESFORCE_LOGIN_URL: apiAddress('https://acme.my.salesforce.com'),
    SALESFORCE_CLIENT_ID: z.string().min(1),
    SALESFORCE_CLIENT_SECRET: z.string().min(1),
    SALESFORCE_KEY_FIELD: z
      .string()
      .regex(/^[A-Za-z]\w*__c$/, 'must be the API name of a custom field, such as Chatbot_Key__c')
      .default('Chatbot_Key__c'),
    SALESFORCE_WEBHOOK_SECRET: webhookSecret,
  }),
  sandbox: (sandboxUrl) => ({
    SALESFORCE_LOGIN_URL: `${sandboxUrl}/salesforce`,
    SALESFORCE_CLIENT_ID: 'sandbox-client',
    SALESFORCE_CLIENT_SECRET: 'sandbox-secret',
    SALESFORCE_WEBHOOK_SECRET: SANDBOX_SECRET,
  }),
  webhook: salesforceWebhook,
  create: (config, dependencies) => {
    const records = new SalesforceRecords(createClient(config, dependencies), config.SALESFORCE_KEY_FIELD);
    return { crm: new SalesforceCrm(records, config.SALESFORCE_LOGIN_URL) };
  },
  check: checkSalesforce,
});
