import type { VendorAbout } from '../../vendorAbout';

/** The services that are used, each in the version that is used. */
export const API_VERSIONS = [
  'absenceManagement/v1',
  // Only for taking back approved leave: v1 cannot.
  'absenceManagement/v4',
  'accountsPayable/v1',
  'businessProcess/v1',
  'common/v1',
  'expense/v1',
  'wql/v1',
] as const;

export const about = {
  api: 'REST API',
  apiVersions: API_VERSIONS,
  scopes: [
    { name: 'Staffing', why: 'who somebody is, and their requests for leave', port: 'hr' },
    { name: 'System', why: 'WQL: finding an employee by the e-mail address, benefits', port: 'hr' },
    { name: 'Time Off and Leave', why: 'balances, kinds of leave, asking for it', port: 'hr' },
    { name: 'Core Payroll', why: 'pay days', port: 'hr', optional: true },
    { name: 'Benefits', why: 'what somebody has chosen', port: 'hr', optional: true },
    { name: 'Supplier Accounts', why: 'the state of an invoice', port: 'finance' },
    { name: 'Expenses', why: 'the state of an expense report', port: 'finance' },
  ],
  pages: {
    logIn: 'https://www.rfc-editor.org/rfc/rfc6749#section-6',
    limits: 'https://community.workday.com/rest/error-messages',
    versions: 'https://community.workday.com/sites/default/files/file-hosting/restapi/index.html',
  },
  readOn: '2026-11',
} as const satisfies VendorAbout;
