import { JobChat, sandboxForTests } from '../../helpers/jobChat';
import { nextWeek } from '../../helpers/leaveDays';

const sandbox = sandboxForTests();
let job: JobChat;
beforeEach(async () => void (job = await JobChat.start(sandbox(), 'employee')));
afterEach(() => job.close());

const [monday, tuesday, saturday] = [nextWeek(1), nextWeek(2), nextWeek(6)];
const english = async (text: string) => (await job.say(text, { locale: 'en' })).join('\n');
const german = async (text: string) => (await job.say(text, { locale: 'de' })).join('\n');

describe('right after a request', () => {
  beforeEach(async () => {
    await english(`vacation on ${monday.date}`);
    await english('yes');
  });

  test.each(['please cancel it again', 'actually cancel that request', 'oh no, take it back please'])(
    '"%s" takes it back, after a yes',
    async (words) => {
      expect(await english(words)).toContain('Withdraw this request?');
      expect(await english('yes')).toContain('is withdrawn');
    },
  );

  test.each(['cancel order 1002', 'cancel the order', 'cancel 1002', 'when is my next pay day?', 'cancel'])(
    '"%s" means something else',
    async (words) => expect(await english(words)).not.toContain('Withdraw this request?'),
  );

  test('after something else, "it" is no leave any more', async () => {
    await job.after(1_000);
    await english('my next pay day');
    await job.after(1_000);
    expect(await english('please cancel it again')).not.toContain('Withdraw this request?');
  });
});

describe('right after the list', () => {
  test('the one that is meant is taken back', async () => {
    for (const { date } of [monday, tuesday]) {
      await english(`vacation on ${date}`);
      await english('yes');
    }
    await english('my leave requests');
    const words = `withdraw the one on ${monday.day.setLocale('en').toFormat('MMMM d')}`;
    expect(await english(words)).toMatch(/Withdraw this request\?.*Monday/s);
  });

  test('is understood in German', async () => {
    await german(`urlaub am ${monday.date}`);
    await german('ja');
    await german('meine urlaubsanträge');
    expect(await german('zieh den wieder zurück')).toContain('Diesen Antrag zurückziehen?');
  });
});

describe('somebody who is sick', () => {
  test('on a day off hears that nothing has to be done', async () => {
    expect(await german(`ich bin am ${saturday.date} krank`)).toMatch(/Gute Besserung.*nichts eingetragen/s);
    expect(await english(`sick leave on ${saturday.date}`)).not.toContain('to ask for it');
  });

  test('is wished well, and nobody decides on it', async () => {
    await german(`ich bin am ${monday.date} krank`);
    const heard = await german('ja');
    expect(heard).toContain('Gute Besserung');
    expect(heard).not.toContain('entscheidet');
  });
});

describe('whom the insurance covers', () => {
  test.each(['how do i add my wife to the health insurance', 'please remove my son from the dental plan'])(
    '"%s" is for HR',
    async (words) => {
      expect(await english(words)).toMatch(/HR does that for you.*Should this be confidential/s);
      expect(await english('no')).toContain(`What HR should know: ${words}`);
    },
  );

  test.each(['what are my benefits?', 'is my wife covered by the insurance?', 'add a monitor to my order'])(
    '"%s" is not',
    async (words) => expect(await english(words)).not.toContain('HR does that for you'),
  );

  test('is understood in German', async () => {
    expect(await german('kann ich mein kind in die krankenversicherung aufnehmen?')).toContain(
      'macht die Personalabteilung',
    );
  });
});
