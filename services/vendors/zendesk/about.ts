import type { VendorAbout } from '../../vendorAbout';

/** There has been no other one since 2012; it stands in every path. */
export const API_VERSION = 'v2';

export const about = {
  sdk: 'node-zendesk',
  api: 'Support API and Help Center API',
  apiVersions: [API_VERSION],
  scopes: [
    { name: 'Role: agent', why: 'tickets on behalf of their requesters; no administrator is needed' },
    { name: 'Tickets: all', why: 'a customer’s ticket, whichever group has it' },
    { name: 'Comments: public', why: 'an answer of the requester is seen by everybody on the ticket', writes: true },
    { name: 'Help center: read', why: 'articles that may answer a question', optional: true },
  ],
  pages: {
    logIn: 'https://developer.zendesk.com/api-reference/introduction/security-and-auth/#api-token',
    limits: 'https://developer.zendesk.com/api-reference/introduction/rate-limits/',
    versions: 'https://developer.zendesk.com/api-reference/introduction/introduction/',
  },
  readOn: '2026-11',
} as const satisfies VendorAbout;
