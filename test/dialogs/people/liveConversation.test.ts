import { sandboxForTests } from '../../helpers/jobChat';
import { LiveChat, USER } from '../../helpers/liveChat';

const sandbox = sandboxForTests();
let chat: LiveChat;
beforeEach(async () => void (chat = await LiveChat.start(sandbox())));
afterEach(() => chat.close());

test('a person joins: the first name comes before the words, and the bot keeps quiet until the ticket is solved', async () => {
  expect(await chat.callPerson()).toMatch(
    /as ticket \*\*5002\*\*.*What you write here now goes straight to them.*\[Back to the bot\]/s,
  );
  expect(await chat.say('my parcel is wet')).toContain("I'm passing that on");
  expect(await chat.say('and it smells')).toBe('');
  const joined = await chat.agentWrites('Hello! I am looking into it.');
  expect(joined).toMatch(/Anna from our team has joined.*\[Back to the bot\].*Anna: Hello! I am looking into it\./s);
  expect(await chat.say('where is order 1001? customer@example.com')).toBe('');
  expect(await chat.agentWrites('One moment')).toBe('Anna: One moment');
  await chat.rest();
  expect(await chat.comments()).toEqual([
    'my parcel is wet',
    'and it smells',
    'where is order 1001? customer@example.com',
  ]);
  expect(await chat.solve()).toMatch(/ticket \*\*5002\*\* as solved.*\[It isn't solved yet\]/s);
  expect(await chat.open()).toEqual([]);
  expect(await chat.say('where is order 1001? customer@example.com')).toContain('Order 1001');
  expect(await chat.comments()).toHaveLength(3);
});

test('nobody is said to have taken over before somebody has replied', async () => {
  const said = [await chat.callPerson(), await chat.say('hello?'), await chat.rest()].join('\n');
  expect(said).not.toMatch(/from our team has joined/);
  expect(await chat.agentWrites('A note of the customer', { byAgent: false })).toBe('');
});

test('what an agent writes is inert, whole and in its lines', async () => {
  await chat.callPerson();
  const text = '**Bold** [link](javascript:alert(1)) <b>x</b>\n1. one\n    code\n# head';
  const heard = await chat.agentWrites(text, { authorFirstName: '[Eve](http://evil.example)' });
  expect(heard).toContain('\\[Eve\\](http://evil.example) from our team has joined');
  expect(heard).toContain(
    '\\*\\*Bold\\*\\* \\[link\\](javascript:alert(1)) \\<b\\>x\\</b\\>\n\n1\\. one\n\ncode\n\n\\# head',
  );
  const long = `${'word '.repeat(4_000)}end`;
  const pieces = (await chat.agentWrites(long)).replaceAll('\n', ' ');
  expect(pieces).toBe(`Anna: ${long}`);
  expect(chat.job.chat.channel.sent.every(({ text: said = '' }) => said.length <= 8_100)).toBe(true);
});

test('an agent without a name', async () => {
  await chat.callPerson();
  expect(await chat.agentWrites('Hi', { authorFirstName: undefined })).toMatch(
    /Somebody from our team has joined.*Our team: Hi/s,
  );
});

test('a comment or an end that is delivered twice is told once', async () => {
  await chat.callPerson();
  await chat.agentWrites('Hello');
  expect(await chat.agentWrites('Hello')).toBe('');
  await chat.solve();
  expect(await chat.solve()).toBe('');
});

test('a comment whose turn was lost is told again', async () => {
  await chat.callPerson();
  chat.job.chat.channel.refuseWith = 500;
  await chat.agentWrites('Hello');
  chat.job.chat.channel.refuseWith = undefined;
  expect(await chat.rest(10_000)).toMatch(/Anna from our team has joined.*Anna: Hello/s);
});

test('catalogue 13: a message that is delivered twice makes one comment', async () => {
  await chat.callPerson();
  await chat.say('once', { id: 'same' });
  await chat.say('once', { id: 'same' });
  await chat.rest();
  expect(await chat.comments()).toEqual(['once']);
});

test.each(['back to the bot', 'Zurück zum Bot'])(
  '"%s" ends it; what the agent writes later is told with the ticket',
  async (words) => {
    await chat.callPerson();
    await chat.agentWrites('Hello');
    const locale = words.startsWith('Z') ? 'de-DE' : 'en-US';
    expect(await chat.say(words, { locale })).toMatch(/I'm here|Da bin ich/);
    expect(await chat.open()).toEqual([]);
    const later = await chat.agentWrites('Still there?');

    expect(later).toMatch(/Anna .* \*\*5002\*\*.*Anna: Still there\?/s);
    expect(later).toMatch(/\[Answer our team\]|\[Dem Team antworten\]/);
    await chat.say(/\[Answer/.test(later) ? 'Answer our team' : 'Dem Team antworten', { locale });
    expect(await chat.say('yes, I am', { locale })).not.toContain('?');
    await chat.rest();
    expect(await chat.comments()).toEqual(['yes, I am']);
  },
);

test('the button ends it, a second click does no harm; asking again before anybody joined is the same ticket', async () => {
  await chat.callPerson();
  expect((await chat.job.click('Back to the bot')).join('\n')).toContain("I'm here");
  expect((await chat.job.click('Back to the bot')).join('\n')).toContain("I'm here");
  expect(await chat.say('agent')).toMatch(/Our team knows already.*ticket \*\*5002\*\*.*\[Back to the bot\]/s);
  expect(await chat.say('hello')).not.toContain('What can I do');
  await chat.rest();
  expect(await chat.comments()).toEqual(['hello']);
});

test('words that may be meant for the bot are asked about', async () => {
  await chat.callPerson();
  for (const words of ['menu', 'start over', 'help', 'never mind', 'Track an order'])
    expect(await chat.say(words)).toMatch(
      /Is that for them, or would you like me back\?.*\[Pass it on\] \[Back to the bot\]/s,
    );
  await chat.say('Pass it on');
  await chat.say('1');
  expect(await chat.say('menu')).toContain('Is that for them');
  expect(await chat.say('2')).toContain("I'm here");
  await chat.rest();
  expect(await chat.comments()).toEqual(['Track an order', '1']);
});

test('asking for a person while one is called is no comment', async () => {
  await chat.callPerson();
  expect(await chat.say('agent')).toContain('Our team knows already');
  await chat.rest();
  expect(await chat.comments()).toEqual([]);
});

test('files go to the ticket after the words', async () => {
  await chat.callPerson();
  const png = (name: string) => ({ contentType: 'image/png', name, contentUrl: 'data:image/png;base64,iVBORw0KGgo=' });
  await chat.say('look at these', { attachments: [png('one.png'), png('two.png')] });
  expect(await chat.say('', { attachments: [png('three.png')] })).toBe('');
  await chat.rest(6_000);
  expect(await chat.files()).toEqual(['one.png', 'two.png', 'three.png']);
  expect((await chat.comments())[0]).toBe('look at these');
});

test('a ticket that is not solved after all goes on', async () => {
  await chat.callPerson();
  await chat.agentWrites('Done');
  await chat.solve();
  expect(await chat.say("It isn't solved yet")).toContain('goes to ticket **5002**');
  await chat.say('the lid is still missing');
  await chat.rest();
  expect(await chat.comments()).toEqual(['the lid is still missing']);
  expect(await chat.solve('solved-2')).toContain('as solved');
});

test('in German', async () => {
  await chat.job.say('mensch', { locale: 'de-DE' });
  expect(await chat.say(USER, { locale: 'de-DE' })).toContain('geht direkt an unser Team');
  expect(await chat.agentWrites('Guten Tag')).toMatch(
    /Anna aus unserem Team ist jetzt da.*\[Zurück zum Bot\].*Anna: Guten Tag/s,
  );
  expect(await chat.solve()).toMatch(/als gelöst markiert.*\[Noch nicht gelöst\]/s);
});
