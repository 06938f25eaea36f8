import { createServices } from '../../../services';
import { loadSettings } from '../../../services/vendorsInUse';
import { JobChat, sandboxForTests } from '../../helpers/jobChat';
import { ambiguousDay, christmasYear, nextWeek } from '../../helpers/leaveDays';

const sandbox = sandboxForTests();
let job: JobChat;
beforeEach(async () => void (job = await JobChat.start(sandbox(), 'employee')));
afterEach(() => job.close());

const say = async (text: string) => (await job.say(text)).join('\n');
const requests = () =>
  sandbox().records<{ status: string; days: { date: string; quantity: number; comment: string }[] }>(
    'workday',
    'leaveRequest',
  );
const [monday, tuesday, wednesday, thursday] = [1, 2, 3, 4].map((day) => nextWeek(day)) as [Day, Day, Day, Day];
type Day = ReturnType<typeof nextWeek>;
const [saturday, christmas, twoDays] = [nextWeek(6), christmasYear(), ambiguousDay()];
const long = ({ day }: Pick<Day, 'day'>) =>
  day.setLocale('en-US').toLocaleString({ weekday: 'long', month: 'long', day: 'numeric', year: 'numeric' });

const inGerman = ({ day }: Day) => day.setLocale('de').toFormat('d. MMMM yyyy');

/** Asks for leave as if from another place: the HR system itself, in the same words as the bot. */
async function askElsewhere(date: string, quantity: 1 | 0.5 = 1): Promise<void> {
  const environment = { SANDBOX: 'on' };
  const { config, vendorsInUse } = loadSettings(environment);
  const services = createServices(config, environment, vendorsInUse, sandbox().url);
  const employee = await services.call('hr', 'findEmployee', { email: 'employee@example.com' });
  const employeeId = employee?.id ?? '';
  const balances = await services.call('hr', 'getLeaveBalances', { employeeId });
  const absenceTypeId = balances.find(({ kind }) => kind === 'vacation')?.absenceTypeId ?? '';
  const input = { employeeId, absenceTypeId, days: [{ date, quantity }] };
  await services.call('hr', 'requestLeave', input, { idempotencyKey: `elsewhere-${date}` });
}

