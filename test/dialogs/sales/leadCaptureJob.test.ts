import { findInterest } from '../../../dialogs/sales/interest';
import { JobChat, sandboxForTests } from '../../helpers/jobChat';
import { jobContract } from '../../helpers/jobContract';

const INTEREST = 'What would you like an offer for?';
const NAME = 'first and last name';
const COMPANY = 'Which company is it for?';
const EMAIL = 'Which e-mail address';
const PHONE = 'a phone number';
const TIME = 'a good time to call you';
const CONSENT = 'Do you agree?';

describe('an offer', () => {
  jobContract({
    as: 'customer',
    open: 'Get an offer',
    questions: [
      [INTEREST, '50 T-shirts with our logo'],
      [NAME, 'Dana Reyes'],
      [COMPANY, 'Reyes Logistics'],
      [EMAIL, 'dana.reyes@example.com'],
      [PHONE, '(202) 555-0188'],
      [TIME, 'Tuesday morning'],
      [CONSENT, 'yes'],
    ],
    review: 'Your request to our sales team',
    confirm: 'Send my request',
    done: 'We’ll get back to you within one working day'.replace('’', "'"),
    system: { vendor: 'salesforce', record: 'lead' },
    bad: [3, 'I do not know', 'does not look like an e-mail address'],
  });
});

describe('what is special', () => {
  const sandbox = sandboxForTests();
  let job: JobChat;
  beforeEach(async () => void (job = await JobChat.start(sandbox(), 'customer')));
  afterEach(() => job.close());
  const say = async (text: string) => (await job.say(text)).join('\n');
  const all = async (type: string) => sandbox().records<Record<string, string>>('salesforce', type);

  /** Everything up to the consent, and what is then said. */
  async function upToConsent(email: string): Promise<string> {
    await say("I'd like a quote for 50 t-shirts");
    await say('Dana Reyes');
    await say('Reyes Logistics');
    await say(email);
    return say('skip');
  }

  test('what was said up front is not asked again', async () => {
    expect(await say("I'd like a quote for 50 t-shirts, my name is Dana Reyes, dana.reyes@example.com")).toContain(
      COMPANY,
    );
    expect(await say('Reyes Logistics')).toContain(PHONE);
    const heard = await say('no');
    expect(heard).toContain(CONSENT);
    const card = await say('yes');
    for (const said of ['50 t-shirts', 'Dana Reyes', 'dana.reyes@example.com']) expect(card).toContain(said);
  });

  test('the words that are stored are the words that were shown, with the time', async () => {
    const shown = /“(.+?)”/s.exec(await upToConsent('dana.reyes@example.com'))?.[1] ?? '';
    expect(shown).toContain('Northwind Trading');
    await say('Yes, I agree');
    const agreedAt = new Date(job.chat.clock.now()).toISOString();
    await job.chat.clock.advance(60_000);
    await job.click('Send my request');
    const [lead] = (await all('lead')).slice(-1);
    expect(lead).toMatchObject({ FirstName: 'Dana', LastName: 'Reyes', Company: 'Reyes Logistics' });
    expect(lead?.['Description']).toContain(shown);
    expect(lead?.['Description']).toContain(agreedAt);
  });

  test('without consent nothing is written', async () => {
    const before = (await sandbox().requests('salesforce')).length;
    await upToConsent('dana.reyes@example.com');
    expect(await say('no')).toMatch(/keep nothing of this.*You can also reach us.*\[Talk to a person\]/s);
    expect(await sandbox().requests('salesforce')).toHaveLength(before);
    expect(await say('hello')).toContain('What can I do for you?');
  });

  test('who takes the consent back on the card ends it as well', async () => {
    await upToConsent('dana.reyes@example.com');
    await say('yes');
    expect((await job.click('Change consent')).join()).toContain(CONSENT);
    expect(await say("No, I don't")).toContain('keep nothing of this');
  });

  test('who is on file already hears the same words', async () => {
    const heard: string[] = [];
    for (const email of ['customer@example.com', 'new.person@example.com']) {
      await upToConsent(email);
      await say('yes');
      heard.push((await job.click('Send my request')).join('\n').replace(email, 'E-MAIL'));
      await say('no thanks');
    }
    const [known = '', unknown = ''] = heard.map((text) => text.split('\n')[0]);
    expect(known).toContain('Thank you, Dana');
    expect(known).toBe(unknown);
  });

  test('who leaves no number is not asked when to call', async () => {
    expect(await upToConsent('dana.reyes@example.com')).toContain(CONSENT);
  });

  test('a private person needs no company', async () => {
    await say('Get an offer');
    await say('a garden party');
    await say('Dana Reyes');
    await say('skip');
    await say('dana.reyes@example.com');
    await say('skip');
    await say('yes');
    await job.click('Send my request');
    expect((await all('lead')).at(-1)).toMatchObject({ Company: 'Private person' });
  });

  test('a number that is none is asked again, with an example', async () => {
    await say('Get an offer');
    await say('a garden party');
    await say('Dana Reyes');
    await say('Reyes Logistics');
    await say('dana.reyes@example.com');
    expect(await say('12345')).toContain('+1 415 555 2671');
    expect(await say('sure, it is 202-555-0188')).toContain(TIME);
    await say('whenever');
    expect(await say('yes')).toContain('+12025550188');
  });

  test('an answer is put right in passing', async () => {
    await upToConsent('dana.reyes@example.com');
    expect(await say('sorry, my mail is d.reyes@example.com')).toContain(CONSENT);
    expect(await say('yes')).toContain('d.reyes@example.com');
  });

  test('the lead is noted, and no opportunity is opened', async () => {
    await upToConsent('dana.reyes@example.com');
    await say('yes');
    await job.click('Send my request');
    await job.after(1_000);
    expect(JSON.stringify(await all('task'))).toContain('Chatbot: Asked for an offer');
    expect(await all('opportunity')).toEqual([]);
  });
});

