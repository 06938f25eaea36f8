import { JobChat, sandboxForTests } from '../../helpers/jobChat';
import { sayAcrossCrash } from '../../helpers/crash';

const sandbox = sandboxForTests();
let job: JobChat;
const start = async (settings: Record<string, string> = {}) =>
  void (job = await JobChat.start(sandbox(), 'customer', { LEAD_CAPTURE: 'event', ...settings }));
beforeEach(() => start());
afterEach(() => job.close());

const say = async (text: string) => (await job.say(text)).join('\n');
const leads = () => sandbox().records<Record<string, string>>('salesforce', 'lead');
const down = () => sandbox().fault({ vendor: 'salesforce', mode: 'status', status: 503 });

/** Everything up to the card. */
async function goToCard(phone = 'skip'): Promise<void> {
  for (const text of ["I'd like a quote for 50 t-shirts", 'Dana Reyes', 'Reyes Logistics', 'dana@new.example', phone])
    await job.say(text);
  if (phone !== 'skip') await job.say('Tuesday morning');
  await job.say('yes');
}

test('the lead is handed in, the visitor is told just that, and the CRM gets it right after', async () => {
  const before = (await leads()).length;
  await goToCard('(202) 555-0188');
  const heard = await say('yes');
  expect(heard).toContain("Thank you, Dana! I've passed your request on to our sales team");
  expect(heard).toContain('Tuesday morning');
  expect(heard).not.toContain('Our sales team has your request');
  expect(await job.after(3_000)).toEqual([]);
  expect(await leads()).toHaveLength(before + 1);
  expect((await leads()).at(-1)).toMatchObject({ LastName: 'Reyes', Company: 'Reyes Logistics' });
});

test('in German, too', async () => {
  const texts = ['Ich möchte ein Angebot für 50 T-Shirts', 'Dana Reyes', 'Reyes Logistik', 'dana@new.example'];
  for (const text of [...texts, 'überspringen', 'ja']) await job.say(text, { locale: 'de-DE' });
  const heard = (await job.say('ja', { locale: 'de-DE' })).join('\n');
  expect(heard).toContain('Danke, Dana! Ich habe die Anfrage an unseren Vertrieb weitergegeben.');
});

test('with a CRM that is down the visitor hears the same, and the lead is made when it is back', async () => {
  const before = (await leads()).length;
  await goToCard();
  await down();
  expect(await say('yes')).toContain("I've passed your request on");
  expect((await job.after(20_000)).join()).not.toMatch(/still|sorry/);
  expect(await leads()).toHaveLength(before);
  await sandbox().control('DELETE', 'faults');
  expect(await job.after(60_000, 5_000)).toEqual([]);
  expect(await leads()).toHaveLength(before + 1);
});

test('confirmed twice, and a turn that was lost, it is made once', async () => {
  const before = (await leads()).length;
  await goToCard();
  const heard = await sayAcrossCrash(job, 'yes', 'the same message');
  expect(heard.join('\n')).toContain("I've passed your request on");
  await job.after(5_000);
  expect(await leads()).toHaveLength(before + 1);
});

test('one that was handed in before the process died is made by the next', async () => {
  const before = (await leads()).length;
  await goToCard();
  await down();
  await job.say('yes');
  job.chat.kill();
  await sandbox().control('DELETE', 'faults');
  await job.chat.boot();
  await job.after(60_000, 5_000);
  expect(await leads()).toHaveLength(before + 1);
});

test('a lead that the CRM refuses for good is left to a person, with all that was said', async () => {
  await goToCard();
  await sandbox().fault({ vendor: 'salesforce', mode: 'status', status: 403 });
  expect(await say('yes')).toContain("I've passed your request on");
  await job.after(5_000);
  const left = (await job.chat.bot.handoffs.listOpen()).filter(({ reason }) => reason === 'lead_not_created');
  expect(left).toEqual([
    expect.objectContaining({ kind: 'message', email: 'dana@new.example', message: '50 t-shirts' }),
  ]);
  expect(left[0]?.collected).toMatchObject({ lastName: 'Reyes', company: 'Reyes Logistics' });
});

test('how somebody is reached stands nowhere in clear, and in no public event', async () => {
  await goToCard('(202) 555-0188');
  await down();
  await job.say('yes');
  const { database } = job.chat;
  const rows = await Promise.all(
    ['tasks', 'operations', 'handoffs', 'dead_letters'].map((table) => database.query(`SELECT * FROM ${table}`)),
  );
  expect(rows.flat().length).toBeGreaterThan(0);
  expect(JSON.stringify(rows)).not.toMatch(/dana@new\.example|2025550188|Reyes/);
});

test('with opportunities, a lead that is made later opens one as well', async () => {
  await job.close();
  await start({ LEAD_OPPORTUNITY: 'on' });
  await goToCard();
  await job.say('yes');
  await job.after(5_000);
  expect(await sandbox().records('salesforce', 'opportunity')).toMatchObject([
    { Name: 'Reyes Logistics: 50 t-shirts', LeadSource: 'Chatbot' },
  ]);
});
