import { JobChat, sandboxForTests } from '../../helpers/jobChat';

const sandbox = sandboxForTests();
let job: JobChat;
const say = async (text: string) => (await job.say(text)).join('\n');
afterEach(() => job.close());

describe('an employee reports a problem', () => {
  beforeEach(async () => void (job = await JobChat.start(sandbox(), 'employee')));
  const incidents = () => sandbox().records<Record<string, string>>('servicenow', 'incident');

  test('all that was said is on the report', async () => {
    await say("my laptop won't start, it's urgent, only me, LT-0042");
    await job.click('Send the report');
    const sent = (await incidents()).at(-1);
    expect(sent).toMatchObject({ short_description: "My laptop won't start", impact: '3', urgency: '1' });
    expect(sent?.['description']).toContain('LT-0042');
  });

  test('first aid that helps ends happily, and nothing is reported', async () => {
    const before = (await incidents()).length;
    expect(await say('I forgot my password')).toMatch(/1\. .*2\. .*Did that help\? \[That helped\] \[Still broken\]/s);
    expect(await say('yes, it works now!')).toMatch(/glad that did it.*anything else/s);
    expect(await incidents()).toHaveLength(before);
  });

  test('first aid that does not help goes on with what is known', async () => {
    await say('my email is not working, very urgent');
    expect(await say('Still broken')).toMatch(/IT should have a look.*\(card\) Report to IT\..*Only me\..*High/s);
  });

  test('what hits a team is not tried at one desk', async () => {
    await say('Report an IT problem');
    const heard = await say('nobody in the team can print, asap');
    expect(heard).not.toContain('Did that help?');
    await say('skip');
    expect(await say('change device')).toContain('Which device');
    expect(await say('P1000479')).toMatch(/Affected: My team\. Urgency: High\. Device: P1000479/);
  });

  test('no first aid where it could do harm', async () => {
    expect(await say('i spilled coffee on my laptop and the screen flickers')).not.toContain('Did that help?');
  });

  test('guesses can be put right in words, before and on the card', async () => {
    await say('my wifi is down');
    await say('still the same');
    expect(await say('it is my whole team actually')).toContain('How urgent');
    await say('medium');
    expect(await say('skip')).toContain('Affected: My team. Urgency: Medium.');
    expect(await say('make it urgent')).toContain('Urgency: High.');
    expect(await say('sorry, the device is LT-0099')).toContain('Device: LT-0099.');
    expect(await say('change the problem to wifi in room 4 is down')).toContain('Problem: Wifi in room 4 is down.');
  });

  test('a problem that is none is asked for once more', async () => {
    await say('Report an IT problem');
    expect(await say('i need it support')).toContain('few words about what is wrong');
  });

  test('how it stands is a click away', async () => {
    await say("my laptop won't start, it's urgent, only me, LT-0042");
    await job.click('Send the report');
    expect(await say('what about INC0010001?')).toMatch(/INC0010001.*laptop won't start.*waits for somebody/s);
  });
});

describe('an employee orders something', () => {
  beforeEach(async () => void (job = await JobChat.start(sandbox(), 'employee')));

  test('what the first sentence says is not asked again, and the price counts the pieces', async () => {
    await say('Order equipment');
    expect(await say('two 27 inch monitors')).toMatch(/\*\*Monitor\*\* for \$249\.00.*Does it replace/s);
    await say('no');
    const card = await say('yes');
    expect(card).toContain('Which size: 27".');
    expect(card).toContain('With a monitor arm: Yes. Quantity: 2. Price: 2 × $249.00 = $498.00');
    expect(card).toContain('Does it replace another one: No.');
  });

  test('a sentence with everything leads to the first thing that is missing', async () => {
    const heard = await say('i need a new laptop with 32 GB for work');
    expect(heard).toContain('Which model?');
    await say('standard');
    expect(await say('skip')).toContain('What do you need it for?');
    expect(await say('travelling')).toContain('How much memory: 32 GB. How much storage: –.');
  });

  test('each answer on the card can be changed by its name', async () => {
    await say('Order equipment');
    for (const answer of ['laptop', 'standard', '16', '1 TB', 'travelling']) await say(answer);
    expect(await say('change the memory')).toContain('How much memory?');
    expect(await say('32')).toContain('How much memory: 32 GB.');
    expect(await say('model: performance')).toContain('Which model: Performance 16".');
    expect(await say('three, please')).toContain('Quantity: 3.');
    expect(await say('change quantity')).toContain('How many do you need?');
    expect(await say('1')).toContain('Price: $1,499.00');
    expect(await say('change item')).toContain('What would you like to order');
    expect(await say('monitor')).toContain('Which size?');
  });

  test("the system's own values are ordered, for who is signed in", async () => {
    await say('Order equipment');
    for (const answer of ['laptop', 'performance', '32', 'skip', 'travelling']) await say(answer);
    const [heard] = await job.click('Order it');
    expect(heard).toMatch(/\*\*REQ\d+\*\*\. It needs approval first/);
    const order = (await sandbox().requests('servicenow')).find(({ path }) => path.includes('order_now'));
    const variables = { model: 'performance_16', memory: '32_gb', reason: 'travelling' };
    expect(order?.body).toMatchObject({ sysparm_quantity: '1', variables });
    expect(await say('My IT requests')).toContain('It waits for approval');
  });

  test('what is not in the catalogue is said, and a person or a report is the way on', async () => {
    expect(await say('order a macbook from it')).toMatch(/don't find that.*\[Laptop\] \[Monitor\] \[Nothing fits\]/s);
    expect(await say('none of these')).toMatch(/\[Talk to a person\] \[Report an IT problem\]/);
  });

  test('another question is answered in the middle, and the order goes on', async () => {
    await say('Order equipment');
    await say('laptop');
    expect(await say('where is INV-2001?')).toMatch(/Fourth Coffee.*Which model\?/s);
  });
});

describe('an employee asks how things stand', () => {
  beforeEach(async () => void (job = await JobChat.start(sandbox(), 'employee')));

  test('none is told politely, with what can be done', async () => {
    expect(await say('My IT requests')).toMatch(
      /nothing of yours with IT.*\[Report an IT problem\] \[Order equipment\]/s,
    );
  });

  test('several are listed, each with a button', async () => {
    await say("my laptop won't start, it's urgent, only me, LT-0042");
    await job.click('Send the report');
    await say('Order equipment');
    for (const answer of ['monitor', '24', 'no', 'no']) await say(answer);
    await job.click('Order it');
    const heard = await say('My IT requests');
    expect(heard).toMatch(/Monitor: IT is working on it/);
    expect(heard).toMatch(/My laptop won't start: it has arrived/);
    expect(heard).toMatch(/\[REQ\d+\]/);
    expect(await say('INC0010001')).toContain('It has arrived');
  });

  test("somebody else's number is as unknown as one that does not exist; then a person helps", async () => {
    expect(await say('INC0005001')).toContain("couldn't find **INC0005001** among your requests");
    expect(await say('REQ9999999')).toMatch(/can't find \*\*REQ9999999\*\* either.*\[Talk to a person\]/s);
  });
});

describe('a customer', () => {
  beforeEach(async () => void (job = await JobChat.start(sandbox(), 'customer')));

  test('does not see what is for employees', async () => {
    const menu = await say('menu');
    for (const title of ['Report an IT problem', 'Order equipment', 'My IT requests'])
      expect(menu).not.toContain(title);
  });

  test('is told politely that ordering is for employees', async () => {
    const heard = await say('order a new laptop from the it catalog');
    expect(heard).toMatch(/That is for our employees.*\[Talk to a person\]/s);
  });

  test.each([
    ['my vpn does not connect', 'Which e-mail address should our team answer to?'],
    ['what is the status of my it request', 'What is the ticket number?'],
  ])('who writes “%s” is helped by the helpdesk', async (text, question) => {
    expect(await say(text)).toContain(question);
    expect(await sandbox().requests('servicenow')).toEqual([]);
  });

  test.each(['INC0010001', 'Order equipment', 'Report an IT problem'])('gets nowhere with “%s”', async (text) => {
    await say(text);
    expect(await sandbox().requests('servicenow')).toEqual([]);
  });
});
