import { Conversations } from './helpers/conversations';

const OWNER = 'customer@example.com';

const users = Conversations.forTests();
const returns = () => users.bot.records('shopify', 'return');
const tickets = () => users.bot.records<{ subject: string; tags: string[] }>('zendesk', 'ticket');
const cancelled = async () =>
  (await users.bot.records<{ name: string; cancelledAt: string | null }>('shopify', 'order'))
    .filter(({ cancelledAt }) => cancelledAt)
    .map(({ name }) => name);

test('a return: its card is changed by a button and in words, and sent once', async () => {
  const before = (await returns()).length;
  const chat = await users.chat();
  await chat.ask('I want to send something back', 'order number');
  await chat.ask('1004', 'which e-mail address');
  await chat.ask(OWNER, 'What would you like to send back');
  await chat.press('Black Jeans (32)', 'Why does it go back?');
  await chat.ask('too small', 'Your return', 'Black Jeans', 'Too small');
  await chat.press('Change what', 'What would you like to send back');
  await chat.press('All of it', 'Your return', 'Blue T-Shirt');
  await chat.ask('no, they are too large', 'Your return', 'Too large');
  await chat.pressTwice('Start the return', 'is started');
  await chat.ask('5', 'good to hear');
  expect(await returns()).toHaveLength(before + 1);
});

test('a return survives a reload in the middle', async () => {
  const before = (await returns()).length;
  const chat = await users.chat();
  await chat.ask(`I want to return order 1004, ${OWNER}`, 'What would you like to send back');
  await chat.press('Black Jeans (32)', 'Why does it go back?');
  await chat.reload();
  await chat.ask('too small', 'Your return');
  await chat.reload();
  await chat.press('Start the return', 'is started');
  expect(await returns()).toHaveLength(before + 1);
});

test('where the refund is', async () => {
  const chat = await users.chat();
  await chat.ask(`where is my refund for order 1006? ${OWNER}`, 'your refund is being prepared');
});

test('an order that has not left yet is cancelled, in two tabs at once, and only then', async () => {
  const chat = await users.chat();
  await chat.ask(`cancel order 1004, ${OWNER}`, 'has been delivered', 'Return something');
  await chat.ask('cancel order 1002', 'Cancel order 1002?');
  const other = await chat.duplicate();
  await Promise.all([chat.button('Cancel the order').dblclick(), other.button('Cancel the order').dblclick()]);
  await chat.sees('Order 1002 is cancelled', "I've asked for order 1002");
  await chat.ask('cancel order 1002', 'cancelled already');
  expect(await cancelled()).toEqual(['#1002']);
});

test('a parcel that is said to be delivered and is not: first what the carrier says, then a ticket', async () => {
  const before = (await tickets()).length;
  const chat = await users.chat();
  await chat.ask('order 1003 says delivered but it is not here, other@example.com', 'The carrier says', 'own words');
  await chat.ask('I asked all the neighbours', 'Message to our team', 'I asked all the neighbours');
  await chat.pressTwice('Send it', 'Our team has it as ticket');
  await chat.ask('thanks', /welcome|glad|any time/i);
  expect(await tickets()).toHaveLength(before + 1);
});

test('all my orders, after a code from the mail page', async () => {
  const chat = await users.chat();
  await chat.ask('my recent orders', 'e-mail address');
  await chat.ask(OWNER, 'What is the code?');
  await chat.ask(await users.codeFor(OWNER, chat), "that's you", 'newest first');
  await chat.press('Order 1005', 'Parcel 2 of 2');
});
