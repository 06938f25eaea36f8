import { findCommand, isCommand, mentions, type Command } from '../../dialogs/commands';
import { responses } from '../../resources/responses';
import commandWords from '../../resources/locales/en/commands.json';

const EN = 'en-US';

/** As the dialogs look for them, the first one that fits. */
const ANYWHERE: Command[] = ['help', 'cancel', 'startOver', 'menu', 'back', 'agent', 'leaveMessage'];
const SMALL_TALK: Command[] = ['greet', 'thanks', 'bye', 'no', 'yes', 'continue'];

const understood = (text: string) => findCommand([...ANYWHERE, ...SMALL_TALK], text, EN);

describe('a command as a person types it', () => {
  test.each<[Command, string[]]>([
    ['cancel', ['cancel', 'CANCEL!', 'pls cancel that', 'Cancel it please.', 'nevermind', 'never mind', 'Forget it…']],
    ['cancel', ['can you cancel this please?', 'stop', 'STOP!!!', 'cancel 🙄', 'oh, actually, cancel', 'quit', 'nvm']],
    ['help', ['help', 'HELP', 'help!', 'can you help me please?', '?', '???', 'I need help', 'what can you do?']],
    ['menu', ['menu', 'Show me the menu', 'main menu please']],
    ['startOver', ['start over', 'Start again please', 'restart', 'from the beginning', 'pls, start over', 'reset']],
    ['back', ['back', 'go back', 'Go back please', 'I made a mistake', 'undo', 'let me change that']],
    ['agent', ['agent', 'Human!', 'I want to talk to a person', "I'd like to speak to someone", 'real person please']],
    ['agent', ['Talk to a person', 'can I speak to a human?', 'customer service', 'live chat', 'AGENT']],
    ['leaveMessage', ['leave a message', "I'd like to leave a message", 'Leave a message please']],
    ['greet', ['hi', 'Hello!', 'hey 👋', 'good morning', 'Ｈｅｌｌｏ']],
    ['thanks', ['thanks', 'ok thanks', 'Thank you!', 'thx', 'thanks 🙏', 'great, thanks']],
    ['bye', ['bye', 'Good bye!', 'ok bye', 'see you']],
    ['yes', ['yes', 'Yes please', 'yeah', 'ok', 'sure!', 'y']],
    ['no', ['no', 'No, thanks', 'nope', "that's all", 'that’s all', 'not now']],
  ])('%s: %j', (command, texts) => {
    expect(texts.map((text) => [text, understood(text)])).toEqual(texts.map((text) => [text, command]));
  });

  test.each([
    ['', ' ', '🙂', '!!!', '...', '1001', 'me@example.com'],
    ['cancel order 1002', 'cancel my order', 'I want to cancel my subscription', 'do not cancel', "don't stop"],
    ['help desk number', 'this does not help', 'helpful', 'background', 'my back hurts', 'backpack'],
    ['travel agent', 'what does a human eat', 'menu prices', 'I hope you stop losing parcels'],
  ])('is not one that occurs in something else (%#)', (...texts) => {
    expect(texts.map((text) => [text, findCommand(ANYWHERE, text, EN)])).toEqual(
      texts.map((text) => [text, undefined]),
    );
  });

  test('no words of politeness alone are a command', () => {
    for (const filler of commandWords.filler.filter((word) => word !== 'ok' && word !== 'okay')) {
      expect([filler, findCommand(ANYWHERE, filler, EN)]).toEqual([filler, undefined]);
    }
  });

  test('every word on the list is found as it stands, in capitals and with punctuation', () => {
    for (const [command, words] of Object.entries(commandWords)) {
      for (const word of words) {
        for (const text of [word, word.toUpperCase(), ` ${word} `, `${word}!`].slice(0, word === '?' ? 3 : 4))
          expect([text, isCommand(command as Command, text, EN)]).toEqual([text, true]);
      }
    }
  });

  test('no word means two things that lead to different answers', () => {
    const answered = [...ANYWHERE, ...SMALL_TALK].flatMap((command) => responses('commands', EN).list(command));
    expect(answered.filter((word, index) => answered.indexOf(word) !== index)).toEqual([]);
  });

  test('a very long text is none, and is found out quickly enough to be asked often', () => {
    for (let i = 0; i < 50; i++) expect(understood('please '.repeat(280) + 'x')).toBeUndefined();
  });
});

describe('a command is mentioned', () => {
  test.each<[Command, string, boolean]>([
    ['correction', 'sorry, I meant 1002', true],
    ['correction', 'No, it is 1002', true],
    ['correction', 'oops', true],
    ['correction', 'the number is 1002', false],
    ['correction', 'notebook 1002', false],
    ['orderWords', 'where is my ORDER?', true],
    ['orderWords', 'reordering', false],
    ['otherOrderJobs', 'I want to return order 1001', true],
    ['otherOrderJobs', 'returned goods', false],
  ])('%s in %j: %s', (command, text, expected) => {
    expect(mentions(command, text, EN)).toBe(expected);
  });
});
