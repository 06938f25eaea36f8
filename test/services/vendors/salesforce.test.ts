import fc from 'fast-check';
import { createTransport } from '../../../services/http/boundedTransport';
import type { TransportRequest } from '../../../services/http/transport';
import type { CrmRecord, LeadDraft } from '../../../services/ports/crm';
import { ServiceError } from '../../../services/serviceError';
import { salesforce } from '../../../services/vendors/salesforce';
import { toServiceError } from '../../../services/vendors/salesforce/errors';
import * as mapping from '../../../services/vendors/salesforce/mapping';
import duplicatesDetected from '../../fixtures/salesforce/duplicatesDetected.json';
import multipleErrors from '../../fixtures/salesforce/multipleErrors.json';
import { startTestSandbox, type TestSandbox } from '../../helpers/testSandbox';

let sandbox: TestSandbox;
beforeAll(async () => void (sandbox = await startTestSandbox()));
beforeEach(() => sandbox.reset());
afterAll(() => sandbox.close());

const email = 'customer@example.com';
const consent = { wording: 'You may call me.', at: '2026-11-20T10:15:00Z' };
const draft: LeadDraft = {
  lastName: 'Reyes',
  company: 'Reyes Ltd',
  email: 'dana@example.com',
  interest: 'Lamps',
  consent,
};
const write = { idempotencyKey: 'key-1' };
const ID = '0038d0000000001AAA';

function create(settings: object = {}, transport = createTransport()) {
  const config = salesforce.config.parse({ ...salesforce.sandbox(sandbox.url), ...settings });
  return salesforce.create(config, { transport }).crm;
}

type Scripted = { status: number; body: unknown };
/** A Salesforce that finds nothing, and answers each write with the next of `answers`. */
function scripted(...answers: Scripted[]) {
  const writes: TransportRequest[] = [];
  const crm = create({ SALESFORCE_LOGIN_URL: 'https://demo.my.salesforce.com' }, (request) => {
    if (request.method === 'PATCH') writes.push(request);
    const logIn = { access_token: 'token', instance_url: 'https://demo.my.salesforce.com' };
    const read = request.url.endsWith('/token') ? logIn : { records: [] };
    const { status, body } = (request.method === 'PATCH' ? answers.shift() : undefined) ?? { status: 200, body: read };
    const headers = new Headers({ 'content-type': 'application/json' });
    return Promise.resolve({ status, headers, body: Buffer.from(JSON.stringify(body)) });
  });
  return { crm, writes, allowSave: () => writes.map(({ headers }) => headers?.['Sforce-Duplicate-Rule-Header']) };
}
const saved = { status: 201, body: { id: '00Q8d0000000001AAA', success: true, errors: [], created: true } };
const blocked = duplicatesDetected.map((entry) => ({
  ...entry,
  duplicateResut: { ...entry.duplicateResut, allowSave: false },
}));

describe('what a user gives never becomes syntax', () => {
  const fragments = ["'", '\\', "\\'", ' OR ', "Email != '", "''", '%', '\n', '\r', email, '--', ')', ' LIMIT 1'];
  const payload = fc.oneof(
    fc.array(fc.constantFrom(...fragments), { minLength: 1, maxLength: 8 }).map((parts) => parts.join('')),
    fc.string({ unit: 'grapheme' }),
  );

  test('in an address', async () => {
    const crm = create();
    const literal = fc.asyncProperty(payload, async (address) => {
      fc.pre(address.trim() !== email);
      expect(await crm.findContactByEmail({ email: address })).toBeUndefined();
    });
    await fc.assert(literal, { numRuns: 60 });
  });

  test.each(['', '../Lead', '003/../../x', `${ID}?x=1`, `${ID}\n`, 'a'.repeat(17), '00Q8d0000000001AAA'])(
    'in the id %j',
    async (id) => {
      const crm = create();
      const record: CrmRecord = { kind: 'contact', id };
      const refused = [
        crm.updateContact({ contactId: id, phone: '1' }, write),
        crm.logInteraction({ about: { record }, subject: '', description: '', at: consent.at }, write),
        crm.createOpportunity({ record, name: 'x', description: '', closeDate: '2026-12-31' }, write),
      ];
      for (const each of refused) await expect(each).rejects.toMatchObject({ code: 'invalid_input', mayBeDone: false });
      expect(await sandbox.requests('salesforce')).toHaveLength(0);
    },
  );

  test('in a key', async () => {
    await create().createLead(draft, { idempotencyKey: "a/b?c='d" });
    expect(await sandbox.records('salesforce', 'lead')).toMatchObject([{ Chatbot_Key__c: "a/b?c='d" }]);
  });
});

