import { Conversations } from './helpers/conversations';

interface LeaveRecord {
  status: string;
  days: { date: string }[];
}

const users = Conversations.forTests();
const leave = () => users.bot.records<LeaveRecord>('workday', 'leaveRequest');
const cases = () => users.bot.records<{ short_description: string }>('servicenow', 'hrCase');
const tickets = () => users.bot.records('zendesk', 'ticket');

/** A Monday some weeks from now: no test is about today. */
function mondayIn(weeks: number): string {
  const day = new Date();
  day.setUTCDate(day.getUTCDate() + weeks * 7 + ((8 - day.getUTCDay()) % 7));
  return day.toISOString().slice(0, 10);
}

test('leave: how much is left, asking for some, how it stands, withdrawing it', async () => {
  const chat = await users.chat('employee');
  await chat.ask('how many vacation days do I have left?', '12.5 vacation days and 5 sick days');
  await chat.press('Ask for leave', 'What kind of leave');
  await chat.ask('vacation', 'Which days');
  await chat.ask(mondayIn(5), 'Your leave request', '1 working day', '11.5 vacation days left');
  await chat.press('Change days', 'Which days');
  await chat.ask(mondayIn(6), 'Your leave request');
  await chat.reload();
  await chat.pressTwice('Send the request', "I've asked for it", 'Your manager decides');
  await chat.ask('thanks', /welcome|glad|any time/i);
  expect(await leave()).toMatchObject([{ status: 'In Progress', days: [{ date: mondayIn(6) }] }]);

  await chat.ask('my leave requests', "waiting for your manager's decision", 'Withdraw');
  await chat.ask('withdraw my leave request', 'Withdraw this request?');
  await chat.pressTwice('Withdraw it', 'is withdrawn');
  await chat.ask('how many vacation days do I have left?', '12.5 vacation days');
  expect(await leave()).toMatchObject([{ status: 'Canceled' }]);
});

test('leave as people say it goes straight to the card; two tabs ask for it once', async () => {
  const chat = await users.chat('employee');
  await chat.ask("I'd like next Mon–Wed off", 'Your leave request', 'Vacation', 'Monday', 'Wednesday');
  const other = await chat.duplicate();
  await Promise.all([chat.button('Send the request').dblclick(), other.button('Send the request').dblclick()]);
  await chat.sees("I've asked for it");
  await chat.ask('my leave requests', 'waiting for');
  expect(await leave()).toHaveLength(1);
});

test('benefits and the next pay day', async () => {
  const chat = await users.chat('employee');
  await chat.ask('what are my benefits?', 'Medical plan', 'Retirement savings');
  await chat.ask('when do I get paid?', 'Your next pay day is');
});

test('a confidential matter goes to HR, once, and not to the customer helpdesk', async () => {
  const [before, ticketsBefore] = [(await cases()).length, (await tickets()).length];
  const chat = await users.chat('employee');
  await chat.ask(
    'I need help from HR, I am being bullied by a colleague and do not know what to do',
    'confidential',
    'hr@example.com',
    'Your case for HR',
  );
  await chat.pressTwice('Send it to HR', 'HRC', 'nobody else');
  await chat.ask('thanks', /welcome|glad|any time/i);
  expect(await cases()).toHaveLength(before + 1);
  expect(await tickets()).toHaveLength(ticketsBefore);
});

test('a customer is told politely that it is not for them', async () => {
  const chat = await users.chat('customer');
  await chat.ask('how many vacation days do I have left?', 'That is for our employees');
});
