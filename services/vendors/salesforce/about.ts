import type { VendorAbout } from '../../vendorAbout';

/** The version of the REST API that everything here is written for. */
export const API_VERSION = '66.0';

export const about = {
  sdk: 'jsforce',
  api: 'REST API',
  apiVersions: [API_VERSION],
  scopes: [
    { name: 'api', why: 'the OAuth scope of the app: every call' },
    { name: 'Contact: Read', why: 'knowing a customer by the e-mail address' },
    { name: 'Account: Read', why: 'the company that a contact belongs to' },
    { name: 'Contact: Edit', why: 'changing an address or a phone number', writes: true },
    { name: 'Lead: Read', why: 'finding the lead that is there already', writes: true },
    { name: 'Lead: Create', why: 'a lead from the chat', writes: true },
    { name: 'Lead: Edit', why: 'sending a lead again without making a second one', writes: true },
    {
      name: 'Opportunity: Create',
      why: 'an opportunity for a lead (`LEAD_OPPORTUNITY=on`)',
      writes: true,
      optional: true,
    },
    { name: 'Opportunity: Edit', why: 'sending it again without making a second one', writes: true, optional: true },
    { name: 'Task: Create', why: 'what was done in the chat, noted on the record', writes: true },
    { name: 'Task: Edit', why: 'sending a note again without making a second one', writes: true },
    { name: 'Key field: Lead', why: 'the custom field by which a write is recognised', writes: true },
    { name: 'Key field: Opportunity', why: 'the same', writes: true, optional: true },
    { name: 'Key field: Task', why: 'the same; it is made on the object Activity', writes: true },
  ],
  pages: {
    logIn: 'https://help.salesforce.com/s/articleView?id=xcloud.remoteaccess_oauth_client_credentials_flow.htm',
    limits:
      'https://developer.salesforce.com/docs/atlas.en-us.salesforce_app_limits_cheatsheet.meta/salesforce_app_limits_cheatsheet/salesforce_app_limits_platform_api.htm',
    versions: 'https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/api_rest_eol.htm',
  },
  readOn: '2026-11',
} as const satisfies VendorAbout;