describe('a lead', () => {
  test('says where it comes from and what was agreed to', async () => {
    const { record } = await create().createLead({ ...draft, preferredTime: 'Monday' }, write);
    expect(record.url).toBe(`${sandbox.url}/salesforce/lightning/r/Lead/${record.id}/view`);
    expect(await sandbox.records('salesforce', 'lead')).toMatchObject([
      {
        LeadSource: 'Chatbot',
        Chatbot_Key__c: 'key-1',
        Phone: null,
        Description: `Interest: Lamps\nWould like to be called: Monday\nConsent given at ${consent.at}: "You may call me."`,
      },
    ]);
  });

  test('becomes the record that a duplicate rule points to', async () => {
    const crm = create();
    const first = await crm.createLead(draft, write);
    const second = await crm.createLead(
      { ...draft, email: 'd.reyes@example.com', phone: '+49301234' },
      { idempotencyKey: 'key-2' },
    );
    expect(second).toEqual({ outcome: 'matched', record: first.record });
    expect(await sandbox.records('salesforce', 'lead')).toMatchObject([{ Email: draft.email, Phone: null }]);
    const [task] = await sandbox.records<{ WhoId: string; Description: string }>('salesforce', 'task');
    expect(task).toMatchObject({ WhoId: first.record.id, Status: 'Completed', Chatbot_Key__c: 'lead-key-2' });
    for (const given of ['d.reyes@example.com', '+49301234']) expect(task?.Description).toContain(given);
  });

  test('is saved in spite of a warning about what is neither lead nor contact', async () => {
    const { crm, allowSave } = scripted({ status: 400, body: duplicatesDetected }, saved);
    expect(await crm.createLead(draft, write)).toMatchObject({ outcome: 'created' });
    expect(allowSave()).toEqual(['allowSave=false', 'allowSave=true']);
  });

  test.each([
    ['duplicateResut', blocked],
    ['duplicateResult', blocked.map(({ duplicateResut, ...entry }) => ({ ...entry, duplicateResult: duplicateResut }))],
    ['nothing', [{ errorCode: 'DUPLICATES_DETECTED', message: 'No' }]],
  ])('is a conflict when a rule blocks it, told in %s', async (_name, body) => {
    const { crm, writes } = scripted({ status: 400, body });
    await expect(crm.createLead(draft, write)).rejects.toMatchObject({ code: 'conflict' });
    expect(writes).toHaveLength(1);
  });

  test('is there when another attempt was a moment faster', async () => {
    const body = [{ errorCode: 'DUPLICATE_VALUE', message: 'duplicate value found: Chatbot_Key__c', fields: [] }];
    const { crm, writes } = scripted({ status: 400, body }, saved);
    expect(await crm.createLead(draft, write)).toMatchObject({ outcome: 'created' });
    expect(writes).toHaveLength(2);
  });

  test('needs an address that fits', async () => {
    const crm = create();
    const long = crm.createLead({ ...draft, email: `${'a'.repeat(80)}@example.com` }, write);
    await expect(long).rejects.toMatchObject({ code: 'invalid_input' });
    await expect(crm.createLead({ ...draft, email: 'dana' }, write)).rejects.toMatchObject({ code: 'invalid_input' });
  });

  test('needs the key field', async () => {
    const crm = create({ SALESFORCE_KEY_FIELD: 'Other__c' });
    await expect(crm.createLead(draft, write)).rejects.toMatchObject({ code: 'misconfigured' });
    const about = { record: { kind: 'contact' as const, id: ID } };
    const task = { about, subject: 'x', description: 'x', at: consent.at };
    await expect(crm.logInteraction(task, write)).rejects.toMatchObject({ code: 'misconfigured' });
  });
});

test('a contact that is gone is not found', async () => {
  const gone = create().updateContact({ contactId: '0038d000000000ZZZZ', phone: '+49301234' }, write);
  await expect(gone).rejects.toMatchObject({ code: 'not_found', retryable: false });
});

test('an opportunity of a contact belongs to their account', async () => {
  const crm = create();
  const contact = await crm.findContactByEmail({ email });
  const record: CrmRecord = { kind: 'contact', id: contact?.id ?? '' };
  await crm.createOpportunity({ record, name: 'x'.repeat(200), description: 'Lamps', closeDate: '2026-12-31' }, write);
  const [account] = await sandbox.records<{ Id: string }>('salesforce', 'account');
  const [opportunity] = await sandbox.records<object>('salesforce', 'opportunity');
  expect(opportunity).toMatchObject({
    Name: 'x'.repeat(120),
    StageName: 'Prospecting',
    LeadSource: 'Chatbot',
    CloseDate: '2026-12-31',
    AccountId: account?.Id,
    Description: `Contact: ${sandbox.url}/salesforce/lightning/r/Contact/${record.id}/view\n\nLamps`,
  });
});

