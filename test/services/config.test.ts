import { loadSettings } from '../../services/vendorsInUse';
import { ConfigError, loadConfig, settings } from '../../services/config';
import { vendors } from '../../services/vendors';

const KEY = Buffer.alloc(32, 1).toString('base64');
const PRODUCTION = {
  NODE_ENV: 'production',
  MicrosoftAppId: 'app',
  MicrosoftAppPassword: 'secret',
  MicrosoftAppTenantId: 'tenant',
  DATA_ENCRYPTION_KEY: KEY,
  ALLOWED_ORIGINS: 'none',
};

const MANAGED_IDENTITY = { MicrosoftAppPassword: '', MicrosoftAppType: 'UserAssignedMSI' };

type Environment = Record<string, string | undefined>;

function faultsOf(environment: Environment): readonly string[] {
  try {
    loadConfig(environment);
    return [];
  } catch (error) {
    expect(error).toBeInstanceOf(ConfigError);
    return (error as ConfigError).faults;
  }
}

describe('without any setting', () => {
  test('the bot runs on this machine only, without authentication, and says little', () => {
    expect(loadConfig({})).toMatchObject({
      production: false,
      authenticated: false,
      host: '127.0.0.1',
      logLevel: 'warn',
      PORT: 3978,
      DATABASE_URL: 'sqlite:data/bot.db',
      COMMERCE_VENDOR: ['shopify'],
    });
  });

  test('an empty or blank value counts as not set', () => {
    const blank = Object.fromEntries(Object.keys(settings.shape).map((name, index) => [name, ' '.repeat(index % 3)]));
    expect(loadConfig(blank)).toEqual(loadConfig({}));
  });
});

