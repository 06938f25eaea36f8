import { asksWhen, isStop, readAlertQuery } from '../../../dialogs/products/alertQuery';
import { JobChat, sandboxForTests } from '../../helpers/jobChat';
import { jobContract } from '../../helpers/jobContract';

const MINUTE = 60_000;

describe('being told when something is back', () => {
  jobContract({
    as: 'customer',
    open: 'Tell me when something is back',
    questions: [['What are you waiting for?', 'the red mug']],
    atOnce: 'tell me when the red mug is back in stock',
    done: "I'll tell you here in this chat",
    system: { vendor: 'shopify' },
  });
});

describe('what is special', () => {
  const sandbox = sandboxForTests();
  let job: JobChat;
  beforeEach(async () => void (job = await JobChat.start(sandbox(), 'customer')));
  afterEach(() => job.close());
  const say = async (text: string) => (await job.say(text)).join('\n');
  const stock = async (sku: string, quantity: number) => {
    const { status } = await sandbox().control('POST', 'stock', { vendor: 'shopify', sku, quantity });
    expect(status).toBe(200);
  };
  const rows = () => job.chat.database.query('SELECT * FROM subscriptions');

  test('tells it once when it is back, and forgets it', async () => {
    await say('tell me when the red mug is back');
    expect(await job.after(11 * MINUTE, MINUTE)).toEqual([]);
    await stock('MUG-RED', 3);
    const heard = await job.after(10 * MINUTE, MINUTE);
    expect(heard).toEqual([expect.stringMatching(/\*\*Red Mug\*\* is back in stock!.*red-mug/s)]);
    expect(await rows()).toEqual([]);
    expect(await job.after(20 * MINUTE, MINUTE)).toEqual([]);
  });

  test('an address in the same sentence is not looked for', async () => {
    expect(await say('tell me when the red mug is back, customer@example.com')).toContain("I'll tell you here");
    expect(await say('do you sell blue t-shirts? customer@example.com')).toContain('Blue T-Shirt');
  });

  test('what it told can be said again: it stands in the record of the conversation', async () => {
    await say('tell me when the red mug is back');
    await stock('MUG-RED', 3);
    await job.after(10 * MINUTE, MINUTE);
    expect(await say('say that again please')).toContain('Red Mug');
  });

  test('a process that dies tells it all the same', async () => {
    await say('tell me when the red mug is back');
    job.chat.kill();
    await job.chat.boot();
    await stock('MUG-RED', 3);
    expect((await job.after(10 * MINUTE, MINUTE)).join()).toContain('is back in stock');
  });

  test('asks the shop once for a product, however many wait for it', async () => {
    await say('tell me when the red mug is back');
    await job.say('tell me when the red mug is back', { from: { id: 'user-2', name: '' } });
    const before = (await sandbox().requests('shopify')).length;
    await job.after(10 * MINUTE, MINUTE);
    expect(await sandbox().requests('shopify')).toHaveLength(before + 1);
    await stock('MUG-RED', 3);
    expect(await job.after(10 * MINUTE, MINUTE)).toHaveLength(2);
  });

  test('once more for the same product changes nothing', async () => {
    await say('tell me when the red mug is back');
    expect(await say('tell me when the red mug is back')).toContain("I'll tell you here");
    expect(await rows()).toHaveLength(1);
  });

  test('what is in stock need not be waited for', async () => {
    expect(await say('tell me when the grey backpack is back in stock')).toMatch(/in stock right now.*Grey Backpack/s);
    expect(await rows()).toEqual([]);
  });

  test('of a product of which some sizes are sold out, the size is asked', async () => {
    expect(await say('tell me when the blue t-shirt is back')).toMatch(
      /Which one of Blue T-Shirt.*\[M\] \[L\] \[Any of them\]/s,
    );
    expect(await say('L')).toContain('As soon as **Blue T-Shirt (L)** is back');
    await stock('TSHIRT-BLUE-M', 99);
    expect(await job.after(10 * MINUTE, MINUTE)).toEqual([]);
    await stock('TSHIRT-BLUE-L', 1);
    expect((await job.after(10 * MINUTE, MINUTE)).join()).toContain('Blue T-Shirt (L)');
  });

  test('a size that was said up front is not asked', async () => {
    const heard = await say('tell me when the blue t-shirt in size L is back in stock');
    expect(heard).toContain('As soon as **Blue T-Shirt (L)** is back');
  });

  test('a size that is there need not be waited for', async () => {
    await say('tell me when the blue t-shirt is back');
    expect(await say('M')).toContain('Blue T-Shirt (M)** is in stock right now');
  });

  test('the button of the product search does it', async () => {
    const heard = await say('is the red mug in stock?');
    expect(heard).toContain('Sold out');
    expect((await job.click('Tell me when Red Mug is back')).join()).toContain('As soon as **Red Mug** is back');
  });

  test('"it" is the product that was shown last, alone', async () => {
    await say('is the red mug in stock?');
    expect(await say('tell me when it is back')).toContain('As soon as **Red Mug** is back');
    expect(await say('Tell me when something is back')).toContain('What are you waiting for?');
    await say('cancel');
    await say('Find a product');
    expect(await say('flying carpet')).toContain('flying carpet');
    expect(await say('tell me when it is back')).toContain('What are you waiting for?');
  });

  test.each([
    ['tell me when its back', 'en-US', 'As soon as **Red Mug** is back'],
    ["let me know when they're in stock again pls", 'en-US', 'As soon as **Red Mug** is back'],
    ['sag mir Bescheid, wenn er wieder da ist', 'de-DE', 'Sobald **Red Mug** wieder da ist'],
  ])('“%s” means it, too', async (text, locale, answer) => {
    await say('is the red mug in stock?');
    expect((await job.say(text, { locale })).join()).toContain(answer);
  });

  test.each([
    ['when will it be back in stock?', 'en-US', "I don't know when **Red Mug**"],
    ['when is the red mug available again?', 'en-US', "I don't know when **Red Mug**"],
    ['when will the red mug be in stock again?', 'en-US', "I don't know when **Red Mug**"],
    ['Wann ist er wieder lieferbar?', 'de-DE', 'Wann **Red Mug** wieder da ist, weiß ich nicht'],
    ['wann wird red mug wieder lieferbar sein?', 'de-DE', 'Wann **Red Mug** wieder da ist, weiß ich nicht'],
  ])('“%s” asks, and is asked whether to be told', async (text, locale, answer) => {
    await say('is the red mug in stock?');
    expect((await job.say(text, { locale })).join()).toContain(answer);
    expect(await rows()).toEqual([]);
    expect((await job.say(locale === 'de-DE' ? 'ja' : 'yes', { locale })).join()).toMatch(/As soon as|Sobald/);
    expect(await rows()).toHaveLength(1);
  });

  test('of a size, the yes is for the size', async () => {
    await say('when will the blue t-shirt in size L be back in stock?');
    expect(await say('yes please')).toContain('As soon as **Blue T-Shirt (L)** is back');
  });

  test('a no leaves it', async () => {
    await say('when will the red mug be back in stock?');
    await say('no thanks');
    expect(await rows()).toEqual([]);
  });

  test('what the shop does not know is not waited for', async () => {
    await say('Tell me when something is back');
    expect(await say('the flying carpet')).toContain('nothing for “flying carpet”');
  });

  test('stop ends it, and says what it was', async () => {
    await say('tell me when the red mug is back');
    await job.chat.clock.advance(1_000);
    await say('tell me when the blue t-shirt is back');
    await say('L');
    expect(await say('stop')).toBe("All right, I won't tell you about Red Mug and Blue T-Shirt (L) any more.");
    await stock('MUG-RED', 3);
    expect(await job.after(10 * MINUTE, MINUTE)).toEqual([]);
    expect(await say('stop')).toContain('nothing going on that I could stop');
  });

  test('in the middle of a job, stop ends the job only', async () => {
    await say('tell me when the red mug is back');
    await say('Track an order');
    expect(await say('stop')).toContain("I've stopped that");
    expect(await rows()).toHaveLength(1);
  });

  test.each(['stop the stock alert', 'cancel my back in stock notification'])('%s', async (text) => {
    await say('tell me when the red mug is back');
    expect(await say(text)).toContain("won't tell you about Red Mug");
    expect(await rows()).toEqual([]);
  });

  test.each([
    [403, 0],
    [404, 0],
    [500, 1],
    [429, 1],
  ])('a channel that refuses with %s leaves %s to be told', async (status, left) => {
    await say('tell me when the red mug is back');
    await stock('MUG-RED', 3);
    job.chat.channel.refuseWith = status;
    await job.after(10 * MINUTE, MINUTE);
    expect(await rows()).toHaveLength(left);
    job.chat.channel.refuseWith = undefined;
    expect(await job.after(10 * MINUTE, MINUTE)).toHaveLength(left);
  });

  test('a shop that does not answer is asked again the next time', async () => {
    await say('tell me when the red mug is back');
    await stock('MUG-RED', 3);
    await sandbox().fault({ vendor: 'shopify', mode: 'status', status: 500 });
    expect(await job.after(10 * MINUTE, MINUTE)).toEqual([]);
    await sandbox().control('DELETE', 'faults');
    expect(await job.after(10 * MINUTE, MINUTE)).toHaveLength(1);
  });

  test('what is stored says nothing of the user in clear', async () => {
    await say('tell me when the red mug is back');
    expect(JSON.stringify(await rows())).not.toMatch(/red mug|127\.0\.0\.1/i);
  });
});

