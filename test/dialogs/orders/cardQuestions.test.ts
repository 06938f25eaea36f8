import { JobChat, sandboxForTests } from '../../helpers/jobChat';

const OWNER = 'customer@example.com';
const STOPPED = "I've stopped that";

const sandbox = sandboxForTests();
let job: JobChat;
beforeEach(async () => void (job = await JobChat.start(sandbox(), 'customer')));
afterEach(() => job.close());

const say = async (text: string) => (await job.say(text)).join('\n');
const german = async (text: string) => (await job.say(text, { locale: 'de-DE' })).join('\n');
const cancelled = async () =>
  (await sandbox().records<{ name: string; cancelledAt: string | null }>('shopify', 'order')).find(({ name }) =>
    name.includes('1002'),
  )?.cancelledAt;

describe('the card of a return', () => {
  const CARD = 'What: Black Jeans (32). Why: Too small. From order 1004.';

  beforeEach(async () => {
    for (const sentence of [`return order 1004, ${OWNER}`, 'jeans']) await say(sentence);
    expect(await say('too small')).toContain(CARD);
  });

  test.each([
    'where is order 1005',
    'sorry, where is order 1005',
    'wait, when will order 1005 arrive',
    'what is the status of order 1005?',
    "what's the status of order 1005",
    'track order 1005',
    'status of order 1005',
  ])('is unchanged after “%s” was answered', async (question) => {
    const heard = await say(question);
    expect(heard).toContain('(card) Order 1005');
    expect(heard).toContain(CARD);
  });

  test.each([
    ['no, they are too large', 'Why: Too large. From order 1004.'],
    ['how about too large', 'Why: Too large. From order 1004.'],
    ['why: too large', 'Why: Too large. From order 1004.'],
    ['sorry, I meant order 1005', 'From order 1005.'],
  ])('is changed by “%s”', async (change, expected) => {
    expect(await say(change)).toContain(expected);
  });

  test.each(['change what', 'how do I change what goes back'])('asks again after “%s”', async (change) => {
    expect(await say(change)).toContain('What would you like to send back');
  });

  test('asks what to change after a no, and goes when it is to be left', async () => {
    expect(await say('no')).toContain('What would you like to change?');
    expect(await say('no, leave it')).toContain(STOPPED);
  });
});

test('a question in German leaves the card as it is, too', async () => {
  for (const sentence of [`ich will bestellung 1004 zurückschicken, ${OWNER}`, 'jeans']) await german(sentence);
  const card = await german('zu klein');
  for (const question of ['wo ist bestellung 1005', 'und wann kommt bestellung 1005', 'status von bestellung 1005']) {
    const heard = await german(question);
    expect(heard).toContain('(card) Bestellung 1005');
    expect(heard).toContain(card);
  }
  expect(await german('nein, zu groß')).toContain('Grund: Zu groß. Aus Bestellung 1004.');
});

describe('the card of a cancellation', () => {
  beforeEach(() => say(`cancel order 1002, ${OWNER}`));

  test.each([
    'no',
    'no leave it',
    'nope, keep the order',
    "no don't",
    "don't cancel it",
    'actually no',
    'no thanks',
    'thx bye',
    'I changed my mind',
  ])('is called off by “%s”', async (refusal) => {
    const heard = await say(refusal);
    expect(heard).toContain(STOPPED);
    expect(heard).toContain('[Track an order]');
    expect(await cancelled()).toBeFalsy();
  });

  test.each(['wait, how much do i get back', 'how much will I get back'])('answers “%s”', async (question) => {
    const heard = await say(question);
    expect(heard).toContain('$79.00 goes back to the way you paid');
    expect(heard).toMatch(/\*\*yes\*\*.*\[Cancel the order\]/s);
    expect(await cancelled()).toBeFalsy();
  });

  test.each(['yes', 'ok, do it', 'no problem, cancel the order', 'wait'])('is no refusal: %s', async (text) => {
    expect(await say(text)).not.toContain(STOPPED);
  });
});

test.each(['nein', 'nein lass mal', 'ne, doch nicht', 'lieber nicht', 'nein danke', 'bitte nicht stornieren'])(
  'a German “%s” calls the cancellation off',
  async (refusal) => {
    await german(`storniere bestellung 1002, ${OWNER}`);
    expect(await german(refusal)).toContain('das lassen wir');
    expect(await cancelled()).toBeFalsy();
  },
);
