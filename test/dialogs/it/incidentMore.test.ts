import { JobChat, sandboxForTests } from '../../helpers/jobChat';

const sandbox = sandboxForTests();
let job: JobChat;
beforeEach(async () => void (job = await JobChat.start(sandbox(), 'employee')));
afterEach(() => job.close());

const english = async (text: string) => (await job.say(text, { locale: 'en' })).join('\n');
const german = async (text: string) => (await job.say(text, { locale: 'de' })).join('\n');
const incidents = () => sandbox().records<Record<string, string>>('servicenow', 'incident');

describe('what is told in one German sentence', () => {
  test('is all on the card as it was said', async () => {
    await german('mein drucker im 3. stock druckt nicht mehr, alle im team betroffen, ist aber nicht so eilig');
    const card = await german('überspringen');
    expect(card).toContain('Problem: Mein drucker im 3. stock druckt nicht mehr. Betroffen: Mein Team.');
    expect(card).toContain('Dringlichkeit: Niedrig.');
    await german('abschicken');
    expect((await incidents()).at(-1)?.['short_description']).toBe('Mein drucker im 3. stock druckt nicht mehr');
  });
});

describe('more about the problem', () => {
  test('is no device but part of the report, whatever was asked', async () => {
    await english('my laptop is dead and i have a demo in 20 minutes');
    expect(await english("it won't turn on at all, i tried charging")).toMatch(/added that.*How urgent/s);
    await english('high');
    expect(await english('the display is cracked and it beeps three times')).toMatch(/added that.*Which device/s);
    const card = await english('skip');
    expect(card).toContain(
      "20 minutes. It won't turn on at all, i tried charging. The display is cracked and it beeps",
    );
    expect(card).toContain('Device: –');
  });

  test('is added on the card, too', async () => {
    await english("my laptop won't start, it's urgent, only me, LT-0042");
    const card = await english('when i plug it in it crashes again');
    expect(card).toContain("Problem: My laptop won't start. When i plug it in it crashes again.");
    await english('yes');
    expect((await incidents()).at(-1)?.['description']).toContain('crashes again');
  });

  test('a device in other words is still one', async () => {
    await english("my laptop won't start, it's urgent, only me");
    expect(await english('the old grey dell in room four')).toContain('Device: the old grey dell in room four');
  });

  test('a sentence that makes it more urgent is no device', async () => {
    await german('mein laptop startet nicht');
    await german('mittel');
    expect(await german('doch mach hoch, morgen ist messe')).toContain('Um welches Gerät geht es');
    expect(await german('überspringen')).toContain('Dringlichkeit: Hoch. Gerät: –');
  });

  test('what names an answer changes it, and another wish is served', async () => {
    await english("my laptop won't start, it's urgent, only me, LT-0042");
    expect(await english('change the problem to the screen does not work')).toContain('Problem: Screen does not work.');
    expect(await english('what is my leave balance?')).toContain('vacation days');
  });
});

describe('after the first steps', () => {
  test('an error message means that they did not help', async () => {
    await english('my vpn does not work');
    expect(await english('it says error 809')).toMatch(/IT should have a look.*How urgent/s);
    await english('low');
    expect(await english('skip')).toContain('Problem: My vpn does not work. It says error 809.');
  });

  test.each(['no errors now, it works again', 'the error is gone now'])('"%s" does not', async (text) => {
    await english('my vpn does not work');
    expect(await english(text)).not.toContain('IT should have a look');
  });
});
