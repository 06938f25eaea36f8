import { JobChat, sandboxForTests } from '../../helpers/jobChat';

const ASKED = 'What is the ticket number?';

const sandbox = sandboxForTests();
let job: JobChat;
beforeEach(async () => void (job = await JobChat.start(sandbox(), 'customer')));
afterEach(() => job.close());

const say = async (text: string) => (await job.say(text)).join('\n');
const german = async (text: string) => (await job.say(text, { locale: 'de-DE' })).join('\n');

describe('the ticket that was just shown', () => {
  beforeEach(() => say('status of ticket 5001, my mail is customer@example.com'));

  test.each([
    ['whats the status of my ticket', 'Ticket 5001: Zip'],
    ['any news on my ticket?', 'Ticket 5001: Zip'],
    ['5001', 'Ticket 5001: Zip'],
    ['add a comment: the zip is torn now', '“the zip is torn now”'],
    ['Please add: the zip is torn now', '“the zip is torn now”'],
  ])('is meant by “%s”', async (sentence, expected) => {
    expect(await say(sentence)).toContain(expected);
  });

  test.each(['Check a ticket', 'check another ticket', 'what is the status of a different ticket'])(
    'is not meant by “%s”',
    async (sentence) => expect(await say(sentence)).toContain(ASKED),
  );

  test.each([
    ['1001', 'Order 1001'],
    ['to add: nothing', ''],
    ['comment', ''],
  ])('is not changed by “%s”', async (sentence, expected) => {
    const heard = await say(sentence);
    expect(heard).toContain(expected);
    expect(heard).not.toContain('Shall I add');
  });
});

test('the ticket that was just opened is meant, too', async () => {
  await say('open a ticket: the handle of my mug came off, customer@example.com');
  await say('yes');
  await say('no');
  expect(await say('whats the status of my ticket')).toContain('Ticket 5002');
  expect(await say('5002')).toContain('Ticket 5002');
});

test('a ticket that was not found is not meant', async () => {
  await say('status of ticket 9999, my mail is customer@example.com');
  expect(await say('whats the status of my ticket')).toContain(ASKED);
});

test('a comment without any ticket spoken of changes nothing', async () => {
  expect(await say('add a comment: the zip is torn now')).not.toContain('Shall I add');
});

test('in German, too', async () => {
  await german('status von ticket 5001, customer@example.com');
  expect(await german('wie steht es um mein ticket')).toContain('Ticket 5001: Zip');
  expect(await german('Kommentar: der Reißverschluss ist gerissen')).toContain('„der Reißverschluss ist gerissen“');
});
