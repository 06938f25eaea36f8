import fc from 'fast-check';
import { createTransport } from '../../services/http/boundedTransport';
import type { Transport } from '../../services/http/transport';
import type { PortName, Ports } from '../../services/ports';
import { ServiceError } from '../../services/serviceError';
import { vendors } from '../../services/vendors';
import { startTestSandbox, type TestSandbox } from '../helpers/testSandbox';

const OWNER = 'customer@example.com';
const OTHER = 'other@example.com';

let sandbox: TestSandbox;
/** The bodies of all answers since the last look. */
let answers: string[] = [];
beforeAll(async () => void (sandbox = await startTestSandbox()));
afterAll(() => sandbox.close());

/** A request in the form in which it goes out, before anything is percent-encoded. */
type Undo = (text: string) => string;

/** The system's port as the bot uses it; with `undo` as if the bot forgot to escape. */
function portOf<P extends PortName>(id: string, port: P, undo?: Undo): Ports[P] {
  const vendor = vendors.find((each) => each.id === id);
  if (!vendor) throw new Error(`there is no vendor ${id}`);
  const real = createTransport();
  const transport: Transport = async (request) => {
    const response = await real(undo ? careless(request, undo) : request);
    answers.push(Buffer.from(response.body).toString());
    return response;
  };
  return vendor.create(vendor.config.parse(vendor.sandbox(sandbox.url)), { transport })[port] as Ports[P];
}

function careless(request: Parameters<Transport>[0], undo: Undo): typeof request {
  const url = new URL(request.url);
  for (const [name, value] of [...url.searchParams]) url.searchParams.set(name, undo(value));
  const body =
    typeof request.body === 'string' && request.body.startsWith('{') ? rewritten(request.body, undo) : request.body;
  return { ...request, url: url.href, ...(body !== undefined && { body }) };
}

/** All texts in a JSON body. */
function rewritten(body: string, undo: Undo): string {
  return JSON.stringify(JSON.parse(body, (_key, value: unknown) => (typeof value === 'string' ? undo(value) : value)));
}

/** What was found, in the words of the wire: any record of anybody. */
async function foundBy(call: () => Promise<unknown>, marks: RegExp): Promise<string[]> {
  answers = [];
  await call().catch((error: unknown) => {
    if (!(error instanceof ServiceError)) throw error;
  });
  return answers.filter((answer) => marks.test(answer));
}

interface Target {
  name: string;
  /** Shows that a record was found. */
  marks: RegExp;
  /** Makes a query that would find somebody's record, were it not escaped. */
  trap: string;
  undo: Undo;
  ask: (value: string, undo?: Undo) => Promise<unknown>;
}

