import { Conversations } from './helpers/conversations';

interface TicketRecord {
  id: number;
  subject: string;
  priority: string;
  status: string;
  tags: string[];
}
interface CommentRecord {
  ticket_id: number;
  body: string;
  attachments: { file_name: string }[];
}

const OWNER = 'customer@example.com';

const users = Conversations.forTests();
const tickets = () => users.bot.records<TicketRecord>('zendesk', 'ticket');
const comments = () => users.bot.records<CommentRecord>('zendesk', 'comment');
const status = async () => (await tickets()).find(({ id }) => id === 5001)?.status;

test('a ticket, question by question, with a file from the paper clip', async () => {
  const before = (await tickets()).length;
  const chat = await users.chat();
  await chat.press('Open a ticket', 'What is it about?');
  await chat.ask('The handle of my mug came off', 'Which e-mail address');
  await chat.ask(OWNER, 'Would a picture');
  await chat.attach('mug.png', 'Your ticket', 'mug.png');
  await chat.press('Change topic', 'Which of these fits best?');
  await chat.press('A product', 'Your ticket', 'A product');
  await chat.ask('no, make it low priority', 'Your ticket', 'Low');
  await chat.pressTwice('Open the ticket', 'your ticket has the number', 'mug.png is with the ticket');
  await chat.ask('4', 'good to hear');
  const opened = (await tickets()).slice(before);
  expect(opened).toMatchObject([{ priority: 'low', tags: ['chatbot', 'product'] }]);
  const files = (await comments()).filter(({ ticket_id }) => ticket_id === opened[0]?.id);
  expect(files.flatMap(({ attachments }) => attachments.map(({ file_name }) => file_name))).toEqual(['mug.png']);
});

test('everything said at once leads to the card with help pages; two tabs open one ticket', async () => {
  const before = (await tickets()).length;
  const chat = await users.chat();
  await chat.ask(`open an urgent ticket, my screen is black, my mail is ${OWNER}`, 'Urgent', 'Screen stays black');
  await chat.reload();
  const other = await chat.duplicate();
  await Promise.all([chat.button('Open the ticket').dblclick(), other.button('Open the ticket').dblclick()]);
  await chat.sees('your ticket has the number');
  await other.sees('your ticket has the number');
  await chat.ask('3', 'Thank you');
  expect((await tickets()).slice(before)).toMatchObject([{ subject: 'My screen is black', priority: 'urgent' }]);
  expect(await chat.count('your ticket has the number')).toBe(1);
});

test('a help page that solves it opens none', async () => {
  const before = (await tickets()).length;
  const chat = await users.chat();
  await chat.ask(`open an urgent ticket, my screen is black, my mail is ${OWNER}`, 'Screen stays black');
  await chat.press('This solved it', "haven't opened one");
  expect(await tickets()).toHaveLength(before);
});

test('my tickets after a code; a comment, solved, open again', async () => {
  const chat = await users.chat();
  await chat.press('Check a ticket', 'What is the ticket number?');
  await chat.press('My tickets', 'e-mail address');
  await chat.ask(OWNER, 'What is the code?');
  await chat.ask(await users.codeFor(OWNER, chat), 'Ticket 5001', 'Our team is working on it', 'Jordan wrote');
  const before = (await comments()).length;
  await chat.press('Add a comment', 'What shall I add');
  await chat.ask('The zip is torn now', "I've added it to ticket 5001");
  expect((await comments()).slice(before)).toMatchObject([{ ticket_id: 5001, body: 'The zip is torn now' }]);
  await chat.ask('mark ticket 5001 as solved', 'Shall I mark ticket 5001 as solved?');
  await chat.pressTwice('Yes, please', 'is marked as solved', 'Open it again');
  expect(await status()).toBe('solved');
  await chat.press('Open it again', 'Shall I open ticket 5001 again?');
  await chat.press('Yes, please', 'is open again');
  expect(await status()).toBe('open');
});

test('a ticket by its number and address', async () => {
  const chat = await users.chat();
  await chat.ask('how is ticket 5001 going?', 'which e-mail address');
  await chat.ask(OWNER, 'Zip of my backpack is stuck', 'Jordan wrote');
});
