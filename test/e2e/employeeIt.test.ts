import { Conversations } from './helpers/conversations';

const users = Conversations.forTests();
const incidents = () => users.bot.records<{ short_description: string }>('servicenow', 'incident');
const orders = () => users.bot.records('servicenow', 'serviceRequest');

test('an IT problem: first aid, then a report, and how it stands', async () => {
  const before = (await incidents()).length;
  const chat = await users.chat('employee');
  await chat.ask("my VPN doesn't connect", "Let's try something quick", 'Did that help?');
  await chat.press('Still broken', 'How urgent is it?');
  await chat.press('Medium', 'Which device is it?');
  await chat.press('Skip', 'Report to IT', 'VPN');
  await chat.press('Change urgency', 'How urgent is it?');
  await chat.press('High', 'Report to IT', 'High');
  const heard = await chat.pressTwice('Send the report', 'is with IT as INC');
  await chat.ask('thanks', /welcome|glad|any time/i);
  expect(await incidents()).toHaveLength(before + 1);
  const number = /INC\d+/.exec(heard)?.[0] ?? '';
  await chat.ask(`what about ${number}?`, 'VPN', 'has arrived');
});

test('first aid that helped reports nothing', async () => {
  const before = (await incidents()).length;
  const chat = await users.chat('employee');
  await chat.ask("my VPN doesn't connect", 'Did that help?');
  await chat.press('That helped', /glad|good|great/i);
  expect(await incidents()).toHaveLength(before);
});

test('everything said at once leads to the card, which survives a reload', async () => {
  const before = (await incidents()).length;
  const chat = await users.chat('employee');
  await chat.ask("my laptop won't start, it's urgent, only me, LT-0042", 'Report to IT', 'LT-0042', 'Only me');
  await chat.reload();
  const other = await chat.duplicate();
  await Promise.all([chat.click('Send the report'), other.click('Send the report')]);
  await chat.sees('is with IT as INC');
  await chat.ask('my IT requests', 'INC');
  expect(await incidents()).toHaveLength(before + 1);
});

test('a laptop from the catalogue, and my requests', async () => {
  const before = (await orders()).length;
  const chat = await users.chat('employee');
  await chat.press('Order equipment', 'What would you like to order');
  await chat.press('Laptop', 'Which model?');
  await chat.ask('performance', 'How much memory?');
  await chat.press('32 GB', 'How much storage?');
  await chat.press('Skip', 'What do you need it for?');
  await chat.ask('Editing videos', 'Your order from IT', 'Performance', '32 GB');
  await chat.press('Change how much storage', 'How much storage?');
  await chat.press('1 TB', 'Your order from IT', '1 TB');
  await chat.pressTwice('Order it', 'your request is REQ');
  await chat.ask('thanks', /welcome|glad|any time/i);
  expect(await orders()).toHaveLength(before + 1);
  await chat.ask('my IT requests', 'REQ', 'Laptop', 'waits for approval');
});

test('an invoice and an expense report', async () => {
  const chat = await users.chat('employee');
  await chat.press('Status of an invoice', 'Which invoice is it?');
  await chat.ask('INV-2002', 'Adventure Works', 'being approved', '$3,899.00');
  await chat.ask('what is the status of my expense report EXP-3001', 'Trade fair in Chicago', '$482.75');
  await chat.ask('EXP-3002', "couldn't find");
});
