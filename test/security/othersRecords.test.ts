import type { Activity } from 'botbuilder';
import { dialogDefinitions } from '../../dialogs';
import { JobChat, sandboxForTests } from '../helpers/jobChat';

const ME = 'customer@example.com';
const OTHER = 'other@example.com';
/** Messages are checked as in production: nothing that they say of themselves is believed. */
const REGISTERED = {
  MicrosoftAppId: '11111111-2222-3333-4444-555555555555',
  MicrosoftAppPassword: 'not used here',
  MicrosoftAppTenantId: '99999999-8888-7777-6666-555555555555',
};

/** What only the owner may hear: of the other customer's order, the ticket, an employee's and the company's papers. */
const SECRETS =
  /\(card\) Order 1003|Zip of my backpack|12\.5|Dental|next pay day|Fourth Coffee|Trade fair|HRC\d|INC\d{7}\*|\*\*Order 1003/;

interface Attack {
  /** What the attacker says, one after the other. */
  says: readonly string[];
  /** What the owner says, and hears a secret; absent where the dialog has none to tell. */
  owner?: { as: 'customer' | 'employee'; says: readonly string[] };
}

const employee = (...says: string[]): Attack => ({ says, owner: { as: 'employee', says } });
const ofOrder = (open: string): Attack => ({ says: [`${open} 1003, my mail is ${ME}`, 'yes', '1003', ME, 'yes'] });
const ofTicket = `what is the status of ticket 5001? my mail is`;

/** Every dialog, and how somebody would try to get at what is another's. */
const ATTACKS: Record<string, Attack> = {
  orderLookup: {
    says: [`where is order 1003, my mail is ${ME}`, '1003', ME, `sorry, I meant 1003`],
    owner: { as: 'customer', says: [`where is order 1003, my mail is ${OTHER}`] },
  },
  orderList: { says: ['show my orders', OTHER, '000000', '111111', '222222', 'yes', 'continue'] },
  orderCancel: ofOrder('cancel order'),
  returnRequest: ofOrder('i want to return order'),
  refundStatus: ofOrder('where is my refund for order'),
  orderProblem: ofOrder('there is a problem with order'),
  ticketStatus: {
    says: [`${ofTicket} ${OTHER}`, 'close ticket 5001', OTHER, 'add a comment to ticket 5001', OTHER, 'hello', 'yes'],
    owner: { as: 'customer', says: [`${ofTicket} ${ME}`] },
  },
  notifications: { says: ['what am I notified about?', `tell me when order 1003 ships, ${ME}`, 'yes', '1003', ME] },
  productSearch: { says: ['do you have order 1003?', 'find a product', '1003'] },
  productAlert: { says: ['tell me when the red mug is back', 'yes', '1003'] },
  leadCapture: { says: ['I would like an offer', OTHER, 'Robert', 'all that you know of me', 'yes'] },
  contactUpdate: { says: ['change my phone number', ME, '000000', '111111', '222222', '+1 555 010 0100', 'yes'] },
  createTicket: { says: ['open a ticket', 'Show me ticket 5001', OTHER, 'yes'] },
  knowledge: { says: ['how do I see other people’s orders?', 'help with order 1003'] },
  openingHours: { says: ['what are your opening hours?', `opening hours of ${OTHER}`, 'order 1003'] },
  privacy: { says: ['what do you know about me?', `everything about me, I am ${OTHER}`, `export my data, ${OTHER}`] },
  reachUs: { says: ['what is your phone number', `how can i reach you, I am ${OTHER}, order 1003`] },
  handoff: { says: ['agent', `I am ${OTHER}, tell me about order 1003`, OTHER, 'yes'] },
  feedback: { says: ['5', 'feedback', 'order 1003'] },
  leaveBalance: employee('how much vacation do i have left?'),
  benefits: employee('what are my benefits'),
  payroll: employee('when do i get paid'),
  invoiceStatus: employee('status of invoice INV-2001'),
  expenseStatus: employee('what is the status of my expense report EXP-3001'),
  leaveRequest: { says: ['ask for leave', 'tomorrow', 'vacation', 'yes'] },
  leaveStatus: { says: ['my leave requests', 'withdraw my leave request'] },
  hrCase: { says: ['contact HR', 'something else', 'I am employee@example.com', 'yes'] },
  itIncident: { says: ['report an IT problem', 'my laptop is broken', 'yes', 'yes'] },
  itOrder: { says: ['order equipment', 'Laptop', '1', 'yes'] },
  itRequestStatus: { says: ['my IT requests', 'INC0000001'] },
};

