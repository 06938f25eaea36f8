import { explain } from '../../../services/vendors/servicenow/errors';
import { fromTime, toTime } from '../../../services/vendors/servicenow/mapping';
import {
  fromVariables,
  toCatalogItem,
  wireItem,
  type WireItem,
} from '../../../services/vendors/servicenow/mappingCatalog';
import { isRequester, toPlainText, toTicket } from '../../../services/vendors/servicenow/mappingHelpdesk';
import { fromIncident, toIncident, toOrders } from '../../../services/vendors/servicenow/mappingItsm';
import { incidentRow, journalRow, requestItemRow } from '../../../services/vendors/servicenow/records';
import { ServiceError } from '../../../services/serviceError';
import catalogItem from '../../fixtures/servicenow/catalogItem.json';
import knowledge from '../../fixtures/servicenow/knowledgeArticles.json';

const url = 'https://demo.service-now.com';
const sysId = '9d385017c611228701d22104cc95c371';
const updated = '2026-01-20 09:30:00';

const anIncident = (fields: object = {}) =>
  incidentRow.parse({
    sys_id: sysId,
    number: 'INC0010001',
    short_description: 'No sound',
    state: '2',
    sys_updated_on: updated,
    ...fields,
  });
const anItem = (fields: object = {}) =>
  requestItemRow.parse({
    sys_id: sysId,
    number: 'RITM0010002',
    state: '1',
    sys_updated_on: updated,
    'cat_item.name': 'Monitor',
    'request.sys_id': 'a'.repeat(32),
    'request.number': 'REQ0010001',
    'request.request_state': 'in_process',
    ...fields,
  });

describe('times', () => {
  test.each([
    ['2026-01-20 09:30:00', '2026-01-20T09:30:00Z'],
    ['', undefined],
    ['2026-01-20', undefined],
    ['20.01.2026 09:30:00', undefined],
  ])('%s is %s', (value, expected) => expect(toTime(value)).toBe(expected));

  test('are written as they are read', () => {
    expect(fromTime(new Date('2026-01-20T09:30:00.900Z'))).toBe('2026-01-20 09:30:00');
  });
});

describe('incidents', () => {
  test.each([
    ['1', '', 'new', 'new'],
    ['2', '', 'in_progress', 'open'],
    ['3', '1', 'waiting_for_you', 'pending'],
    ['3', '4', 'on_hold', 'on_hold'],
    ['6', '', 'done', 'solved'],
    ['7', '', 'done', 'closed'],
    ['8', '', 'cancelled', 'closed'],
    ['-7', '', 'in_progress', 'open'],
    ['constructor', '', 'in_progress', 'open'],
  ])('state %s, hold reason "%s": %s, %s', (state, hold_reason, asRequest, asTicket) => {
    const row = anIncident({ state, hold_reason });
    expect(toIncident(row, url).status).toBe(asRequest);
    expect(toTicket(row, { comments: [], authors: [], serviceLevels: [], instanceUrl: url }).status).toBe(asTicket);
  });

  test.each([
    ['company', 'high', '1', '1'],
    ['team', 'medium', '2', '2'],
    ['me', 'low', '3', '3'],
  ] as const)('impact %s and urgency %s are %s and %s', (impact, urgency, impactValue, urgencyValue) => {
    const draft = { requesterEmail: 'a@example.com', subject: 'S', description: 'D', impact, urgency };
    expect(fromIncident(draft)).toMatchObject({ impact: impactValue, urgency: urgencyValue, description: 'D' });
  });

  test('name the device in the description, unless it is linked', () => {
    const words = { requesterEmail: 'a@example.com', subject: 'S', description: 'D' };
    const draft = { ...words, impact: 'me', urgency: 'low', device: 'LT-1' } as const;
    expect(fromIncident(draft).description).toBe('D\n\nDevice: LT-1');
    expect(fromIncident(draft, sysId)).toMatchObject({ description: 'D', cmdb_ci: sysId });
  });

  test('survive fields that the application may not read', () => {
    expect(toIncident(anIncident(), url)).toMatchObject({ openedAt: '2026-01-20T09:30:00Z', dueAt: undefined });
  });

  test.each([
    [
      { 'caller_id.sys_id': sysId, 'caller_id.email': 'A@example.com', watch_list: 'b@example.com' },
      'a@example.com',
      true,
    ],
    [
      { 'caller_id.sys_id': sysId, 'caller_id.email': 'a@example.com', watch_list: 'b@example.com' },
      'b@example.com',
      false,
    ],
    [{ watch_list: 'b@example.com' }, 'b@example.com', true],
    [{ watch_list: 'b@example.com,c@example.com' }, 'b@example.com', false],
    [{ 'caller_id.sys_id': sysId, 'caller_id.email': '' }, '', false],
    [{}, '', false],
  ])('%j are the ones of "%s": %s', (fields, email, expected) => {
    expect(isRequester(anIncident(fields), email)).toBe(expected);
  });
});

