import { TurnContext } from 'botbuilder';
import { dialogDefinitions } from '../../../dialogs';
import { graveMatterJob } from '../../../dialogs/people/graveMatter';
import { setTurn } from '../../../dialogs/turn';
import { MemoryChannel } from '../../helpers/channel';
import { JobChat, sandboxForTests } from '../../helpers/jobChat';

const GRAVE = 'My manager keeps touching me and I feel sexually harassed';

/** The job that a message belongs to, whatever was asked. */
function jobOf(text: string, employee?: { email: string }, locale = 'en-US', definitions = dialogDefinitions) {
  const channel = new MemoryChannel();
  const context = new TurnContext(channel, channel.incoming({ text }));
  setTurn(context, { locale, ...(employee && { employee }) } as Parameters<typeof setTurn>[1]);
  return graveMatterJob(context, { definitions })?.id;
}

const sandbox = sandboxForTests();
const employee = { email: 'alex@example.com' };

test('what an employee suffers at work belongs to HR', () => expect(jobOf(GRAVE, employee)).toBe('hrCase'));
test('in German too', () =>
  expect(jobOf('Mein Chef fasst mich an, ich werde sexuell belästigt', employee, 'de-DE')).toBe('hrCase'));
test('nothing else does', () => expect(jobOf('My monitor is broken', employee)).toBeUndefined());
test('a customer has no HR', () => expect(jobOf(GRAVE)).toBeUndefined());
test('nor has anybody where there is no such job', () => expect(jobOf(GRAVE, employee, 'en-US', [])).toBeUndefined());

test('said with a rating it is no rating', async () => {
  const job = await JobChat.start(sandbox(), 'employee');
  await job.say('open a ticket: the handle of my mug came off');
  await job.say('yes');
  expect((await job.say(`1, ${GRAVE}`)).join('\n')).toContain('confidential');
  expect(JSON.stringify(await sandbox().requests('zendesk'))).not.toContain('harassed');
  await job.close();
});

describe('said to another job’s question', () => {
  test.each(['Open a ticket', 'Report an IT problem'])('%s', async (open) => {
    const job = await JobChat.start(sandbox(), 'employee');
    await job.say(open);
    expect((await job.say(GRAVE)).join('\n')).toContain('confidential');
    await job.say('no');
    await job.say('yes');
    for (const vendor of ['zendesk', 'servicenow']) {
      const tickets = (await sandbox().requests(vendor)).filter(({ path }) => /tickets|incident/.test(path));
      expect(JSON.stringify(tickets)).not.toContain('harassed');
    }
    await job.close();
  });
});
