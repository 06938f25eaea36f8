import { noonTimeIn } from '../../helpers/hours';
import { sandboxForTests } from '../../helpers/jobChat';
import { LiveChat, USER } from '../../helpers/liveChat';

const MINUTE = 60_000;
const sandbox = sandboxForTests();
let chat: LiveChat;
const start = async (...more: [settings?: Record<string, string>, role?: 'customer' | 'employee']) =>
  void (chat = await LiveChat.start(sandbox(), ...more));
afterEach(() => chat.close());

describe('the helpdesk is down', () => {
  beforeEach(async () => {
    await start();
    await chat.callPerson();
    await chat.say('before');
    await chat.rest();
    await sandbox().fault({ vendor: 'zendesk', mode: 'status', status: 503 });
  });

  test('the user is told once; everything arrives once and in order when it works again', async () => {
    await chat.say('one');
    await chat.say('two');
    expect((await chat.rest(2 * MINUTE)).match(/can't reach our team's system/g)).toHaveLength(1);
    expect(await chat.say('three')).toBe('');
    await sandbox().control('DELETE', 'faults');
    expect((await chat.rest(8 * MINUTE)).match(/works again/g)).toHaveLength(1);
    await chat.rest();
    expect(await chat.comments()).toEqual(['before', 'one', 'two', 'three']);
  });

  test('a process that dies takes nothing with it', async () => {
    await chat.say('one');
    await chat.rest(5_000);
    chat.job.chat.kill();
    await chat.job.chat.boot();
    await sandbox().control('DELETE', 'faults');
    await chat.rest(8 * MINUTE);
    expect(await chat.comments()).toEqual(['before', 'one']);
  });
});

test('a comment that was made although the answer was lost is not made twice', async () => {
  await start();
  await chat.callPerson();
  await sandbox().fault({ vendor: 'zendesk', mode: 'commitThenReset', times: 1, method: 'PUT' });
  await chat.say('only once');
  await chat.rest(2 * MINUTE);
  expect(await chat.comments()).toEqual(['only once']);
});

test('a ticket that is gone gives the user back to the bot', async () => {
  await start();
  await chat.callPerson();
  await sandbox().fault({ vendor: 'zendesk', mode: 'status', status: 404 });
  await chat.say('anybody there?');
  expect(await chat.rest()).toMatch(/ticket \*\*5002\*\* takes nothing any more.*\[Talk to a person\]/s);
  await sandbox().control('DELETE', 'faults');
  expect(await chat.say('where is order 1001? customer@example.com')).toContain('Order 1001');
});

describe('nobody replies', () => {
  test('in time: the bot serves again, and a later comment still comes', async () => {
    await start();
    await chat.callPerson();
    await chat.say('hello?');
    expect(await chat.rest(9 * MINUTE)).toBe('');
    const heard = await chat.rest(90_000);
    expect(heard).toMatch(
      /nobody from our team could join yet.*help@example\.com.*\[Keep waiting\] \[Leave a message\]/s,
    );
    expect(await chat.open()).toHaveLength(1);
    expect(await chat.say('where is order 1001? customer@example.com')).toContain('Order 1001');
    expect(await chat.agentWrites('Sorry for the wait')).toMatch(/\*\*5002\*\*.*Anna: Sorry.*\[Answer our team\]/s);
    expect(await chat.comments()).toEqual(['hello?']);
  });

  test('keep waiting keeps the line open for as long again', async () => {
    await start({ AGENT_REPLY_WITHIN_MINUTES: '2' });
    await chat.callPerson();
    await chat.rest(3 * MINUTE);
    expect(await chat.say('Keep waiting')).toContain("I'll keep the line open");
    await chat.say('still here');
    expect(await chat.rest(3 * MINUTE)).toContain('nobody from our team could join yet');
    await chat.rest();
    expect(await chat.comments()).toEqual(['still here']);
  });

  test('at closing time nobody comes any more', async () => {
    await start({ BUSINESS_HOURS: `Mon-Sun 00:00-${noonTimeIn(3)}`, AGENT_REPLY_WITHIN_MINUTES: '90' });
    await chat.callPerson();
    const heard = await chat.rest(4 * MINUTE);
    expect(heard).toMatch(/could join today; they are back .*\[Leave a message\]$/s);
    expect(heard).not.toContain('Keep waiting');
  });

  test('who has joined may take longer', async () => {
    await start({ AGENT_REPLY_WITHIN_MINUTES: '1' });
    await chat.callPerson();
    await chat.agentWrites('Hello');
    expect(await chat.rest(5 * MINUTE)).toBe('');
    await chat.say('and now?');
    expect(await chat.rest(2 * MINUTE)).toBe('');
    await chat.say('hello?');
    expect(await chat.rest(1.5 * MINUTE)).toContain('our team has not answered for a while');
  });
});

