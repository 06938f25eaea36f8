import type { VendorAbout } from '../../vendorAbout';

export const about = {
  api: 'REST APIs: Table, Attachment, Service Catalog, Knowledge Management',
  // No version stands in the paths: an instance answers in that of its own release. The same since Quebec.
  apiVersions: [],
  scopes: [
    { name: 'sys_user: read', why: 'who somebody is, by the e-mail address' },
    { name: 'incident: read', why: 'incidents and tickets of the person who asks' },
    { name: 'incident: create and write', why: 'new ones, comments, closing and opening again', writes: true },
    { name: 'sys_journal_field: read', why: 'the comments of a ticket', port: 'helpdesk' },
    { name: 'task_sla: read', why: 'by when the requester should hear', port: 'helpdesk', optional: true },
    { name: 'sys_attachment: read', why: 'finding a file that was attached before', port: 'helpdesk', writes: true },
    { name: 'sys_attachment: create', why: 'files from the chat', port: 'helpdesk', writes: true },
    { name: 'Knowledge: read', why: 'articles (plugin sn_km_api)', port: 'helpdesk', optional: true },
    { name: 'sc_req_item: read', why: 'what became of an order', port: 'itsm' },
    { name: 'sc_request: read', why: 'its number, and whether it is approved', port: 'itsm' },
    { name: 'cmdb_ci: read', why: 'the device that an incident is about', port: 'itsm', optional: true },
    { name: 'Catalogue: read', why: 'what can be ordered', port: 'itsm' },
    { name: 'Catalogue: order for others', why: 'ordering', port: 'itsm', writes: true },
    { name: 'sn_hr_core_case: read', why: 'finding a case that was opened before', port: 'hr', writes: true },
    {
      name: 'sn_hr_core_case: create',
      why: 'HR cases (HR Service Delivery), the confidential ones in a table of their own',
      port: 'hr',
      writes: true,
    },
  ],
  pages: {
    logIn: 'https://www.servicenow.com/docs/r/platform-security/authentication/client-credentials.html',
    limits: 'https://www.servicenow.com/docs/r/api-reference/rest-api-explorer/inbound-REST-API-rate-limiting.html',
    versions: 'https://www.servicenow.com/docs/r/api-reference/rest-apis/c_TableAPI.html',
  },
  readOn: '2026-11',
} as const satisfies VendorAbout;