test.each([
  ['when will it be back?', true],
  ['any idea when the mug is back', true],
  ['when the red mug is back, tell me', false],
  ['tell me when it is back', false],
  ['can you notify me when it is back', false],
  ['when it is back let me know', false],
])('“%s” asks when: %s', (text, is) => expect(asksWhen(text, 'en')).toBe(is));

describe('the product that is waited for', () => {
  test.each([
    ['tell me when the red mug is back', 'red mug'],
    ['Tell me when Red Mug is back', 'Red Mug'],
    ['let me know as soon as you have the grey backpack again', 'grey backpack'],
    ['the blue t-shirt is sold out, notify me', 'blue t-shirt'],
    ['when will the desk lamp be back in stock?', 'desk lamp'],
    ['put me on the waiting list for black jeans', 'black jeans'],
  ])('%s', (text, query) => expect(readAlertQuery(text, 'en')?.toLowerCase()).toBe(query.toLowerCase()));

  test.each(['Tell me when something is back', "tell me when it's back", 'Wait for something else', 'stock alert'])(
    'is not said by "%s"',
    (text) => expect(readAlertQuery(text, 'en')).toBeUndefined(),
  );

  test.each([
    ['stop the alert', true],
    ["don't tell me about the mug", true],
    ['tell me when the bus stop sign is back', false],
  ])('"%s" stops it: %s', (text, stops) => expect(isStop(text, 'en')).toBe(stops));
});
