import { createLogger } from '../../../services/logger';
import { createCipher } from '../../../services/storage/cipher';
import { TranscriptStore } from '../../../services/transcript/transcriptStore';
import { JobChat, sandboxForTests } from '../../helpers/jobChat';

const SECRET = 'Kim from the warehouse touches me';

const sandbox = sandboxForTests();
let job: JobChat;
beforeEach(async () => void (job = await JobChat.start(sandbox(), 'employee')));
afterEach(() => job.close());

const say = async (text: string) => (await job.say(text)).join('\n');
const cases = () =>
  sandbox().records<{ sys_class_name?: string; description: string; hr_service?: string }>('servicenow', 'hrCase');
const asText = (value: unknown) => JSON.stringify(value);

/** All that the customers' helpdesk was ever sent. */
const helpdesk = async () => asText(await sandbox().requests('zendesk'));

/** Every row of every table, as it stands on the disk. */
async function onDisk(): Promise<string> {
  const { database } = job.chat;
  const tables = await database.query<{ name: string }>("SELECT name FROM sqlite_master WHERE type = 'table'");
  const rows = await Promise.all(tables.map(({ name }) => database.query(`SELECT * FROM ${name}`)));
  return asText(rows);
}

async function goToCard(): Promise<string> {
  await say('i want to report sexual harassment');
  return say(`${SECRET}. It happened twice.`);
}

describe('a confidential case', () => {
  test('is confidential by its words, and says who reads it and whom to speak to', async () => {
    const heard = await say('i want to report sexual harassment');
    expect(heard).toMatch(
      /treat this as confidential.*our HR team directly: hr@example\.com or \+1 555 010 0177.*What is it about/s,
    );
    const card = await say(`${SECRET}. It happened twice.`);
    expect(card).toContain('Confidential: Yes, confidential');
    expect(card).toContain('not your manager and not our customer team');
  });

  test('goes where only few people may read it', async () => {
    await goToCard();
    expect((await job.click('Send it to HR')).join('\n')).toMatch(
      /with nobody else\. Your case is \*\*HRC\d+\*\*.*hr@example\.com/s,
    );
    const posted = (await sandbox().requests('servicenow')).filter(({ method }) => method === 'POST');
    expect(posted.some(({ path }) => path.includes('sn_hr_core_case_relations'))).toBe(true);
    expect((await cases())[0]?.description).toContain(SECRET);
  });

  test('nobody is asked how that was', async () => {
    await goToCard();
    expect((await job.click('Send it to HR')).join('\n')).not.toContain('How was that?');
  });

  test('its title, and whether it is confidential, can be changed on the card', async () => {
    await goToCard();
    expect(await say('Change title')).toContain('in a few words');
    expect(await say('Conduct of a colleague')).toContain('Title: Conduct of a colleague');
    expect(await say('Change confidential')).toContain('Should this be confidential?');
    expect(await say('no')).toContain('HR answers to employee@example.com');
  });

  test.each(['agent', 'talk to a person', 'leave a message'])(
    'who says "%s" is told of HR, keeps what was written, and nothing goes to the helpdesk',
    async (words) => {
      await goToCard();
      const heard = await say(words);
      expect(heard).toMatch(/stays between you and HR.*our HR team directly: hr@example\.com/s);
      expect(heard).toContain('(card) Your case for HR');
      expect(await helpdesk()).not.toContain(SECRET);
      expect((await job.click('Send it to HR')).join('\n')).toContain('HRC');
    },
  );

  test('who asks for a person afterwards is told of HR, and nothing goes to the helpdesk', async () => {
    await goToCard();
    await job.click('Send it to HR');
    expect(await say('agent')).toContain('our HR team directly');
    expect(await say('i want to speak with somebody please')).toContain('our HR team directly');
    expect(await helpdesk()).not.toContain(SECRET);
    expect(await job.chat.database.query('SELECT id FROM handoffs')).toEqual([]);
  });

  test('a person who is asked for about something else, after a silence, gets nothing of it', async () => {
    await say('where is order 1001, customer@example.com');
    await goToCard();
    await job.click('Send it to HR');
    await job.after(31 * 60_000, 60_000);
    expect(await say('agent')).toContain("I've told our team");
    await job.after(1_000);
    const sent = await helpdesk();
    expect(sent).not.toContain(SECRET);
    expect(sent).not.toContain('harassment');
    expect(sent).toContain('order 1001');
  });

  test('is unreadable wherever it is stored', async () => {
    await goToCard();
    expect(await onDisk()).not.toContain('from the warehouse');
    await job.click('Send it to HR');
    expect(await onDisk()).not.toContain('from the warehouse');
  });

  test('the transcript keeps it for the user alone', async () => {
    await say('where is order 1001, customer@example.com');
    await goToCard();
    const transcripts = new TranscriptStore(job.chat.database, createCipher(Buffer.alloc(32, 7)));
    const [row] = await job.chat.database.query<{ key: string }>(
      'SELECT conversation_key AS key FROM transcript LIMIT 1',
    );
    const shared = await transcripts.read(row?.key ?? '');
    expect(asText(shared)).toContain('order 1001');
    expect(asText(shared)).not.toContain('harassment');
    expect(asText(shared)).not.toContain('from the warehouse');
    expect(asText(await transcripts.read(row?.key ?? '', { alsoConfidential: true }))).toContain('Kim');
  });

  test('is not logged, not even when HR does not answer', async () => {
    const lines: string[] = [];
    const log = createLogger('debug', { write: (line) => void lines.push(line) });
    const logged = await JobChat.start(sandbox(), 'employee', {}, log);
    await sandbox().fault({ vendor: 'servicenow', mode: 'status', status: 400 });
    await logged.say('i want to report sexual harassment');
    await logged.say(SECRET);
    await logged.click('Send it to HR');
    await logged.after(16_000);
    await logged.close();
    expect(lines.join('')).toContain('openHrCase');
    expect(lines.join('')).not.toContain('from the warehouse');
  });
});