describe('asking for leave', () => {
  test('"next Mon–Wed off" goes straight to the review card', async () => {
    const heard = await say("I'd like next Mon–Wed off");
    expect(heard).toMatch(/Your leave request.*Kind: Vacation.*Monday.*Wednesday.*working days/s);
  });

  test('says what is left afterwards, who decides, and how to ask for its status', async () => {
    expect(await say(`vacation from ${monday.date} to ${wednesday.date}`)).toContain(
      '3 working days; afterwards you have 9.5 vacation days left',
    );
    const heard = await say('yes');
    expect(heard).toMatch(/3 working days.*manager decides.*my leave requests/s);
    expect(await say('my leave requests')).toContain("waiting for your manager's decision");
  });

  test.each([
    [`half a day off on ${monday.date}`, 'half a day', 'half a working day; afterwards you have 12 vacation days'],
    [`vacation ${monday.date} to ${tuesday.date}, the last day half`, 'last day half', '1.5 working days'],
    [`sick leave ${monday.date}`, 'Kind: Sick Leave', 'afterwards you have 4 sick days left'],
  ])('understands "%s"', async (sentence, shown, counted) => {
    const heard = await say(sentence);
    expect(heard).toContain(shown);
    expect(heard).toContain(counted);
  });

  test('takes days in German', async () => {
    await say('Ask for leave');
    await say('urlaub');
    expect(await say(`vom ${inGerman(monday)} bis zum ${inGerman(tuesday)}`)).toMatch(/2 (?:working days|Arbeitstage)/);
  });

  test('sends half days as such', async () => {
    await say(`vacation ${monday.date} to ${tuesday.date}, the last day half`);
    await say('yes');
    const [request] = await requests();
    expect(request?.days.map(({ date, quantity }) => [date, quantity])).toEqual([
      [monday.date, 1],
      [tuesday.date, 0.5],
    ]);
  });

  test('weekends and public holidays are not counted, and the holidays are named', async () => {
    const heard = await say(`I'd like ${christmas}-12-25 to ${christmas + 1}-01-01 off`);
    expect(heard).toContain('4 working days');
    expect(heard).toMatch(/Not counted: Christmas Day on \w+, December 25, \d+ and New Year's Day/);
  });

  test('a note is added on the card and sent', async () => {
    await say(`vacation on ${monday.date}`);
    expect(await say('Change note')).toContain('Your manager reads it');
    expect(await say('my sister marries')).toContain('Note: my sister marries');
    await say('yes');
    expect((await requests())[0]?.days[0]?.comment).toContain('my sister marries');
  });

  test('days that have passed are asked for again, kindly, with a way to HR', async () => {
    await say('Ask for leave');
    await say('sick leave');
    const heard = await say('yesterday');
    expect(heard).toMatch(/begins before today.*Which days.*\[Contact HR\]/s);
    expect(await say(monday.date)).toContain('Your leave request');
  });

  test.each([
    [`vacation on ${saturday.date}`, `Nobody works on ${long(saturday)} anyway`],
    [`vacation on ${christmas}-12-25`, 'Christmas Day'],
    [`vacation from ${tuesday.date} to ${monday.date}`, 'comes before the first one'],
  ])('"%s" is explained', async (sentence, why) => {
    const heard = await say(sentence);
    expect(heard).toContain(why);
    expect(heard).toContain('Which days');
  });

  test.each([
    [`vacation ${twoDays.text}`, ...twoDays.days.map((day) => long({ day }))] as [string, string, string],
    ['vacation Monday and Thursday next week', 'Monday', 'Other days'],
    ['vacation next week, half a day on one of them', 'first day half', 'last day half'],
  ])('of "%s" it says what was understood and lets choose', async (sentence, one, other) => {
    const heard = await say(sentence);
    expect(heard).toMatch(/I read that as \*\*.*\*\*\. Is that right\?/);
    expect(heard).toContain(one);
    expect(heard).toContain(other);
    expect(await say('yes')).toContain('Your leave request');
  });

  test('none of the meanings: the days are asked for again; a new answer counts at once', async () => {
    await say(`vacation ${twoDays.text}`);
    expect(await say('no')).toContain('Which days would you like off');
    await say(twoDays.text);
    expect(await say(monday.date)).toContain(long(monday));
  });

  test('only the days that were named are taken, when that was meant', async () => {
    const heard = await say(`vacation on ${monday.date} and ${thursday.date}`);
    expect(heard).toContain(`[${long(monday)} and ${long(thursday)}]`);
    expect(await say('1')).toContain('2 working days');
    await say('yes');
    expect((await requests())[0]?.days.map(({ date }) => date)).toEqual([monday.date, thursday.date]);
  });

  test('an overlap is explained before the call, with other days that are free', async () => {
    await say(`vacation from ${monday.date} to ${tuesday.date}`);
    await say('yes');
    const heard = await say(`vacation from ${tuesday.date} to ${wednesday.date}`);
    expect(heard).toMatch(/You already have leave in that time: Vacation, Monday.*waiting for.*Which days/s);
    const offered = /\[([A-Z][^\]]*)\]/.exec(heard)?.[1] ?? '';
    expect(await say(offered)).toContain(`Days: ${long(wednesday).replace(/, \d{4}$/, '')}`);
    expect(await requests()).toHaveLength(1);
  });

  test('an overlap that only the system knows is explained after the call, and other days are asked for', async () => {
    await say(`vacation on ${monday.date}`);
    await askElsewhere(monday.date);
    const heard = await say('yes');
    expect(heard).toMatch(/already have leave on some of these days.*haven't asked for anything.*Which days/s);
    expect(await say(`${tuesday.date}`)).toContain('Your leave request');
    expect(await say('yes')).toContain("I've asked for it");
    expect(await requests()).toHaveLength(2);
  });

  test('two halves of one day do not collide beforehand', async () => {
    await askElsewhere(monday.date, 0.5);
    expect(await say(`half a day of sick leave on ${monday.date}`)).toContain('Your leave request');
  });

  test('too few days are explained before the call, with what would be possible', async () => {
    const friday = nextWeek(12);
    const heard = await say(`sick leave from ${monday.date} to ${friday.date}`);
    expect(heard).toMatch(/That would be 10 working days, but you have only 5 sick days left.*Which days.*\[/s);
    const offered = /\[([A-Z][^\]]*)\]/.exec(heard)?.[1] ?? '';
    expect(await say(offered)).toMatch(/5 working days; afterwards you have 0 sick days left/);
    expect(await requests()).toHaveLength(0);
  });

  test('too few days that only the system knows of are explained after the call', async () => {
    await say(`vacation from ${monday.date} to ${nextWeek(12).date}`);
    for (const day of [15, 16, 17]) await askElsewhere(nextWeek(day).date);
    expect(await say('yes')).toMatch(/too few days left.*haven't asked for anything.*Which days/s);
  });

  test('nobody asks for another one: an address in the text changes nothing', async () => {
    await say(`vacation for manager@example.com on ${monday.date}`);
    await say('yes');
    const [request] = await sandbox().records<{ worker: { descriptor: string } }>('workday', 'leaveRequest');
    expect(request?.worker.descriptor).toBe('Alex Morgan');
  });
});

describe('requests', () => {
  test('one is withdrawn after one confirmation, by its button in the list', async () => {
    await say(`vacation on ${monday.date}`);
    await say('yes');
    const list = await say('my leave requests');
    const button = /\[(Withdraw [^\]]+)\]/.exec(list)?.[1] ?? '';
    expect((await job.click(button)).join('\n')).toContain('Withdraw this request?');
    expect((await requests())[0]?.status).toBe('In Progress');
    expect((await job.click('Withdraw it')).join('\n')).toMatch(
      /Done – Vacation.* is withdrawn, and you have the days back/,
    );
    expect((await requests())[0]?.status).toBe('Canceled');
    expect(await say('how much vacation do i have left')).toContain('12.5 vacation days');
  });

  test('of several, the one is asked for', async () => {
    for (const { date } of [monday, wednesday]) {
      await say(`vacation on ${date}`);
      await say('yes');
    }
    expect(await say('withdraw my leave request')).toMatch(/Which request.*\[Vacation, /s);
    expect(await say(`the one of ${wednesday.date}`)).toContain(long(wednesday));
    await say('yes');
    const open = (await requests()).filter(({ status }) => status === 'In Progress');
    expect(open.map(({ days }) => days[0]?.date)).toEqual([monday.date]);
  });

  test('one that was decided in the meantime is explained', async () => {
    await say(`vacation on ${monday.date}`);
    await say('yes');
    await say('withdraw my leave request');
    await sandbox().fault({ vendor: 'workday', mode: 'status', status: 400, path: 'cancel' });
    const heard = (await job.click('Withdraw it')).join('\n');
    expect(heard).toContain('decided or changed in the meantime');
    expect(heard).toContain('hr@example.com');
  });

  test('there are none', async () => {
    expect(await say('was my vacation approved?')).toMatch(/no leave requests.*\[Ask for leave\]/s);
  });
});

test('who asks for a person in the middle of it is told of HR, and nothing goes to the helpdesk', async () => {
  await say('Ask for leave');
  const heard = await say('agent');
  expect(heard).toMatch(/none of it on to our customer team\. You can speak to our HR team directly: hr@example\.com/);
  expect(await sandbox().requests('zendesk')).toEqual([]);
});

describe('who it is for', () => {
  test.each(['how much vacation do i have left?', 'I want to take next week off', 'what are my benefits?'])(
    'a customer who says "%s" is told politely',
    async (sentence) => {
      const heard = (await job.say(sentence, { channelData: { persona: 'customer' } })).join('\n');
      expect(heard).toMatch(/for our employees|not sure|beyond me|Did you mean/);
      expect(heard).not.toMatch(/Ask for leave|vacation days/);
    },
  );

  test('an employee whom the HR system does not know is given a person', async () => {
    await job.close();
    job = await JobChat.start(sandbox(), 'employee', { DEV_USER_EMAIL: 'nobody@example.com' });
    expect(await say('how much vacation do i have left?')).toMatch(
      /signed in as nobody@example\.com, but our HR system knows nobody.*our HR team directly: hr@example\.com.*\[Talk to a person\]/s,
    );
  });

  test('who it is in the HR system is looked up once in half an hour', async () => {
    const lookUps = async () => (await sandbox().requests('workday')).filter(({ path }) => path.includes('wql')).length;
    await say('how much vacation do i have left?');
    const once = await lookUps();
    await say('was my vacation approved?');
    expect(await lookUps()).toBe(once);
  });
});
