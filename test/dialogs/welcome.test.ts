import { JobChat, sandboxForTests } from '../helpers/jobChat';

const sandbox = sandboxForTests();
let job: JobChat | undefined;
afterEach(() => job?.close());

const ALL = "leave and pay, IT and equipment, invoices and expenses, and customers' orders";
const NONE = { HR_VENDOR: 'none', ITSM_VENDOR: 'none', FINANCE_VENDOR: 'none', COMMERCE_VENDOR: 'none' };

test.each<[string, string, Record<string, string>, string]>([
  ['everything', 'en-US', {}, `I can help with ${ALL} – and`],
  [
    'everything, in German',
    'de-DE',
    {},
    'bei Urlaub und Gehalt, IT und Ausstattung, Rechnungen und Spesen und Bestellungen',
  ],
  [
    'no HR system',
    'en-US',
    { HR_VENDOR: 'none' },
    "with IT and equipment, invoices and expenses, and customers' orders – and",
  ],
  ['one system', 'en-US', { ...NONE, HR_VENDOR: 'workday' }, 'help with leave and pay – and'],
  ['none of them', 'en-US', NONE, 'help with what I know – and'],
])('employees are promised what can be done with %s', async (_name, locale, settings, text) => {
  job = await JobChat.start(sandbox(), 'employee', settings);
  const greeted = { type: 'conversationUpdate', locale, membersAdded: [{ id: 'user-1', name: '' }] };
  const heard = await job.chat.send({ ...greeted, channelData: { persona: 'employee' } });
  expect(heard.join()).toContain(text);
});