describe('with opportunities', () => {
  const sandbox = sandboxForTests();
  let job: JobChat;
  beforeEach(async () => void (job = await JobChat.start(sandbox(), 'customer', { LEAD_OPPORTUNITY: 'on' })));
  afterEach(() => job.close());

  async function lead(): Promise<string> {
    for (const text of [
      "I'd like a quote for 50 t-shirts",
      'Dana Reyes',
      'Reyes Logistics',
      'dana@example.com',
      'skip',
    ])
      await job.say(text);
    await job.say('yes');
    return (await job.click('Send my request')).join('\n');
  }

  test('every lead opens one', async () => {
    expect(await lead()).toContain('Thank you, Dana');
    await job.after(1_000);
    expect(await sandbox().records('salesforce', 'opportunity')).toMatchObject([
      { Name: 'Reyes Logistics: 50 t-shirts', LeadSource: 'Chatbot' },
    ]);
  });

  test('one that fails spoils nothing, and is made up for later', async () => {
    await sandbox().fault({ vendor: 'salesforce', mode: 'status', status: 503, path: '/Opportunity' });
    expect(await lead()).toContain('Thank you, Dana');
    expect((await job.after(20_000)).join()).not.toMatch(/still|sorry/);
    expect(await sandbox().records('salesforce', 'opportunity')).toEqual([]);
    await sandbox().control('DELETE', 'faults');
    expect(await job.after(40_000, 5_000)).toEqual([]);
    expect(await sandbox().records('salesforce', 'opportunity')).toHaveLength(1);
  });
});

describe('what an offer is for', () => {
  test.each([
    ["I'd like a quote for 50 t-shirts", '50 t-shirts'],
    ['I would like an offer for 200 mugs with our logo. My name is Dana.', '200 mugs with our logo'],
    ['we are interested in buying 50 licenses, please call me', '50 licenses'],
    ['quote for 20 backpacks, dana@example.com', '20 backpacks'],
    ['our company wants to buy 100 pens', '100 pens'],
  ])('%s', (text, interest) => expect(findInterest(text, 'en')).toBe(interest));

  test.each([
    'Get an offer',
    'i want a quote',
    'talk to sales',
    'call me about an offer',
    'an offer for my company please',
  ])('is not said by "%s"', (text) => expect(findInterest(text, 'en')).toBeUndefined());
});