describe('a fault', () => {
  test.each<[string, string, RegExp]>([
    ['PORT', '99999', /0 to 65535/],
    ['PORT', '-1', /0 to 65535/],
    ['PORT', '3978x', /0 to 65535/],
    ['PORT', '1e3', /0 to 65535/],
    ['NODE_ENV', 'prod', /must be development or production or test$/],
    ['LOG_LEVEL', 'loud', /must be debug or/],
    ['MicrosoftAppType', 'Tenant', /must be SingleTenant or/],
    ['DATABASE_URL', 'mysql://x', /sqlite:.*postgres:/s],
    ['DATABASE_URL', 'sqlite:', /sqlite:/],
    ['DATA_ENCRYPTION_KEY', 'c2hvcnQ=', /32 bytes.*openssl/],
    ['INLINE_WAIT_MS', '9000', /0 to 8000/],
    ['INLINE_WAIT_MS', '2.5', /whole number/],
    ['OFFER_HUMAN_AFTER_MS', 'soon', /milliseconds/],
    ['VENDOR_CONCURRENCY', '0', /must look like 64/],
    ['BREAKER_FAILURES', '12,shopify', /must look like 12, or 12,shopify=16/],
    ['SANDBOX', 'maybe', /must be on or off/],
    ['SANDBOX_URL', 'localhost', /address/],
    ['COMPANY_EMAIL', 'help', /e-mail/],
    ['DEV_USER_EMAIL', 'me@', /e-mail/],
    ['COMPANY_TIME_ZONE', 'Middle/Earth', /IANA/],
    ['BUSINESS_HOURS', 'always', /Mon-Fri 09:00-17:30/],
    ['BUSINESS_HOURS', 'Mon-Fri 9-17', /Mon-Fri 09:00-17:30/],
    ['BUSINESS_HOURS', 'Mon-Fri 09:00-24:30', /Mon-Fri 09:00-17:30/],
    ['BUSINESS_HOURS', 'Mon-Fri 24:00-24:00', /Mon-Fri 09:00-17:30/],
    ['BUSINESS_HOURS', 'Mon-Fri 17:30-09:00', /open before they close/],
    ['BUSINESS_HOURS', 'Mon-Fri 09:00-09:00', /open before they close/],
    ['OPS_TOKEN', 'short', /at least 32 signs.*openssl/],
    ['OPS_TOKEN', `${'x'.repeat(40)},short`, /at least 32 signs/],
    ['OPS_TOKEN', ['a', 'b', 'c'].map((letter) => letter.repeat(40)).join(), /or two/],
    ['OPS_TOKEN', 'with a blank in it, which no header can carry', /at least 32 signs/],
    ['OPS_ROLE', 'every one', /app role/],
    ['OPS_PORT', '99999', /0 to 65535/],
    ['OPS_PORT', '3978', /another port than PORT/],
    ['ALLOWED_ORIGINS', 'www.example.com', /origins such as/],
    ['ALLOWED_ORIGINS', 'https://www.example.com/', /no path/],
    ['ALLOWED_ORIGINS', 'http://www.example.com', /https/],
    ['ALLOWED_ORIGINS', '*', /origins such as/],
    ['ALLOWED_ORIGINS', 'none,https://www.example.com', /or none/],
    ['DIRECT_LINE_DOMAIN', 'http://example.com/v3/directline', /must be https/],
    ['DIRECT_LINE_DOMAIN', 'https://example.com/v2', /ends in/],
    ['TRUSTED_PROXIES', 'all', /0 to 9/],
    ['WEBSITE_JWT_SECRET', 'short', /32 bytes/],
    ['INLINE_WAIT_MS', '6000', /less than STILL_CHECKING_AFTER_MS/],
    ['STILL_CHECKING_AFTER_MS', '15000', /less than OFFER_HUMAN_AFTER_MS/],
  ])('%s=%s is named with what it must be', (name, value, hint) => {
    const faults = faultsOf({ [name]: value });
    expect(faults).toHaveLength(1);
    expect(faults[0]).toMatch(new RegExp(`^${name} `));
    expect(faults[0]).toMatch(hint);
  });

  test('Entra needs to know the tenant and whom its tokens are for', () => {
    expect(faultsOf({ OPS_ROLE: 'Ops.Read' })).toEqual([
      expect.stringMatching(/^MicrosoftAppTenantId must be the id/),
      expect.stringMatching(/^OPS_AUDIENCE or MicrosoftAppId/),
    ]);
    expect(faultsOf({ ...PRODUCTION, OPS_ROLE: 'Ops.Read' })).toHaveLength(1);
    const tenant = '11111111-2222-3333-4444-555555555555';
    expect(faultsOf({ ...PRODUCTION, OPS_ROLE: 'Ops.Read', MicrosoftAppTenantId: tenant })).toEqual([]);
  });

  test('is named together with all others', () => {
    const faults = faultsOf({ PORT: 'x', COMPANY_EMAIL: 'x', BUSINESS_HOURS: 'x', DATABASE_URL: 'x' });
    expect(faults.map((fault) => fault.split(' ')[0]).sort()).toEqual([
      ...['BUSINESS_HOURS', 'COMPANY_EMAIL', 'DATABASE_URL', 'PORT'],
    ]);
  });

  test('never repeats the value, which may be a secret', () => {
    const secret = 'hunter2';
    const wrong = Object.fromEntries(Object.keys(settings.shape).map((name) => [name, secret]));
    const text = faultsOf(wrong).join('\n');
    expect(text).toContain('DATA_ENCRYPTION_KEY');
    expect(text).not.toContain(secret);
  });
});

describe('the sign-in of employees', () => {
  const TENANT = '11111111-2222-3333-4444-555555555555';
  const set = { ...PRODUCTION, MicrosoftAppTenantId: TENANT, OAUTH_CONNECTION_NAME: 'employees' };

  test.each<[string, Environment, RegExp | undefined]>([
    ['as it should be', set, undefined],
    [
      'of several tenants',
      { ...set, MicrosoftAppType: 'MultiTenant', EMPLOYEE_TENANTS: `${TENANT},${TENANT}` },
      undefined,
    ],
    [
      'without an app',
      { OAUTH_CONNECTION_NAME: 'x', EMPLOYEE_TENANTS: TENANT },
      /OAUTH_CONNECTION_NAME needs MicrosoftAppId/,
    ],
    [
      'of no tenant',
      { ...set, MicrosoftAppType: 'MultiTenant', MicrosoftAppTenantId: '' },
      /EMPLOYEE_TENANTS is missing/,
    ],
    ['of a tenant by name', { ...set, MicrosoftAppTenantId: 'acme.com' }, /MicrosoftAppTenantId must be the id/],
    ['of tenants by name', { ...set, EMPLOYEE_TENANTS: 'acme.com' }, /EMPLOYEE_TENANTS must be ids/],
    ['in the open', { ...set, OAUTH_AUTHORITY: 'http://127.0.0.1' }, /OAUTH_AUTHORITY must be https/],
    [
      'where only operators are',
      { ...PRODUCTION, OAUTH_AUTHORITY: 'http://127.0.0.1' },
      /OAUTH_AUTHORITY must be https/,
    ],
    ['at a managed identity', { ...set, ...MANAGED_IDENTITY }, /OAUTH_APP_ID is missing/],
    ['at a registration beside it', { ...set, ...MANAGED_IDENTITY, OAUTH_APP_ID: TENANT }, undefined],
    ['by no claim', { ...set, EMPLOYEE_ID_CLAIM: 'a claim' }, /EMPLOYEE_ID_CLAIM must be the name of a claim/],
  ])('%s', (_name, environment, fault) => {
    const faults = faultsOf(environment);
    if (fault) expect(faults.join('\n')).toMatch(fault);
    else expect(faults).toEqual([]);
  });
});