describe('the tab is closed', () => {
  test('what was not seen goes by e-mail, once', async () => {
    await start();
    await chat.callPerson();
    await chat.say('my parcel is wet');
    await chat.agentWrites('We send a new one.');
    await chat.agentWrites('It leaves today.');
    expect(chat.mails).toHaveLength(0);
    await chat.rest(4 * MINUTE);
    expect(chat.mails).toMatchObject([{ to: USER, subject: 'Northwind Trading: an answer to your ticket 5002' }]);
    expect(chat.mails[0]?.text).toContain('Anna: We send a new one.\n\nAnna: It leaves today.');
    await chat.agentWrites('One more thing');
    await chat.rest(4 * MINUTE);
    expect(chat.mails).toHaveLength(2);
    expect(chat.mails[0]?.text).not.toContain('We send a new one');
  });

  test('nothing goes by e-mail when the user has written since, whatever they wrote', async () => {
    await start();
    await chat.callPerson();
    await chat.agentWrites('We send a new one.');
    await chat.say('thank you');
    await chat.agentWrites('You are welcome.');
    await chat.say('back to the bot');
    await chat.rest(4 * MINUTE);
    expect(chat.mails).toHaveLength(0);
  });

  test('a conversation that cannot be reached any more gets it at once', async () => {
    await start();
    await chat.callPerson();
    chat.job.chat.channel.refuseWith = 403;
    await chat.agentWrites('We send a new one.');
    expect(chat.mails).toHaveLength(1);
    await chat.solve();
    expect(await chat.open()).toEqual([]);
  });

  test('in the language of the user', async () => {
    await start();
    await chat.job.say('mensch', { locale: 'de-DE' });
    await chat.say(USER, { locale: 'de-DE' });
    await chat.agentWrites('Ein neues ist unterwegs.');
    await chat.rest(4 * MINUTE);
    expect(chat.mails[0]).toMatchObject({ subject: 'Northwind Trading: eine Antwort zu Ticket 5002' });
  });

  test.each([{ EMAIL_AGENT_REPLY_AFTER_MINUTES: '0' }])('never, where the helpdesk does that: %j', async (settings) => {
    await start(settings);
    await chat.callPerson();
    await chat.agentWrites('We send a new one.');
    await chat.rest(4 * MINUTE);
    expect(chat.mails).toHaveLength(0);
  });

  test('without an address nothing breaks', async () => {
    await start();
    await chat.say('agent');
    await chat.say('skip');
    await chat.agentWrites('Hello');
    await chat.rest(4 * MINUTE);
    expect(chat.mails).toHaveLength(0);
    expect(await chat.say('thanks')).toBe('');
  });
});

describe('matters between an employee and HR', () => {
  test.each(['my manager harasses me', 'how many vacation days do I have left?'])(
    '"%s" never goes to the ticket',
    async (words) => {
      await start({}, 'employee');
      await chat.say('agent');
      await chat.say('the coffee machine leaks');
      expect(await chat.say(words)).toContain('That is a matter for HR');
      await chat.rest();
      expect((await chat.comments()).join()).not.toContain(words);
      expect(await chat.agentWrites('What about the machine?')).toContain('**5002**');
    },
  );
});
