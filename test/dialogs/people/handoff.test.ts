import { CLOSED } from '../../helpers/hours';
import { JobChat, sandboxForTests, type Role } from '../../helpers/jobChat';

interface TicketRecord {
  id: number;
  subject: string;
  description: string;
  tags: string[];
  requester_id: number;
}
interface CommentRecord {
  ticket_id: number;
  body: string;
  public: boolean;
}

const sandbox = sandboxForTests();
let job: JobChat;
const start = async (role: Role = 'customer', settings = {}) =>
  void (job = await JobChat.start(sandbox(), role, settings));
const say = async (text: string, more = {}) => (await job.say(text, more)).join('\n');
const tickets = async () =>
  (await sandbox().records<TicketRecord>('zendesk', 'ticket')).filter(({ tags }) => tags.includes('handoff'));
const notes = async () =>
  (await sandbox().records<CommentRecord>('zendesk', 'comment')).filter((comment) => !comment.public);
const open = () => job.chat.bot.handoffs.listOpen();

beforeEach(() => start());
afterEach(() => job.close());

test('a person is called at once; the ticket tells the agent who, what for and what was said', async () => {
  await say('track an order');
  await say('1001');
  const heard = await say('agent');
  expect(heard).toContain("I've told our team");
  expect(heard).toContain('You can also reach us at help@example.com');
  expect(heard).toContain('Which e-mail address can they answer to?');
  const [handoff] = await open();
  expect(handoff).toMatchObject({ kind: 'person', collected: { orderNumber: '1001' } });
  expect(await say('customer@example.com')).toMatch(/as ticket \*\*5002\*\*\. You should hear back by/);
  const [ticket] = await tickets();
  expect(ticket?.description).toContain(handoff?.id);
  const [who, what, reference, ...rest] = (await notes())[0]?.body.split('\n') ?? [];
  expect(who).toBe('Who: customer@example.com (not verified)');
  expect(what).toBe('What for: asked for a person, in the middle of “Track an order”');
  expect(reference).toBe(`Reference ${handoff?.id}, webchat`);
  expect(rest.join('\n')).toContain('- orderNumber: 1001');
  expect(rest.join('\n')).toContain('User: track an order');
  expect((await open())[0]).toMatchObject({ email: 'customer@example.com', ticket: { number: '5002' } });
});

test('asking three times makes one hand-over and one ticket', async () => {
  await say('agent');
  await say('customer@example.com');
  expect(await say('talk to a person')).toContain('Our team knows already');
  expect(await say('agent')).toContain('as ticket **5002**');
  expect(await tickets()).toHaveLength(1);
  expect(await open()).toHaveLength(1);
});

test('the address may be kept back; the hand-over still reaches the agents', async () => {
  await say('agent');
  expect(await say('Skip')).toContain('answers here in the chat');
  expect(await tickets()).toHaveLength(1);
  expect((await notes())[0]?.body).toContain('Who: not known');
});

test('cancel takes only the question back, not the call', async () => {
  await say('agent');
  expect(await say('cancel')).toContain('answers here in the chat');
  expect(await open()).toHaveLength(1);
});

test('the user simply goes on with the bot', async () => {
  await say('agent');
  expect(await say('what is your return policy?')).toContain('Our return policy');
  await say('customer@example.com');
  expect(await say('back to the bot')).toContain("I'm here");
  expect(await say('where is order 1001? customer@example.com')).toContain('Order 1001');
});

test('a helpdesk that is down loses nothing', async () => {
  await sandbox().fault({ vendor: 'zendesk', mode: 'status', status: 500 });
  await say('agent');
  await job.begin('customer@example.com');
  await job.after(20_000, 1_000);
  const said = job.chat.channel.sent.map(({ text }) => text).join('\n');
  expect(said).toContain('our team will answer to customer@example.com');
  expect(said).not.toContain("can't get an answer");
  expect(await open()).toEqual([expect.objectContaining({ email: 'customer@example.com' })]);
});

test('a ticket that takes long is told when it is there', async () => {
  await sandbox().fault({ vendor: 'zendesk', mode: 'latency', latencyMs: 300 });
  await say('agent');
  await job.begin('customer@example.com');
  await job.after(3_000, 3_000);
  await new Promise((resolve) => setTimeout(resolve, 1_500));
  const heard = (await job.after(12_000, 2_000)).join('\n');
  expect(heard).toContain('as ticket **5002**');
  expect((await open())[0]?.ticket).toMatchObject({ number: '5002' });
});

test('out of hours a message is taken', async () => {
  await job.close();
  await start('customer', CLOSED);
  expect(await say('agent')).toMatch(/they are back .*What should I tell our team\?/s);
  expect(await say('thanks')).toContain('I need a few words');
  expect(await say('My parcel is wet')).toContain('Which e-mail address');
  expect(await say('customer@example.com')).toContain("I've passed your message on");
  const [ticket] = await tickets();
  expect(ticket).toMatchObject({ subject: 'Chat: My parcel is wet', description: 'My parcel is wet' });
  expect(await say('agent')).toContain('Our team has your message already');
  expect(await tickets()).toHaveLength(1);
  expect(await say('Leave a message')).toContain('What should I tell our team?');
});

test('an address alone is where the answer goes, and no message', async () => {
  await job.close();
  await start('customer', CLOSED);
  await say('agent');
  expect(await say('customer@example.com')).toContain('What should I tell our team?');
  expect(await say('My parcel is wet')).toMatch(/passed your message on.*customer@example\.com/s);
  expect(await tickets()).toMatchObject([{ description: 'My parcel is wet' }]);
});

test('three messages in a row that are not understood, and anger, offer a person', async () => {
  await say('the moon is rather round tonight');
  await say('what is the capital of france');
  expect(await say('my neighbour plays the trumpet')).toContain('Shall I get you a person?');
  expect(await say('yes')).toContain("I've told our team");
});

test('anger in the middle of a question offers a person, and the question stays', async () => {
  await say('track an order');
  expect(await say('you are useless')).toContain('Shall I get you a person?');
  expect(await say('1001')).toContain('which e-mail address');
});

describe('matters between an employee and HR', () => {
  beforeEach(async () => {
    await job.close();
    await start('employee', CLOSED);
  });

  test('never go to the helpdesk of customers', async () => {
    await say('agent');
    await say('how many vacation days do I have left, and why is my salary so low?');
    expect(await open()).toHaveLength(1);
    expect(await tickets()).toEqual([]);
  });

  test('all else of an employee does', async () => {
    await say('agent');
    await say('the coffee machine on the third floor leaks');
    expect(await tickets()).toHaveLength(1);
  });
});
