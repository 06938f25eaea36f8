import { eventually } from './helpers/botProcess';
import { Conversations } from './helpers/conversations';

interface TicketRecord {
  id: number;
  tags: string[];
}
interface CommentRecord {
  ticket_id: number;
  body: string;
  public: boolean;
}

const OWNER = 'customer@example.com';

const users = Conversations.forTests();

/** The ticket of the hand-over, and what happens on it. */
async function handedOver() {
  const tickets = await users.bot.records<TicketRecord>('zendesk', 'ticket');
  const id = tickets.findLast(({ tags }) => tags.includes('handoff'))?.id ?? 0;
  const happen = (event: string, details = {}) =>
    users.bot.happen({ vendor: 'zendesk', event, id: String(id), ...details });
  const received = async (text: string) => {
    const comments = await users.bot.records<CommentRecord>('zendesk', 'comment');
    return comments.filter(({ ticket_id, body }) => ticket_id === id && body === text).length;
  };
  return {
    writes: (text: string, times = 1) => happen('ticket.commented', { text, times }),
    solves: () => happen('ticket.solved'),
    gets: (text: string) =>
      eventually(async () => ((await received(text)) > 0 ? true : undefined), `"${text}" is there`),
    received,
  };
}

test('a person answers in the chat, the user on the ticket, until it is solved and the bot is back', async () => {
  const chat = await users.chat();
  await chat.ask('agent', 'Which e-mail address can they answer to?');
  await chat.ask(OWNER, 'Our team has it as ticket', 'What you write here now goes straight to them');
  const agent = await handedOver();
  await chat.ask('my parcel is wet', "I'm passing that on to our team");
  await agent.gets('my parcel is wet');
  await agent.writes('Hello, I am <b>looking</b> into it', 2);
  await chat.sees('Jordan from our team has joined', 'Jordan: Hello, I am <b>looking</b> into it');
  await chat.say('thank you, it is order 1001');
  await agent.gets('thank you, it is order 1001');
  await chat.reload();
  await agent.writes('A new one is on its way');
  await chat.sees('Jordan: A new one is on its way');
  await agent.solves();
  await chat.sees("as solved, so I'm with you again", "It isn't solved yet");
  await chat.ask(`where is order 1001? my e-mail is ${OWNER}`, 'Order 1001');
  expect(await chat.count('Jordan: Hello')).toBe(1);
  expect(await chat.count('from our team has joined')).toBe(1);
  expect(await agent.received('thank you, it is order 1001')).toBe(1);
});

test('the button brings the bot back, in two tabs and clicked twice', async () => {
  const chat = await users.chat();
  await chat.ask('agent', 'Which e-mail address can they answer to?');
  await chat.ask(OWNER, 'What you write here now goes straight to them');
  const other = await chat.duplicate();
  await Promise.all([chat.button('Back to the bot').dblclick(), other.button('Back to the bot').dblclick()]);
  await chat.sees("I'm here. Our team still has what you told them");
  await chat.ask(`where is order 1001? my e-mail is ${OWNER}`, 'Order 1001');
  const agent = await handedOver();
  await agent.writes('Still there?');
  await chat.sees('Jordan from our team has written about ticket', 'Jordan: Still there?');
  await chat.press('Answer our team', 'what you write now goes to ticket');
  await chat.say('yes, here I am');
  await agent.gets('yes, here I am');
});
