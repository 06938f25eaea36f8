import { AuditLog } from '../../../services/audit/auditLog';
import { createCipher } from '../../../services/storage/cipher';
import { JobChat, sandboxForTests, type Role } from '../../helpers/jobChat';

const EMAIL = 'customer@example.com';
const sandbox = sandboxForTests();
let job: JobChat;
afterEach(() => job.close());

/** Has somebody say things, and gives what the audit log then says of whom. */
async function lines(role: Role, who: string, ...sentences: string[]): Promise<string[]> {
  job = await JobChat.start(sandbox(), role);
  for (const sentence of sentences) {
    await job.say(sentence);
    await job.after(2_000);
  }
  const log = new AuditLog(job.chat.database, createCipher(Buffer.alloc(32, 7)), job.chat.clock);
  const entries = await log.read({ who, limit: 100 });
  expect(entries.filter(({ genuine }) => !genuine)).toEqual([]);
  return entries.map(({ actor, action, outcome, channel }) =>
    [actor.split(':')[0], action, outcome, channel].join(' '),
  );
}

test('a customer: each access, the proof by an order, one that is refused, and what the bot passes on by itself', async () => {
  const seen = await lines(
    'customer',
    EMAIL,
    `where is order 1003? ${EMAIL}`,
    `where is order 1001? ${EMAIL}`,
    'agent',
    EMAIL,
  );
  expect(seen).toEqual(
    expect.arrayContaining([
      'conversation commerce.findOrder none webchat',
      'conversation proof.order refused webchat',
      'conversation commerce.findOrder ok webchat',
      'conversation proof.order ok webchat',
      'bot helpdesk.createTicket ok bot',
    ]),
  );
});

test('a code, wrong and right; from then on the customer is the one who acts', async () => {
  job = await JobChat.start(sandbox(), 'customer');
  await job.say('my recent orders');
  await job.say(EMAIL);
  await job.say('000000');
  const code = /\b\d{6}\b/.exec(job.chat.mails.mails[0]?.text ?? '')?.[0] ?? '';
  await job.say(code);
  await job.after(2_000);
  const log = new AuditLog(job.chat.database, createCipher(Buffer.alloc(32, 7)), job.chat.clock);
  const entries = await log.read({ who: EMAIL, limit: 100 });
  expect(entries.map(({ actor, action, outcome }) => [actor.split(':')[0], action, outcome].join(' '))).toEqual(
    expect.arrayContaining([
      'conversation proof.code refused',
      'customer proof.code ok',
      'customer commerce.listOrders ok',
    ]),
  );
});

test('an employee: the sign-in, once, and each access', async () => {
  const seen = await lines('employee', 'employee@example.com', 'how many vacation days have I left?', 'menu');
  expect(seen.filter((line) => line.includes('sign_in'))).toEqual(['employee sign_in ok webchat']);
  expect(seen).toEqual(
    expect.arrayContaining(['employee hr.findEmployee ok webchat', 'employee hr.getLeaveBalances ok webchat']),
  );
});