describe('the mapping', () => {
  test('gives only what is there', () => {
    const contact = { Id: ID, FirstName: null, LastName: 'Miller', Email: email, Phone: ' ', Account: null };
    expect(mapping.toContact(contact, 'https://demo.my.salesforce.com/')).toEqual({
      id: ID,
      lastName: 'Miller',
      email,
      url: `https://demo.my.salesforce.com/lightning/r/Contact/${ID}/view`,
    });
  });

  test('cuts what is too long, but no character in half', () => {
    const subject = `${'a'.repeat(254)}🚀`;
    const task = {
      record: { kind: 'lead' as const, id: ID },
      subject,
      description: 'b'.repeat(40_000),
      at: consent.at,
    };
    const { Subject, Description, ActivityDate } = mapping.toTask(task);
    expect(Subject).toBe('a'.repeat(254));
    expect(Description).toHaveLength(32_000);
    expect(ActivityDate).toBe('2026-11-20');
  });

  test.each<[Partial<LeadDraft>, object]>([
    [
      { firstName: ' ', phone: '' },
      { LastName: 'Reyes', Company: 'Reyes Ltd' },
    ],
    [
      { firstName: 'Dana', phone: '+49301234' },
      { FirstName: 'Dana', LastName: 'Reyes', Company: 'Reyes Ltd', Phone: '+49301234' },
    ],
  ])('never empties a field: %j', (more, expected) => {
    const { Email, LeadSource, Description, ...fields } = mapping.toLead({ ...draft, ...more });
    expect([Email, LeadSource, Description]).not.toContain(undefined);
    expect(fields).toEqual(expected);
  });
});

describe('the errors', () => {
  const api = (errorCode: string, data: unknown = { errorCode, message: 'No' }) => ({ errorCode, message: 'No', data });
  const exchange = (status: number, retryAfterMs?: number) => ({ answered: { status, retryAfterMs } });

  test.each<[object, number, object]>([
    [api('REQUEST_LIMIT_EXCEEDED'), 403, { code: 'rate_limited' }],
    [api('INVALID_SESSION_ID'), 401, { code: 'unauthenticated' }],
    [api('INSUFFICIENT_ACCESS_OR_READONLY'), 403, { code: 'forbidden' }],
    [api('ENTITY_IS_DELETED'), 404, { code: 'not_found' }],
    [api('INVALID_CROSS_REFERENCE_KEY'), 400, { code: 'not_found' }],
    [api('UNABLE_TO_LOCK_ROW'), 400, { code: 'unavailable', retryable: true }],
    [api('FIELD_CUSTOM_VALIDATION_EXCEPTION'), 400, { code: 'invalid_input' }],
    [api('STORAGE_LIMIT_EXCEEDED'), 403, { code: 'misconfigured' }],
    [api('NOT_FOUND'), 404, { code: 'misconfigured' }],
    [api('SOMETHING_NEW'), 400, { code: 'invalid_input' }],
    [api('constructor'), 500, { code: 'unavailable' }],
    [api('MULTIPLE_API_ERRORS', multipleErrors), 400, { code: 'invalid_input' }],
    [
      api('MULTIPLE_API_ERRORS', [{ errorCode: 'NEW' }, { errorCode: 'UNABLE_TO_LOCK_ROW' }]),
      400,
      { code: 'unavailable' },
    ],
    [api('DUPLICATES_DETECTED', duplicatesDetected[0]), 400, { code: 'conflict' }],
    [api('MULTIPLE_CHOICES', ['/services/data/v66.0/sobjects/Lead/1']), 300, { code: 'conflict' }],
    [api('ERROR_HTTP_503', '<html>'), 503, { code: 'unavailable', message: 'Salesforce: ERROR_HTTP_503: No' }],
    [api('ERROR_HTTP_404', '<html>'), 404, { code: 'misconfigured' }],
    [new Error('what?'), 200, { code: 'unexpected', message: 'Salesforce: what?' }],
  ])('%j with HTTP %d', (error, status, expected) => {
    const failing = { operation: 'createLead', exchange: exchange(status), byId: false };
    const mapped = toServiceError(error, failing);
    expect(mapped).toBeInstanceOf(ServiceError);
    expect(mapped).toMatchObject({
      ...expected,
      cause: error,
      origin: { vendor: 'salesforce', operation: 'createLead' },
    });
  });

  test('take NOT_FOUND for the record only where an id was given', () => {
    const failing = { operation: 'updateContact', exchange: exchange(404, 5), byId: true };
    expect(toServiceError(api('NOT_FOUND'), failing)).toMatchObject({ code: 'not_found', retryAfterMs: 5 });
  });
});