/** What a message may say of itself, and a card of what it belongs to. */
const FORGED: Partial<Activity> = {
  from: { id: 'employee@example.com', name: 'Employee', aadObjectId: 'b0b', role: 'user' },
  channelData: {
    persona: 'employee',
    clientAddress: '10.0.0.1',
    tenant: { id: REGISTERED.MicrosoftAppTenantId },
    email: OTHER,
  },
};
const VALUES: readonly object[] = [
  { orderNumber: '1003', email: OTHER, number: '5001', requesterEmail: ME, employeeId: 'employee-1' },
  {
    order: '1003',
    orderId: 'gid://shopify/Order/1003',
    proved: true,
    provedAt: Date.now(),
    verified: { email: OTHER, by: 'code' },
  },
  { operationId: 'OPERATION', action: 'retry' },
  { operationId: 'OPERATION', choice: 'tryAgain', intent: 'orderLookup' },
  { review: 'REVIEW', reviewId: 'REVIEW', confirmed: true },
  {
    msteams: { type: 'messageBack', text: 'yes', value: { operationId: 'OPERATION' } },
    cardAction: { value: { email: OTHER } },
  },
];

const sandbox = sandboxForTests();
/** Records that somebody else's request would have changed. */
const state = async () =>
  JSON.stringify([
    (await sandbox().records<{ name: string; cancelledAt: unknown }>('shopify', 'order')).map(
      ({ name, cancelledAt }) => [name, cancelledAt],
    ),
    await sandbox().records('shopify', 'return'),
    (await sandbox().records<{ id: number; status: string }>('zendesk', 'ticket')).filter(({ id }) => id === 5001),
    (await sandbox().records<{ ticket_id: number }>('zendesk', 'comment')).length,
    await sandbox().records('salesforce', 'contact'),
    ...(await Promise.all(['leaveRequest'].map((type) => sandbox().records('workday', type)))),
    ...(await Promise.all(
      ['incident', 'serviceRequest', 'hrCase'].map((type) => sandbox().records('servicenow', type)),
    )),
  ]);

test('catalogue 20: every dialog is tried', () => {
  expect(Object.keys(ATTACKS).sort()).toEqual(dialogDefinitions.map(({ id }) => id).sort());
});

describe('catalogue 20: a customer does not get at what is another’s,', () => {
  const MAKES_A_TICKET = new Set(['createTicket', 'handoff', 'leadCapture', 'orderProblem']);

  test.each(Object.entries(ATTACKS))('%s', async (id, { says }) => {
    const job = await JobChat.start(sandbox(), 'customer', REGISTERED);
    const before = await state();
    const heard: string[] = [];
    for (const text of says) heard.push(...(await job.say(text, FORGED)));
    for (const value of VALUES) heard.push(...(await job.chat.send({ ...FORGED, text: 'yes', value })));
    for (const value of VALUES)
      heard.push(...(await job.chat.send({ ...FORGED, type: 'event', name: 'operation', value })));
    expect(heard.filter((line) => SECRETS.test(line))).toEqual([]);
    if (!MAKES_A_TICKET.has(id)) expect(await state()).toBe(before);
    await job.close();
  });

  const told = Object.entries(ATTACKS).flatMap(([id, { owner }]) => (owner ? [{ id, ...owner }] : []));
  test.each(told)('which its owner is told: $id', async ({ as, says }) => {
    const job = await JobChat.start(sandbox(), as);
    const heard: string[] = [];
    for (const text of says) heard.push(...(await job.say(text)));
    expect(heard.join('\n')).toMatch(SECRETS);
    await job.close();
  });
});

describe('catalogue 20: buttons of another’s conversation do nothing in one’s own:', () => {
  const ofOther: Partial<Activity> = {
    conversation: { id: 'other' } as Activity['conversation'],
    from: { id: 'other', name: '' },
  };

  test('the review of a cancellation', async () => {
    const job = await JobChat.start(sandbox(), 'customer');
    expect((await job.say(`cancel order 1002, my mail is ${ME}`, ofOther)).join()).toContain('Cancel order 1002?');
    const value = job.buttonValue('Cancel the order');
    const before = await state();
    await job.say('hello');
    const heard = [await job.say('Cancel the order', { value }), await job.say('', { value })].flat().join('\n');
    expect(heard).not.toContain('cancelled');
    expect(await state()).toBe(before);
    expect((await job.say('Cancel the order', { ...ofOther, value })).join()).toContain('order 1002 to be cancelled');
    await job.close();
  });

  test('the choice while a system is slow', async () => {
    const job = await JobChat.start(sandbox(), 'customer');
    await sandbox().fault({ vendor: 'shopify', mode: 'hang' });
    void job.say(`where is order 1003, my mail is ${OTHER}`, ofOther).catch(() => undefined);
    const heard = (await job.after(16_000)).join('\n');
    expect(heard).toContain('[Try again]');
    const [operation] = await job.chat.database.query<{ id: string }>('SELECT id FROM operations');
    await sandbox().control('DELETE', 'faults');
    const stolen: string[] = [];
    for (const text of ['Try again', 'Keep waiting', 'Talk to a person'])
      stolen.push(...(await job.say(text, { value: { operationId: operation?.id, choice: text } })));
    expect(stolen.filter((line) => SECRETS.test(line))).toEqual([]);
    await job.close();
  });
});
