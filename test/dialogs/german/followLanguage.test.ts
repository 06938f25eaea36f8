import { JobChat, sandboxForTests } from '../../helpers/jobChat';

const sandbox = sandboxForTests();
let bot: JobChat;

const start = async (settings: Record<string, string> = {}) =>
  (bot = await JobChat.start(sandbox(), 'customer', settings));
const say = async (text: string, locale = 'en-US') => (await bot.say(text, { locale })).join('\n');

afterEach(() => bot.close());

const isGerman = /[äöüß]|\b(?:ich|wie|kann|gern|und|nicht)\b/i;

describe('in an English channel', () => {
  test.each([
    'Wo ist meine Bestellung?',
    'Hallo!',
    'auf Deutsch bitte',
    'Können wir Deutsch sprechen?',
    'Ich möchte etwas zurückschicken',
    'abbrechen',
  ])('%j is answered in German, and so is what follows', async (text) => {
    await start();
    expect(await say(text)).toMatch(isGerman);
    expect(await say('ok')).toMatch(isGerman);
  });

  test.each(['ok', '1001', 'hi', 'Max Mustermann', 'me@example.com', 'yes'])(
    '%j is answered in English',
    async (text) => {
      await start();
      expect(await say(text)).not.toMatch(isGerman);
    },
  );

  test('words of no language we know are answered in English, many of them as well', async () => {
    await start();
    expect(
      await say('dolor amet consectetur adipiscing elit eiusmod tempor incididunt labore dolore magna'),
    ).not.toMatch(isGerman);
  });

  test('an address with German words is an answer, not a change of language', async () => {
    await start();
    await say('I want to change the address of an order');
    expect(await say('Unter den Linden 5, 10117 Berlin')).not.toMatch(isGerman);
  });
});

describe('in a German channel', () => {
  test.each(['cancel', 'help', 'ok', 'yes', 'hi', 'blue t-shirt', 'red coffee mug'])(
    '%j changes nothing',
    async (text) => {
      await start();
      expect(await say(text, 'de-DE')).toMatch(isGerman);
    },
  );

  test.each(['where is my order?', 'English please', 'can we speak English?'])(
    '%j is answered in English',
    async (text) => {
      await start();
      expect(await say(text, 'de-DE')).not.toMatch(isGerman);
      expect(await say('ok', 'de-DE')).not.toMatch(isGerman);
    },
  );

  test('and back again', async () => {
    await start();
    await say('English please', 'de-DE');
    expect(await say('auf Deutsch bitte', 'de-DE')).toMatch(isGerman);
  });

  test('the title of a button is ours, whatever language it looks like', async () => {
    await start();
    await say('Ich möchte etwas zurückschicken', 'de-DE');
    await say('1004', 'de-DE');
    const asked = await say('customer@example.com', 'de-DE');
    expect(asked).toContain('Was soll aus Bestellung 1004 zurückgehen?');
    const [, title = ''] = /\[([^\]]+)\]/.exec(asked) ?? [];
    expect(await say(title, 'de-DE')).toContain('Warum geht es zurück?');
  });
});

test('the form of address stays with a language that is switched to, and does not pile up', async () => {
  await start({ GERMAN_ADDRESS: 'du' });
  await say('Hallo!');
  for (let turn = 0; turn < 3; turn++)
    expect(await bot.say('Hallo!')).toEqual([expect.stringContaining('für dich tun')]);
});