describe('who may talk to the bot', () => {
  test.each<[string, Environment, RegExp | undefined]>([
    ['production as it should be', PRODUCTION, undefined],
    ['production without an app id', { ...PRODUCTION, MicrosoftAppId: '' }, /MicrosoftAppId is missing/],
    ['production without an encryption key', { ...PRODUCTION, DATA_ENCRYPTION_KEY: '' }, /DATA_ENCRYPTION_KEY/],
    ['production without a word on websites', { ...PRODUCTION, ALLOWED_ORIGINS: '' }, /ALLOWED_ORIGINS is missing/],
    [
      'production with a website and no Direct Line',
      { ...PRODUCTION, ALLOWED_ORIGINS: 'https://www.example.com' },
      /DIRECT_LINE_SECRET is missing/,
    ],
    [
      'production with a website',
      { ...PRODUCTION, ALLOWED_ORIGINS: 'https://www.example.com', DIRECT_LINE_SECRET: 'secret' },
      undefined,
    ],
    ['production on the sandbox', { ...PRODUCTION, SANDBOX: 'on' }, /SANDBOX must be off/],
    ['an app without a password', { ...PRODUCTION, MicrosoftAppPassword: '' }, /MicrosoftAppPassword is missing/],
    ['an app without a tenant', { ...PRODUCTION, MicrosoftAppTenantId: '' }, /MicrosoftAppTenantId is missing/],
    ['a managed identity without a password', { ...PRODUCTION, ...MANAGED_IDENTITY }, undefined],
    [
      'a multi-tenant app without a tenant',
      { ...PRODUCTION, MicrosoftAppTenantId: '', MicrosoftAppType: 'MultiTenant' },
      undefined,
    ],
    ['development in the network', { HOST: '0.0.0.0' }, /HOST must be 127\.0\.0\.1/],
    ['development on a name', { HOST: 'bot.internal' }, /HOST must be 127\.0\.0\.1/],
    ['development on this machine', { HOST: 'localhost' }, undefined],
    ['development in the network with an app id', { ...PRODUCTION, NODE_ENV: 'development', HOST: '::' }, undefined],
  ])('%s', (_name, environment, fault) => {
    const faults = faultsOf(environment);
    if (fault) expect(faults).toEqual([expect.stringMatching(fault)]);
    else expect(faults).toEqual([]);
  });

  test('production with nothing set is refused with a list of all that it needs', () => {
    const names = faultsOf({ NODE_ENV: 'production' }).map((fault) => fault.split(' ')[0]);
    expect(names).toEqual([
      ...['MicrosoftAppId', 'MicrosoftAppPassword', 'MicrosoftAppTenantId', 'DATA_ENCRYPTION_KEY', 'ALLOWED_ORIGINS'],
    ]);
  });

  test('an identity provider needs to be told from others', () => {
    const settings = { WEBSITE_JWKS_URL: 'https://login.example.com/keys', WEBSITE_JWT_SECRET: 'x'.repeat(32) };
    expect(faultsOf(settings).map((fault) => fault.split(' ')[0])).toEqual([
      ...['WEBSITE_JWT_SECRET', 'WEBSITE_JWT_ISSUER', 'WEBSITE_JWT_AUDIENCE'],
    ]);
  });

  test('production listens to everybody and logs more', () => {
    expect(loadConfig(PRODUCTION)).toMatchObject({ host: '0.0.0.0', logLevel: 'info', authenticated: true });
  });
});