const unescaped: Undo = (text) => text.replace(/\\([\\"':()])/g, '$1');
const TARGETS: readonly Target[] = [
  {
    name: 'Shopify: the number of an order',
    marks: /"name":"#?\d+"/,
    trap: `1" OR email:"${OTHER}`,
    undo: unescaped,
    ask: (value, undo) => portOf('shopify', 'commerce', undo).findOrder({ orderNumber: value, email: OTHER }),
  },
  {
    name: 'Shopify: all orders of an address',
    marks: /"name":"#?\d+"/,
    trap: `a@b.c" OR email:"${OTHER}`,
    undo: unescaped,
    ask: (value, undo) => portOf('shopify', 'commerce', undo).listOrders({ email: value }),
  },
  {
    name: 'Salesforce: a contact’s address',
    marks: /"FirstName":"/,
    trap: `x' OR Email LIKE '%`,
    undo: unescaped,
    ask: (value, undo) => portOf('salesforce', 'crm', undo).findContactByEmail({ email: value }),
  },
  {
    name: 'ServiceNow: somebody’s tickets',
    marks: /"number":/,
    trap: 'x@example.com^NQsys_idISNOTEMPTY',
    undo: (text) => text.replaceAll('^^', '^'),
    ask: (value, undo) => portOf('servicenow', 'helpdesk', undo).listTickets({ requesterEmail: value }),
  },
  {
    name: 'ServiceNow: somebody’s requests',
    marks: /"number":/,
    trap: 'x@example.com^NQsys_idISNOTEMPTY',
    undo: (text) => text.replaceAll('^^', '^'),
    ask: (value, undo) => portOf('servicenow', 'itsm', undo).listRequests({ requesterEmail: value }),
  },
];

/** Payloads by hand: of every query language, and of those of databases. */
const PAYLOADS = [
  ...[
    '*',
    '%',
    '_',
    '?',
    '1*',
    '10%',
    '"*"',
    "' OR '1'='1",
    "' OR 1=1--",
    '" OR "1"="1',
    '1 OR 2',
    '(1003)',
    '-1',
    'NOT 1',
  ],
  ...["\\' OR Email != null--", '\\', "\\\\'", "x' OR Name LIKE '%", "') OR (Email != '", "'; DELETE FROM Contact;--"],
  ...[
    '" OR name:1003 OR "',
    '\\" OR status:any OR \\"',
    'email:*',
    'name:*',
    'status:any',
    '1003 OR status:any',
    "' OR name:1003 '",
  ],
  ...[
    '^NQactive=true',
    '^ORsys_idISNOTEMPTY',
    '^^NQactive=true',
    '^EQ',
    '^^^NQsys_idISNOTEMPTY',
    'javascript:gs.getUserID()',
  ],
  ...[
    ' JaVaScRiPt:gs.user_id()',
    'x^ORDERBYnumber',
    ',*',
    'a,b^NQnumberISNOTEMPTY',
    '\n^NQsys_idISNOTEMPTY',
    '\u0000',
    'x\u0000^NQ',
  ],
  ...[
    'type:user',
    'role:admin',
    'email:*@example.com',
    '*@example.com',
    '"*@example.com"',
    'created>2000-01-01',
    'a@b.c" *',
  ],
  ...[
    'x" OR email_PrimaryWork != "',
    '" or true or "',
    'project = X OR 1=1',
    '~',
    '{"$ne":1}',
    '{"$gt":""}',
    '%00',
    '%27%20OR%201=1',
  ],
];

describe.each(TARGETS)('catalogue 21: $name', ({ marks, trap, undo, ask }) => {
  test('not escaped, the system would be fooled', async () => {
    expect(await foundBy(() => ask(trap, undo), marks)).not.toEqual([]);
  });

  test(`as it is sent, the trap and ${PAYLOADS.length} others find nothing`, async () => {
    const fooled: string[] = [];
    for (const payload of [trap, ...PAYLOADS])
      if ((await foundBy(() => ask(payload), marks)).length > 0) fooled.push(payload);
    expect(fooled).toEqual([]);
  });

  test('nor do 60 made of their parts', async () => {
    const part = fc.constantFrom(
      ...["'", '"', '\\', '^', '^^', '*', '%', '(', ')', ':', ',', '=', ' ', '-', '_', '<', '>', '\n', '\u0000'],
      ...[
        ' OR ',
        ' AND ',
        ' NOT ',
        '^NQ',
        '^OR',
        'LIKE',
        'IN',
        'ISNOTEMPTY',
        'sys_id',
        'Email',
        'email:',
        'name:',
        'status:any',
      ],
      ...['javascript:', OTHER, '1003', 'a', 'true'],
    );
    const made = fc.array(part, { minLength: 2, maxLength: 8 }).map((parts) => `zz${parts.join('')}`);
    await fc.assert(
      fc.asyncProperty(made, async (payload) => {
        expect(await foundBy(() => ask(payload), marks)).toEqual([]);
      }),
      { numRuns: 60, seed: 21 },
    );
  });
});

/** Systems whose query languages have no safe way to write every text: what is no plain address is not asked for at all. */
describe.each([
  [
    'Zendesk: somebody’s tickets',
    (value: string) => portOf('zendesk', 'helpdesk').listTickets({ requesterEmail: value }),
  ],
  ['Workday: an employee', (value: string) => portOf('workday', 'hr').findEmployee({ email: value })],
])('catalogue 21: %s', (_name, ask) => {
  const marks = /"email":"|"workdayID":"/;

  test('a plain address finds who has it', async () => {
    expect(await foundBy(async () => [await ask(OWNER), await ask('employee@example.com')], marks)).not.toEqual([]);
  });

  test(`none of ${PAYLOADS.length + 4} payloads finds anybody`, async () => {
    for (const payload of [...PAYLOADS, `${OTHER}" OR "`, 'customer*', '*@example.com', 'employee@example.com" OR "'])
      expect(await foundBy(() => ask(payload), marks)).toEqual([]);
  });
});

test('catalogue 21: Zendesk would be fooled by a star', async () => {
  const authorization = `Basic ${Buffer.from('bot@example.com/token:sandbox-token').toString('base64')}`;
  const url = `${sandbox.url}/zendesk/api/v2/users/search.json?query=${encodeURIComponent('email:"customer*"')}`;
  expect(await (await fetch(url, { headers: { authorization } })).text()).toContain(OWNER);
});