describe('the newest comment', () => {
  const ticket = anIncident({
    'caller_id.sys_id': sysId,
    'caller_id.email': 'a@example.com',
    'caller_id.user_name': 'ann',
  });
  const authors = [{ sys_id: sysId, user_name: 'jordan.lee', first_name: 'Jordan', email: '' }];
  const entry = (value: string, sys_created_by: string) =>
    journalRow.parse({ element_id: sysId, value, sys_created_by, sys_created_on: updated });
  const commentOf = (value: string, by: string) =>
    toTicket(ticket, { comments: [entry(value, by)], authors, serviceLevels: [], instanceUrl: url }).lastComment;

  test.each([
    ['Done.', 'jordan.lee', { from: 'agent', name: 'Jordan', text: 'Done.' }],
    ['Done.', 'somebody', { from: 'agent', name: undefined, text: 'Done.' }],
    ['Thanks!', 'ann', { from: 'requester', text: 'Thanks!' }],
    ['a@example.com by chat (ref 0123456789abcdef):\nThanks!', 'chatbot', { from: 'requester', text: 'Thanks!' }],
    [
      'b@example.com by chat (ref 0123456789abcdef):\nThanks!',
      'chatbot',
      { from: 'agent', text: expect.stringContaining('b@example.com') as string },
    ],
  ])('%j by %s', (value, by, expected) => {
    expect(commentOf(value, by)).toMatchObject({ ...expected, at: '2026-01-20T09:30:00Z' });
  });
});

describe('orders', () => {
  test.each([
    [{}, 'in_progress'],
    [{ approval: 'requested' }, 'awaiting_approval'],
    [{ 'request.approval': 'requested' }, 'awaiting_approval'],
    [{ 'request.approval': 'rejected' }, 'cancelled'],
    [{ state: '3' }, 'done'],
    [{ state: '4' }, 'cancelled'],
    [{ 'request.request_state': 'closed_complete' }, 'done'],
    [{ 'request.request_state': 'closed_rejected', approval: 'requested' }, 'cancelled'],
  ])('%j are %s', (fields, expected) => {
    expect(toOrders([anItem(fields)], url)[0]).toMatchObject({ number: 'REQ0010001', status: expected });
  });

  test('have all their items', () => {
    const later = '2026-01-21 09:30:00';
    const items = [anItem({ quantity: '2', state: '3' }), anItem({ 'cat_item.name': 'Cable', sys_updated_on: later })];
    expect(toOrders(items, url)).toEqual([
      expect.objectContaining({
        subject: '2 × Monitor, Cable',
        status: 'in_progress',
        updatedAt: '2026-01-21T09:30:00Z',
      }),
    ]);
    expect(toOrders([anItem({ state: '3' }), anItem({ state: '4' })], url)[0]?.status).toBe('done');
  });
});

