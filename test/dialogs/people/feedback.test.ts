import { JobChat, sandboxForTests } from '../../helpers/jobChat';

interface TicketRecord {
  id: number;
  tags: string[];
  description: string;
}
interface CommentRecord {
  ticket_id: number;
  body: string;
}

const TICKET = 'open a ticket: the handle of my mug came off, my mail is customer@example.com';
const ASKED = 'How was that?';

const sandbox = sandboxForTests();
let job: JobChat;
const say = async (text: string) => (await job.say(text)).join('\n');
const done = async () => {
  await say(TICKET);
  return say('yes');
};
const lowRatings = async () =>
  (await sandbox().records<TicketRecord>('zendesk', 'ticket')).filter(({ tags }) => tags.includes('feedback'));

beforeEach(async () => void (job = await JobChat.start(sandbox(), 'customer')));
afterEach(() => job.close());

test('is asked after a job that changed something, with five buttons', async () => {
  const heard = await done();
  expect(heard).toContain(ASKED);
  expect(heard).toContain('[1 – Bad] [2 – Not good] [3 – All right] [4 – Good] [5 – Great]');
  expect(heard).not.toContain('anything else');
});

test('is not asked after a look-up', async () => {
  expect(await say('where is order 1001? customer@example.com')).not.toContain(ASKED);
});

test.each(['5', '5 – Great', 'great!', 'five stars'])('takes “%s”, and a comment', async (rating) => {
  await done();
  expect(await say(rating)).toContain("that's good to hear");
  const heard = await say('that was quick');
  expect(heard).toContain('Thank you, that helps us');
  expect(heard).toContain('[Check ticket 5002]');
  expect(await lowRatings()).toEqual([]);
});

test('a low rating reaches a person, with what was done and what was said', async () => {
  await done();
  expect(await say('2')).toContain('What went wrong?');
  expect(await say('it took ages')).toContain("I've passed that on");
  const [ticket] = await lowRatings();
  expect(ticket?.description).toBe('Rated 2 of 5: Opened ticket 5002');
  const comments = await sandbox().records<CommentRecord>('zendesk', 'comment');
  expect(comments.filter(({ ticket_id }) => ticket_id === ticket?.id).map(({ body }) => body)).toContain(
    'it took ages',
  );
  expect(await job.chat.bot.handoffs.listOpen()).toEqual([
    expect.objectContaining({ reason: 'feedback', message: 'Rated 2 of 5: Opened ticket 5002. “it took ages”' }),
  ]);
});

test('is not asked again within a day', async () => {
  await done();
  await say('4');
  await say('no');
  expect(await done()).toContain('anything else');
});

test.each([
  ['where is order 1001? customer@example.com', 'Order 1001'],
  ['menu', 'What can I do for you?'],
  ['agent', "I've told our team"],
  ['thanks', /welcome|help|time/],
  ['no', 'No problem'],
])('“%s” in its place is simply served', async (text, answer) => {
  await done();
  const heard = await say(text);
  expect(heard).toEqual(typeof answer === 'string' ? expect.stringContaining(answer) : expect.stringMatching(answer));
  expect(heard).not.toContain(ASKED);
});

test('a question in place of a comment is served as well', async () => {
  await done();
  await say('3');
  expect(await say('what is your return policy?')).toContain('Our return policy');
});

test('after a long silence nobody is asked whether to go on with it', async () => {
  await done();
  await job.chat.clock.advance(2 * 60 * 60_000);
  expect(await say('hello')).not.toContain('in the middle of something');
});
