import { callsOff, takesLeave } from '../../../dialogs/form/leaving';
import { JobChat, sandboxForTests } from '../../helpers/jobChat';

const sandbox = sandboxForTests();
let job: JobChat;
beforeEach(async () => void (job = await JobChat.start(sandbox(), 'customer')));
afterEach(() => job.close());

const say = async (text: string, locale = 'en-US') => (await job.say(text, { locale })).join('\n');

test.each([
  ['en-US', 'thx bye'],
  ['en-US', 'no thanks'],
  ['en-US', "ok, that's all, thank you"],
  ['en-US', 'thanks, goodbye!'],
  ['de-DE', 'nein danke'],
  ['de-DE', 'danke, das wars'],
  ['de-DE', 'ok danke, tschüss'],
])('%s: “%s” takes leave', (locale, text) => expect(takesLeave(text, locale)).toBe(true));

test.each([
  ['en-US', 'no'],
  ['en-US', 'thanks'],
  ['en-US', 'ok'],
  ['en-US', '1001, thanks'],
  ['en-US', "that's all I know: 1001"],
  ['en-US', 'thanks but where is my order'],
  ['en-US', 'goodbye order, the parcel is lost'],
  ['de-DE', 'nein'],
  ['de-DE', 'danke'],
  ['de-DE', 'nein, die andere'],
  ['de-DE', 'das wars noch nicht'],
])('%s: “%s” does not', (locale, text) => {
  expect(takesLeave(text, locale)).toBe(false);
  expect(callsOff(text, locale)).toBe(false);
});

test.each([
  ['en-US', 'where is my order', 'thx bye', "I've stopped that"],
  ['en-US', 'where is my order', 'no, leave it', "I've stopped that"],
  ['en-US', 'open a ticket', "no thanks, that's all", "I've stopped that"],
  ['de-DE', 'wo ist meine bestellung', 'nein danke', 'das lassen wir'],
  ['de-DE', 'ich will etwas zurückschicken', 'danke, das wars', 'das lassen wir'],
])('%s: “%s” is stopped by “%s”', async (locale, job, text, expected) => {
  await say(job, locale);
  expect(await say(text, locale)).toContain(expected);
  expect(await say('1001', locale)).not.toContain('customer@example.com');
});

test('where a question needs no answer, “that’s all” skips it', async () => {
  await say('open a ticket');
  await say('The zip of my backpack is stuck');
  await say('customer@example.com');
  expect(await say("that's all")).toContain('(card) Your ticket');
});

test('a no that answers the question is its answer', async () => {
  await say('what is the status of ticket 5001? my mail is customer@example.com');
  await say('Mark as solved');
  expect(await say('no thanks')).toContain("I've left ticket 5001 as it is");
});