describe('the catalogue', () => {
  const item = wireItem.parse(catalogItem.result);

  test('tells what can be asked in a chat', () => {
    expect(toCatalogItem(item)).toEqual({
      id: '774906834fbb4200086eeed18110c737',
      name: 'Developer laptop',
      description: 'A machine for developers',
      price: { amount: '1100.00', currency: 'USD' },
      variables: [
        {
          name: 'system',
          label: 'Operating system',
          type: 'choice',
          required: true,
          choices: [
            { value: 'linux', label: 'Linux' },
            { value: 'windows', label: 'Windows' },
          ],
        },
        { name: 'acrobat', label: 'Acrobat', type: 'yes_no', required: false },
        { name: 'keep_old', label: 'Keep the old one?', type: 'yes_no', required: false },
        { name: 'note', label: 'Anything else?', type: 'text', required: false },
      ],
    });
  });

  test.each<[string, Partial<WireItem>]>([
    ['a record producer', { type: 'record_producer' }],
    ['an item that needs a file', { mandatory_attachment: true }],
    ['an item that needs a reference', { variables: [{ name: 'who', type: 8, mandatory: true }] }],
    ['an item with a choice of nothing', { variables: [{ name: 'what', type: 5, mandatory: true, choices: [] }] }],
  ])('leaves out %s', (_name, change) => {
    expect(toCatalogItem({ ...item, ...change })).toBeUndefined();
  });

  test.each([
    ['$1,499.00', '1499.00'],
    ['1.499,00 €', '1499.00'],
    ["CHF 1'499.50", '1499.50'],
    ['¥150,000', '150000'],
    ['$0.00', undefined],
    ['', undefined],
    ['on request', undefined],
  ])('reads the price %s as %s', (price, amount) => {
    expect(toCatalogItem({ ...item, price })?.price?.amount).toBe(amount);
  });

  test.each<[Record<string, string>, Record<string, string> | undefined]>([
    [{ system: 'linux' }, { system: 'linux' }],
    [
      { system: 'linux', acrobat: 'yes', keep_old: 'no' },
      { system: 'linux', acrobat: 'true', keep_old: 'No' },
    ],
    [
      { system: 'linux', note: ' Soon ', acrobat: '' },
      { system: 'linux', note: 'Soon' },
    ],
    [{ system: 'Linux' }, undefined],
    [{ system: ' ' }, undefined],
    [{}, undefined],
    [{ system: 'linux', acrobat: 'perhaps' }, undefined],
    [{ system: 'linux', cost_center: 'x' }, undefined],
    [{ system: 'linux', price_class: 'x' }, undefined],
    [{ system: 'linux', constructor: 'x' }, undefined],
  ])('orders %j as %j', (given, expected) => expect(fromVariables(item, given)).toEqual(expected));
});

test('articles become plain text', () => {
  const [article] = knowledge.result.articles;
  expect(toPlainText(article?.snippet ?? '')).toBe(
    'Should I upgrade to Windows 8.x? Windows 8.x is designed for using touch, mouse, and keyboard & more.',
  );
  expect(toPlainText('1 &lt; 2 &#39;a&#39; &unknown;b')).not.toMatch(/[<>]|&\w+;/);
});

describe('refusals', () => {
  const refusal = (message: string, detail = '') => ({ error: { message, detail }, status: 'failure' });
  const denied = 'Data Policy Exception:\r\n The following fields are mandatory: Category';

  test.each<[number, unknown, string]>([
    [400, refusal('Invalid table sn_hr_core_case'), 'misconfigured'],
    [400, refusal('Requested URI does not represent any resource'), 'misconfigured'],
    [400, refusal('Mandatory Variables are required'), 'invalid_input'],
    [403, refusal('Operation Failed', denied), 'misconfigured'],
    [403, refusal('Operation Failed', 'ACL Exception Insert Failed due to security constraints'), 'forbidden'],
    [404, refusal('No Record found'), 'not_found'],
    [404, '<html></html>', 'misconfigured'],
    [404, undefined, 'misconfigured'],
  ])('%d %j is %s', (status, body, code) => {
    const byStatus = { 400: 'invalid_input', 403: 'forbidden', 404: 'not_found' } as const;
    const origin = { vendor: 'servicenow', operation: 'getTicket' };
    const error = new ServiceError(byStatus[status as 400], `ServiceNow: HTTP ${status}`, { origin });
    expect(explain({ status, body, error })).toMatchObject({ name: 'ServiceError', code, origin });
  });
});