test.each([
  'i want to complain about my manager',
  'my boss is discriminating against me',
  'i feel bullied by a coworker',
])('"%s" goes to HR and to nobody else', async (sentence) => {
  expect(await say(sentence)).toMatch(/treat this as confidential.*our HR team directly/s);
  await say('He shouts at me.');
  await job.click('Send it to HR');
  expect(await helpdesk()).toBe('[]');
});

describe('any other case', () => {
  test('is not confidential when it need not be', async () => {
    await say('Contact HR');
    expect(await say('How does parental leave work here?')).toContain('Should this be confidential?');
    expect(await say('not necessary')).toContain('Confidential: No, anybody in HR may read it');
    await say('yes');
    const posted = (await sandbox().requests('servicenow')).filter(
      ({ method, path }) => method === 'POST' && path.includes('sn_hr'),
    );
    expect(posted.map(({ path }) => path.includes('relations'))).toEqual([false]);
  });

  test('takes a first message that tells the matter as such', async () => {
    const heard = await say('please open an HR case: I move to another city next month and need help with the papers');
    expect(heard).toMatch(/Should this be confidential|Your case for HR/);
  });

  test('HR contact is what the settings say', async () => {
    await job.close();
    job = await JobChat.start(sandbox(), 'employee', {
      HR_CONTACT_NAME: 'Dana Lee',
      HR_CONTACT_EMAIL: 'dana@example.com',
    });
    expect(await say('i want to report sexual harassment')).toContain('speak to Dana Lee directly: dana@example.com');
  });

  test('a customer is told politely that it is for employees', async () => {
    const heard = (await job.say('Contact HR', { channelData: { persona: 'customer' } })).join('\n');
    expect(heard).not.toContain('What is it about');
  });
});

describe('pay', () => {
  test.each(["i can't find my payslip", 'i need to change my direct deposit', 'where is my tax form'])(
    '"%s" gets the pay day and the offer of a case',
    async (sentence) => {
      expect(await say(sentence)).toMatch(/Your next pay day is.*shall I open a case\?.*\[Contact HR\]/s);
      expect(await say('yes')).toContain('What is it about?');
    },
  );
});
