import { Conversations } from './helpers/conversations';

const OWNER = 'customer@example.com';
const CARD_NUMBER = '4111 1111 1111 1111';

const users = Conversations.forTests();
const tickets = async (tag: string) =>
  (await users.bot.records<{ tags: string[]; description: string }>('zendesk', 'ticket')).filter(({ tags }) =>
    tags.includes(tag),
  );

test('greetings, thanks, a bot or not, what is possible, what is not, goodbye', async () => {
  const chat = await users.chat();
  await chat.ask('hello', 'What can I do for you?');
  await chat.ask('are you a bot?', "I'm a bot");
  await chat.ask('what can you do?', 'These words work at any time', 'Track an order');
  await chat.ask('say that again please', 'These words work at any time');
  await chat.ask('book me a flight to Paris', 'Talk to a person');
  await chat.ask('thank you', /welcome|glad|any time/i);
  await chat.ask('goodbye', 'Goodbye');
});

test('what may mean two things is asked about, and the answer opens it', async () => {
  const chat = await users.chat();
  await chat.ask('my order', 'Did you mean one of these?', 'Neither');
  await chat.press('Neither', 'in other words');
  await chat.ask('my order', 'Did you mean one of these?');
  await chat.press('Track an order', 'What is the order number?');
});

test('a person is called from the middle of a job, once; the ticket says who and what for', async () => {
  const chat = await users.chat();
  await chat.ask('track an order', 'What is the order number?');
  await chat.ask('1001', 'which e-mail address');
  await chat.press('Talk to a person', "I've told our team", 'help@example.com');
  await chat.ask(OWNER, 'as ticket');
  await chat.ask('agent', 'ticket');
  await chat.ask('talk to a person', 'ticket');
  await chat.ask('back to the bot', "I'm here");
  expect(await tickets('handoff')).toHaveLength(1);
});

test('a low rating with its comment reaches a person, and nobody is asked again at once', async () => {
  const chat = await users.chat();
  await chat.ask(`open a ticket: the handle of my mug came off, my mail is ${OWNER}`, 'Your ticket');
  await chat.press('Open the ticket', 'your ticket has the number', 'How was that?');
  await chat.pressTwice('2 – Not good', 'What went wrong?');
  await chat.ask('it took ages', "I've passed that on");
  expect(await tickets('feedback')).toHaveLength(1);
  await chat.ask(`open a ticket: the lid of my mug is lost, my mail is ${OWNER}`, 'Your ticket');
  await chat.press('Open the ticket', 'your ticket has the number', 'anything else');
});

test('a question of policy is answered from the help centre', async () => {
  const chat = await users.chat();
  await chat.ask('what is your return policy?', 'within 30 days', 'Read the whole page', 'Did this help?');
  await chat.press('Yes, that helped', /glad|good|great/i);
});

test('a question in the middle of a job is answered, and the job goes on', async () => {
  const chat = await users.chat();
  await chat.ask('cancel an order', 'What is the order number?');
  await chat.ask('what is your return policy?', 'within 30 days', 'What is the order number?');
  await chat.ask('1002', 'which e-mail address');
  await chat.reload();
  await chat.ask(OWNER, 'Cancel order 1002?');
  await chat.ask('cancel', "I've stopped that");
});

test('a card number is made unreadable, here and after a reload', async () => {
  const chat = await users.chat();
  await chat.ask(`my card is ${CARD_NUMBER}, please charge it`, 'unreadable');
  await chat.reload();
  expect(await chat.transcript()).not.toContain('4111');
});

test('German: chosen on the page, by the browser, or in the chat', async () => {
  const chat = await users.chat();
  await chat.choose('Deutsch', 'Hallo', 'Guten Tag');
  await chat.ask(`wo ist meine Bestellung 1001? ${OWNER}`, 'Bestellung 1001', 'UPS');
  await chat.ask('can we speak English please?', 'English');
  await chat.ask('menu', 'Track an order');

  const german = await users.chat('customer', { locale: 'de-DE' });
  await german.ask('Hilfe', 'Bestellung');
});
