import { JobChat, sandboxForTests } from '../../helpers/jobChat';

const FIRST = 'i need to talk to hr about my manager, he keeps making comments about me';
const MATTER = 'I move to another city next month and need help with the papers';

const sandbox = sandboxForTests();
let job: JobChat;
beforeEach(async () => void (job = await JobChat.start(sandbox(), 'employee')));
afterEach(() => job.close());

const english = async (text: string) => (await job.say(text, { locale: 'en' })).join('\n');
const german = async (text: string) => (await job.say(text, { locale: 'de' })).join('\n');
const cases = () => sandbox().records<{ description: string }>('servicenow', 'hrCase');

describe('more about a case', () => {
  test('is kept where yes or no was asked, and grave words make it confidential', async () => {
    expect(await english(FIRST)).toContain('Should this be confidential?');
    const heard = await english('he makes sexist jokes in team meetings, happened on 3 nov and again last week');
    expect(heard).toMatch(/added that.*he makes sexist jokes.*Confidential: Yes, confidential/s);
    await english('yes');
    const [sent] = await cases();
    expect(sent?.description).toContain(FIRST);
    expect(sent?.description).toContain('happened on 3 nov');
  });

  test('is asked about again where it tells nothing about that', async () => {
    await english(FIRST);
    expect(await english('and last friday he did it in front of a customer')).toMatch(/added that.*confidential\?/s);
    expect(await english('no, anybody may')).toContain('Confidential: No');
  });

  test('is added on the card, in German as well', async () => {
    await german('ich muss mit der personalabteilung über meinen chef reden, er macht ständig bemerkungen');
    await german('ja');
    expect(await german('ein kollege beleidigt mich seit wochen')).toMatch(/seit wochen\. Titel: ich muss/);
    await german('abschicken');
    expect((await cases())[0]?.description).toContain('beleidigt mich seit wochen');
  });

  test.each([
    'please do not send this to anybody',
    'i changed my mind about all of this',
    'what happens after i send this?',
    'change the title please',
    'where is order 1001 customer@example.com',
  ])('"%s" is none', async (text) => {
    await english('Contact HR');
    await english(MATTER);
    await english('no');
    expect(await english(text)).not.toContain('added that');
  });

  test('a new title is a title', async () => {
    await english('Contact HR');
    await english(MATTER);
    await english('no');
    await english('change title');
    expect(await english('Papers for my move to Hamburg')).toContain('Title: Papers for my move to Hamburg');
  });
});

describe('who reads it', () => {
  test.each(['who can read this?', 'Who reads this', 'does my manager see this?'])('"%s" is told', async (question) => {
    await english(FIRST);
    expect(await english(question)).toMatch(/Only HR gets to read it.*Should this be confidential\?/s);
  });

  test('is told in German, and on the card', async () => {
    await german('ich möchte mich über mobbing beschweren');
    await german('ein kollege versteckt meine sachen');
    expect(await german('wer liest das?')).toMatch(/nur die Personalabteilung.*Ihre Anfrage an die Personalabteilung/s);
  });

  test('elsewhere it is about the chat', async () => {
    expect(await english('who can read this?')).toContain('kept encrypted');
  });
});
