import { PIXEL } from './helpers/chatPage';
import { Conversations } from './helpers/conversations';

const OWNER = 'customer@example.com';

const users = Conversations.forTests();
const leads = () => users.bot.records<{ LastName: string; Description: string }>('salesforce', 'lead');
const phone = async () =>
  (await users.bot.records<{ FirstName: string; Phone: string }>('salesforce', 'contact')).find(
    ({ FirstName }) => FirstName === 'Sarah',
  )?.Phone;

test('a product on a card with its picture, and "tell me when it is back"', async () => {
  const chat = await users.chat();
  await chat.page.route('https://cdn.shopify.com/**', (route) =>
    route.fulfill({ contentType: 'image/png', body: PIXEL }),
  );
  await chat.press('Find a product', 'What are you looking for?');
  await chat.ask('red mug', 'Red Mug', '$12.50', 'Sold out');
  await chat.page.locator('#chat').getByRole('img', { name: 'Red Mug' }).waitFor();
  await chat.pressTwice('Tell me when Red Mug is back', "I'll tell you here in this chat");
  await chat.ask('stop', "won't tell you about Red Mug");
});

test('an offer: found in one sentence, consent asked for, one lead', async () => {
  const before = (await leads()).length;
  const chat = await users.chat();
  await chat.ask(
    "I'd like a quote for 50 t-shirts, my name is Dana Reyes, dana.reyes@example.com",
    'Which company is it for?',
  );
  await chat.ask('Reyes Logistics', 'phone number');
  await chat.ask('(202) 555-0188', 'a good time to call');
  await chat.reload();
  await chat.ask('Tuesday morning', 'Do you agree?');
  await chat.press('Yes, I agree', 'Your request to our sales team', '50 t-shirts', '+12025550188');
  await chat.press('Change company', 'Which company is it for?');
  await chat.ask('Reyes Freight', 'Your request to our sales team', 'Reyes Freight');
  await chat.pressTwice('Send my request', 'Thank you, Dana');
  await chat.ask('5', 'good to hear');
  expect((await leads()).slice(before)).toMatchObject([{ LastName: 'Reyes', Company: 'Reyes Freight' }]);
});

test('a new phone number, after a code', async () => {
  const chat = await users.chat();
  await chat.ask('change my phone number to +1 202 555 0111', 'e-mail address');
  await chat.ask(OWNER, 'What is the code?');
  const code = await users.codeFor(OWNER, chat);
  await chat.ask(code === '000000' ? '111111' : '000000', 'not the code');
  await chat.ask(code, 'Sarah', 'Your contact details', '+12025550111');
  await chat.pressTwice('Save the change', 'From now on we have +12025550111');
  expect(await phone()).toBe('+12025550111');
  await chat.ask('hello', 'Hello Sarah!');
});