describe('systems', () => {
  const SHOP_ONLY = {
    CRM_VENDOR: 'none',
    HELPDESK_VENDOR: 'none',
    HR_VENDOR: 'none',
    ITSM_VENDOR: 'none',
    FINANCE_VENDOR: 'none',
  };
  const shopify = { SHOPIFY_SHOP_DOMAIN: 'demo.myshopify.com', SHOPIFY_ADMIN_TOKEN: 'hunter2' };
  const find = (environment: Environment) =>
    loadSettings({ ...SHOP_ONLY, ...environment }).vendorsInUse.map(({ definition, onSandbox }) => [
      definition.id,
      onSandbox,
    ]);

  test.each<[string, Environment, boolean]>([
    ['without credentials run on the sandbox', {}, true],
    ['with credentials do not', shopify, false],
    ['with credentials run on it when told to', { ...shopify, SANDBOX: 'on' }, true],
  ])('%s', (_name, environment, onSandbox) => {
    expect(find(environment)).toEqual([['shopify', onSandbox]]);
  });

  test('of a company that uses all that there are, each is set up once', () => {
    expect(
      loadSettings({})
        .vendorsInUse.map(({ definition }) => definition.id)
        .sort(),
    ).toEqual(vendors.map(({ id }) => id).sort());
  });

  test.each<[string, Environment, RegExp]>([
    [
      'one that is no shop',
      { COMMERCE_VENDOR: 'zendesk' },
      /COMMERCE_VENDOR names "zendesk", which is not one of: shopify/,
    ],
    ['an unknown one', { COMMERCE_VENDOR: 'nobody' }, /COMMERCE_VENDOR names "nobody".*shopify/],
    ['a limit for an unknown one', { VENDOR_CONCURRENCY: '64,shoppify=16' }, /VENDOR_CONCURRENCY names "shoppify"/],
    [
      'half of the credentials',
      { SHOPIFY_SHOP_DOMAIN: 'demo.myshopify.com' },
      /SHOPIFY_CLIENT_ID and SHOPIFY_CLIENT_SECRET are missing.*SHOPIFY_ADMIN_TOKEN/,
    ],
    [
      'half of a log-in',
      { SHOPIFY_SHOP_DOMAIN: 'demo.myshopify.com', SHOPIFY_CLIENT_ID: 'id' },
      /SHOPIFY_CLIENT_SECRET is missing/,
    ],
    ['two log-ins', { ...shopify, SHOPIFY_CLIENT_SECRET: 'hunter2' }, /SHOPIFY_ADMIN_TOKEN is set beside/],
    [
      'a log-in without a shop',
      { SHOPIFY_CLIENT_SECRET: 'hunter2' },
      /SHOPIFY_SHOP_DOMAIN is missing.*SHOPIFY_CLIENT_ID is missing/s,
    ],
    ['a wrong one', { ...shopify, SHOPIFY_SHOP_DOMAIN: 'hunter2' }, /SHOPIFY_SHOP_DOMAIN must be the permanent name/],
    ['none, with the sandbox off', { SANDBOX: 'off' }, /Shopify has no credentials/],
    [
      'none, in production',
      PRODUCTION,
      /SHOPIFY_SHOP_DOMAIN is missing \(.*COMMERCE_VENDOR: none where.*SHOPIFY_CLIENT_ID and/s,
    ],
    [
      'a slip in what must not be written to',
      { ...shopify, SHOPIFY_READ_ONLY: 'yes' },
      /SHOPIFY_READ_ONLY must be true or false/,
    ],
    ['the same of one that is not in use', { ...shopify, ZENDESK_READ_ONLY: 'on' }, /ZENDESK_READ_ONLY must be/],
  ])('are refused with %s', (_name, environment, message) => {
    expect(() => find(environment)).toThrow(ConfigError);
    expect(() => find(environment)).toThrow(message);
    expect(() => find(environment)).not.toThrow(/hunter2/);
  });
});
