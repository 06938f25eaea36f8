import { findChangeWanted, maskPhone } from '../../../dialogs/sales/contactFields';
import { JobChat, sandboxForTests } from '../../helpers/jobChat';

const OWNER = 'customer@example.com';
const NEW = 'sarah.new@example.com';

const sandbox = sandboxForTests();
let job: JobChat;
beforeEach(async () => void (job = await JobChat.start(sandbox(), 'customer')));
afterEach(() => job.close());

const say = async (text: string) => (await job.say(text)).join('\n');
const click = async (title: string) => (await job.click(title)).join('\n');
const code = () => /\d{6}/.exec(job.chat.mails.mails[0]?.subject ?? '')?.[0] ?? '';
const sarah = async () =>
  (await sandbox().records<Record<string, string>>('salesforce', 'contact')).find(
    ({ FirstName }) => FirstName === 'Sarah',
  );

async function prove(opening = 'Change my contact details', email = OWNER): Promise<string> {
  await say(opening);
  await say(email);
  return say(code());
}

describe('a new phone number', () => {
  test('after a code, with the old number masked on the card', async () => {
    expect(await prove()).toMatch(/that's you.*What would you like to change\?/s);
    expect(await say('my phone number')).toContain('your new phone number');
    const card = await say('202-555-0111');
    expect(card).toContain('+12025550111');
    expect(card).toMatch(/Number so far: •+43/);
    expect(card).not.toContain('5550143');
    expect(await click('Save the change')).toContain('From now on we have +12025550111');
    expect(await sarah()).toMatchObject({ Phone: '+12025550111', Email: OWNER });
  });

  test('said at once, only the proof is missing', async () => {
    expect(await prove('change my phone number to +1 202 555 0111')).toMatch(/that's you.*\+12025550111/s);
    await click('Save the change');
    expect(await sarah()).toMatchObject({ Phone: '+12025550111' });
  });

  test('is changed once, however often it is confirmed', async () => {
    await prove('change my phone number to +1 202 555 0111');
    const button = { value: job.buttonValue('Save the change') };
    const heard = await Promise.all([job.say('Save the change', button), job.say('Save the change', button)]);
    heard.push(await job.say('Save the change', button), await job.after(1_000));
    expect(heard.flat().filter((text) => text.includes('From now on'))).toHaveLength(1);
  });

  test('is noted on the contact', async () => {
    await prove('change my phone number to +1 202 555 0111');
    await click('Save the change');
    await job.after(1_000);
    const tasks = await sandbox().records<Record<string, string>>('salesforce', 'task');
    expect(tasks.at(-1)).toMatchObject({
      Subject: 'Chatbot: Changed the phone number on file',
      WhoId: (await sarah())?.['Id'],
      Status: 'Completed',
    });
  });

  test('a card that has lain there for too long wants the proof again', async () => {
    await prove('change my phone number to +1 202 555 0111');
    await job.chat.clock.advance(31 * 60_000);
    await say('yes');
    await say('continue');
    const heard = await say('yes');
    expect(heard).toMatch(/Which e-mail address/);
    expect(await sarah()).toMatchObject({ Phone: '+12025550143' });
  });
});

describe('a new address', () => {
  test('is written only after a code that went there', async () => {
    await prove();
    await say('e-mail address');
    expect(await say(NEW)).toMatch(/new address reaches you.*six-digit code to sarah\.new@example\.com/s);
    expect(await sarah()).toMatchObject({ Email: OWNER });
    expect(await say(code())).toMatch(/Address so far: customer@example\.com/);
    expect(await click('Save the change')).toContain(`From now on we write to ${NEW}`);
    expect(await sarah()).toMatchObject({ Email: NEW, Phone: '+12025550143' });
    expect(await say('hello')).toContain('Hello Sarah!');
  });

  test('said at once', async () => {
    expect(await prove(`please change my email address to ${NEW}`)).toContain(`code to ${NEW}`);
    expect(await say(code())).toContain('Your contact details');
  });

  test('is not written when its code is wrong', async () => {
    await prove();
    await say('e-mail address');
    await say(NEW);
    const wrong = code() === '000000' ? '111111' : '000000';
    for (let tries = 0; tries < 3; tries++) await say(wrong);
    expect(await sarah()).toMatchObject({ Email: OWNER });
    expect(await say('yes')).not.toContain('From now on');
  });

  test('of another contact is refused, and a person offered', async () => {
    await prove();
    await say('e-mail address');
    await say('other@example.com');
    expect(await say(code())).toMatch(/belongs to another contact.*\[Talk to a person\]/s);
    expect(await sarah()).toMatchObject({ Email: OWNER });
  });

  test('that is the old one is asked again', async () => {
    await prove();
    await say('e-mail address');
    expect(await say(OWNER)).toContain('another one than customer@example.com');
  });
});

describe('who is asked', () => {
  test('who is no contact is offered a person', async () => {
    expect(await prove('Change my contact details', 'nobody@example.com')).toMatch(
      /no contact with the address nobody@example\.com.*\[Talk to a person\]/s,
    );
  });

  test("an order's number is not proof enough", async () => {
    await say(`where is order 1001? ${OWNER}`);
    expect(await say('change my phone number to +1 202 555 0111')).toContain('six-digit code to customer@example.com');
  });

  test('help, cancel and back work', async () => {
    await prove();
    expect(await say('help')).toMatch(/make sure that it is you.*What would you like to change\?/s);
    await say('phone number');
    expect(await say('back')).toContain('What would you like to change?');
    expect(await say('cancel')).toContain("I've stopped that");
  });

  test('when the system is down it says so', async () => {
    await sandbox().fault({ vendor: 'salesforce', mode: 'status', status: 500 });
    await say('Change my contact details');
    await say(OWNER);
    await job.begin(code());
    expect((await job.after(16_000)).join('\n')).toMatch(/\[Talk to a person\]/);
  });
});

test.each([
  ['change my phone number', 'phone'],
  ['I have a new e-mail', 'email'],
  ['my mail address has changed', 'email'],
  ['change my contact details', undefined],
  ['change my email and my phone', undefined],
  ['I got married', undefined],
])('"%s" is about %s', (text, change) => expect(findChangeWanted(text, 'en')).toBe(change));

test.each([
  ['+12025550143', '•••••••••43'],
  ['1234', '••••'],
])('%s is shown as %s', (phone, shown) => expect(maskPhone(phone)).toBe(shown));
