import { generateKeyPair } from 'jose';
import { EmployeeTokens, type EmployeeTokenRules } from '../../../services/signIn/employeeToken';
import { systemClock } from '../../../services/operations/clock';
import { APP, OBJECT, TENANT, TestTokenService } from '../../helpers/tokenService';

let service: TestTokenService;

beforeAll(async () => void (service = await TestTokenService.start()));
afterAll(() => service.stop());

function tokens(rules: Partial<EmployeeTokenRules> = {}): EmployeeTokens {
  const { url } = service;
  const own = { MicrosoftAppId: APP, OAUTH_AUTHORITY: url, EMPLOYEE_ID_CLAIM: 'preferred_username', tenants: [TENANT] };
  return new EmployeeTokens({ ...own, ...rules }, systemClock);
}

test('a token of this bot and tenant says who the employee is', async () => {
  expect(await tokens().read(await service.issue())).toMatchObject({
    employee: { email: 'employee@example.com' },
    objectId: OBJECT,
  });
});

test.each([
  ['email', { email: 'anna@example.org' }, { email: 'anna@example.org' }],
  ['employeeid', { employeeid: '10042' }, { email: 'employee@example.com', hrKey: '10042' }],
  ['extension_hr', { extension_hr: 10042 }, { email: 'employee@example.com', hrKey: '10042' }],
])('the claim %s names the employee for the HR system', async (claim, claims, employee) => {
  const reading = await tokens({ EMPLOYEE_ID_CLAIM: claim }).read(await service.issue(claims));
  expect(reading).toMatchObject({ employee });
});

const OTHER = '22222222-2222-3333-4444-555555555555';
const past = Math.floor(Date.now() / 1000) - 4_000;

test.each([
  ['of another tenant', { tid: OTHER }, 'tenant'],
  ['of a private account', { tid: '9188040d-6c67-4c5b-b112-36a304b66dad' }, 'tenant'],
  ['of no tenant', { tid: null }, 'token'],
  ['of this tenant by word, issued by another', { iss: 'https://login.example.com/v2.0' }, 'token'],
  ['of the first version', { iss: `https://sts.windows.net/${TENANT}/` }, 'token'],
  ['for another API', { aud: '00000003-0000-0000-c000-000000000000' }, 'token'],
  ['that has run out', { iat: past, exp: past + 3_600 }, 'token'],
  ['that is not valid yet', { nbf: Math.floor(Date.now() / 1000) + 3_600 }, 'token'],
  ['without an end', { exp: null }, 'token'],
  ['of nobody', { oid: null }, 'token'],
  ['of an application', { scp: null }, 'application'],
  ['of an application with a scope', { idtyp: 'app' }, 'application'],
  ['of a guest', { acct: 1 }, 'guest'],
  ['of a guest whose home is elsewhere', { idp: `https://sts.windows.net/${OTHER}/` }, 'guest'],
  ['of a guest with a private account', { idp: 'live.com' }, 'guest'],
  ['without the claim', { preferred_username: null }, 'claim'],
  ['whose claim is a list', { preferred_username: ['a@example.com'] }, 'claim'],
])('a token %s is refused', async (_name, claims, refused) => {
  expect(await tokens().read(await service.issue(claims))).toMatchObject({ refused });
});

test('only tokens of the registration that employees sign in at count, where there is one beside the bot', async () => {
  const apart = tokens({ OAUTH_APP_ID: OTHER });
  expect(await apart.read(await service.issue({ aud: OTHER }))).toHaveProperty('employee');
  expect(await apart.read(await service.issue())).toMatchObject({ refused: 'token' });
});

test('a member with their own tenant as the provider is no guest', async () => {
  const claims = { acct: 0, idp: `https://sts.windows.net/${TENANT}/` };
  expect(await tokens().read(await service.issue(claims))).toHaveProperty('employee');
});

describe('a token that was tampered with is refused', () => {
  const encoded = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url');

  test.each([
    ['another key', async () => service.issue({}, (await generateKeyPair('RS256')).privateKey)],
    ['other claims', async () => replaced(1, encoded({ tid: TENANT, oid: OBJECT, aud: APP }), await service.issue())],
    ['no algorithm', async () => replaced(0, encoded({ alg: 'none' }), await service.issue())],
    ['a symmetric one', async () => replaced(0, encoded({ alg: 'HS256', kid: 'own' }), await service.issue())],
    ['an unknown key', async () => replaced(0, encoded({ alg: 'RS256', kid: 'other' }), await service.issue())],
    ['no token at all', () => Promise.resolve('employee@example.com')],
  ])('%s', async (_name, make) => {
    expect(await tokens().read(await make())).toMatchObject({ refused: 'token' });
  });

  function replaced(index: number, part: string, token: string): string {
    return token.split('.').with(index, part).join('.');
  }
});

test('where the keys cannot be had, nothing is decided', async () => {
  service.broken = 500;
  await expect(tokens().read(await service.issue())).rejects.toThrow();
  service.broken = undefined;
});
