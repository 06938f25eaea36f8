import { JobChat, sandboxForTests, type Role } from '../../helpers/jobChat';
import { startFileServer, type FileServer } from './fileServer';

interface TicketRecord {
  id: number;
  subject: string;
  description: string;
  priority: string;
  tags: string[];
  group_id: number | null;
}
interface CommentRecord {
  ticket_id: number;
  public: boolean;
  attachments: { file_name: string; size: number }[];
}

const ALL = 'open an urgent ticket, my screen is black, my mail is customer@example.com';

const sandbox = sandboxForTests();
let job: JobChat;
let server: FileServer;

const start = async (role: Role = 'customer', settings = {}) =>
  void (job = await JobChat.start(sandbox(), role, settings));
const say = async (text: string, more = {}) => (await job.say(text, more)).join('\n');
const tickets = () => sandbox().records<TicketRecord>('zendesk', 'ticket');
const files = async () =>
  (await sandbox().records<CommentRecord>('zendesk', 'comment')).flatMap(({ attachments }) => attachments);

beforeAll(async () => void (server = await startFileServer()));
afterAll(() => server.close());
beforeEach(() => start());
afterEach(() => job.close());

test('a sentence with everything in it leads to the card, in the user’s words', async () => {
  const card = await say(ALL);
  expect(card).toContain('What it is about: My screen is black. Topic: Something technical. Priority: Urgent.');
  expect(card).toContain('E-mail: customer@example.com');
  await job.click('Open the ticket');
  expect((await tickets()).at(-1)).toMatchObject({
    subject: 'My screen is black',
    description: 'My screen is black',
    priority: 'urgent',
    tags: ['chatbot', 'technical'],
  });
});

test('the answer tells the number, where to follow it, when to hear, and how to ask', async () => {
  await say(ALL);
  const heard = (await job.click('Open the ticket')).join('\n');
  expect(heard).toMatch(/number \*\*5002\*\*: “My screen is black”\. You should hear back by /);
  expect(heard).toContain('](https://demo.zendesk.com/hc/requests/5002)');
  expect(heard).toContain('[Check ticket 5002]');
  expect(await say('Check ticket 5002')).toContain('Ticket 5002: My screen is black');
});

test('the group is the one that is set for the topic', async () => {
  await job.close();
  await start('customer', { TICKET_GROUPS: 'payment=302,technical=304' });
  await say(ALL);
  await job.click('Open the ticket');
  expect((await tickets()).at(-1)?.group_id).toBe(304);
});

test('what was guessed can be put right, by words and by button', async () => {
  await say(ALL);
  expect(await say('no, make it low priority')).toContain('Priority: Low');
  expect(await say('change topic to a product')).toContain('Topic: A product');
  expect(await say('change the topic')).toContain('Which of these fits best?');
  expect(await say('Payment')).toContain('Topic: Payment');
  expect(await say('sorry, my mail is other@example.com')).toContain('E-mail: other@example.com');
  expect(await say('change what it is about')).toContain('What is it about?');
  expect(await say('My mug is broken')).toContain('What it is about: My mug is broken');
});

test('a help page that solves it ends the job happily, without a ticket', async () => {
  const before = (await tickets()).length;
  expect(await say(ALL)).toContain('Screen stays black');
  expect((await job.click('This solved it')).join('\n')).toContain("haven't opened one");
  expect(await tickets()).toHaveLength(before);
});

test('a help centre that is down keeps nobody from a ticket', async () => {
  await sandbox().fault({ vendor: 'zendesk', path: 'help_center', mode: 'status', status: 500 });
  const card = await say(ALL);
  expect(card).toContain('Your ticket');
  expect(card).not.toContain('help pages');
});

test('an employee is known: no address is asked for or taken', async () => {
  await job.close();
  await start('employee');
  expect(await say('file a complaint about the cold food in the canteen, mail is other@example.com')).not.toContain(
    'other@example.com',
  );
  await say('yes');
  expect((await tickets()).at(-1)?.description).toBe('The cold food in the canteen');
});

describe('a file', () => {
  test('goes with the ticket', async () => {
    await say('Open a ticket');
    await say('The handle of my mug came off');
    await say('customer@example.com');
    expect(await say('', server.message())).toContain('File: screen.png');
    const heard = (await job.click('Open the ticket')).join('\n');
    expect(heard).toContain('Your file screen.png is with the ticket');
    expect(await files()).toEqual([expect.objectContaining({ file_name: 'screen.png', size: 9 })]);
  });

  test('may come with any answer', async () => {
    await say('Open a ticket');
    expect(await say('', server.message())).toContain('What is it about?');
    await say('The handle of my mug came off');
    expect(await say('customer@example.com')).toContain('File: screen.png');
  });

  test('may be added to the card', async () => {
    expect(await say(ALL)).toContain('File: –');
    expect(await say('', server.message())).toContain('File: screen.png');
  });

  test('that cannot be taken is asked for again', async () => {
    await say('Open a ticket');
    await say('The handle of my mug came off');
    await say('customer@example.com');
    const inside = {
      attachments: [{ contentType: 'image/png', name: 'x.png', contentUrl: 'http://169.254.169.254/x' }],
    };
    const heard = await say('', inside);
    expect(heard).toContain("I couldn't take that file");
    expect(heard).toContain('Would a picture');
    expect(await say('skip')).toContain('File: –');
  });

  test('that does not get through leaves the ticket as it is, and the user knows', async () => {
    await say('Open a ticket', server.message());
    await say('The handle of my mug came off');
    await say('customer@example.com');
    await sandbox().fault({ vendor: 'zendesk', path: 'uploads', mode: 'status', status: 422 });
    const heard = (await job.click('Open the ticket')).join('\n');
    expect(heard).toContain('Done – your ticket has the number');
    expect(heard).toContain("I couldn't add the file screen.png");
    expect(await files()).toEqual([]);
  });

  test('alone, when nothing was asked, offers a ticket with it', async () => {
    const heard = await say('', server.message());
    expect(heard).toContain('Shall I open a ticket with it');
    expect(await say('yes')).toContain('What is it about?');
    await say('The handle of my mug came off');
    expect(await say('customer@example.com')).toContain('File: screen.png');
  });
});

test('a ticket that is open only after the user has gone on still gets its file', async () => {
  await say('Open a ticket', server.message());
  await say('The handle of my mug came off');
  await say('customer@example.com');
  await sandbox().fault({ vendor: 'zendesk', mode: 'latency', latencyMs: 300, path: 'tickets' });
  await job.begin('yes');
  await job.after(3_000, 3_000);
  expect(await say('cancel')).toContain('already been sent');
  await new Promise((resolve) => setTimeout(resolve, 1_500));
  const heard = (await job.after(12_000, 2_000)).join('\n');
  expect(heard).toContain('About the ticket you wanted: it is open');
  await new Promise((resolve) => setTimeout(resolve, 2_000));
  await job.after(12_000, 2_000);
  expect(await files()).toEqual([expect.objectContaining({ file_name: 'screen.png' })]);
});

test('"no" describes nothing', async () => {
  await say('Open a ticket');
  expect(await say('no')).toContain('I need a few words');
});
