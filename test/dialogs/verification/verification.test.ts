import { JobChat, sandboxForTests } from '../../helpers/jobChat';

const sandbox = sandboxForTests();
let job: JobChat;
beforeEach(async () => void (job = await JobChat.start(sandbox(), 'customer')));
afterEach(() => job.close());

const code = () => /\d{6}/.exec(job.chat.mails.mails[0]?.subject ?? '')?.[0] ?? '';
const OWNER = 'customer@example.com';

/** Wrong addresses until nobody may guess at order 1001 any more. */
async function lockOrder(): Promise<string[]> {
  let heard: string[] = [];
  for (let guess = 0; guess < 6; guess++)
    heard = await job.say(`where is order 1001? my mail is wrong${guess}@example.com`);
  return heard;
}

test('an owner who is locked out gets in by a code, and is asked for none for the next order', async () => {
  expect(await lockOrder()).toEqual([
    expect.stringContaining('several tries'),
    expect.stringContaining('[Send me a code]'),
  ]);
  await job.say('no');
  expect(await job.say(`where is order 1001? my mail is ${OWNER}`)).toEqual([
    expect.stringContaining('several tries'),
    expect.stringContaining(`Shall I send a code to ${OWNER}?`),
  ]);
  expect(await job.say('yes')).toEqual([
    expect.stringContaining(`a six-digit code to ${OWNER}`),
    expect.stringContaining('What is the code?'),
  ]);
  expect(job.chat.mails.mails).toMatchObject([{ to: OWNER, text: expect.stringContaining(code()) as string }]);
  expect(await job.say(`it's ${code().slice(0, 3)} ${code().slice(3)}`)).toEqual([
    expect.stringContaining("that's you"),
    expect.stringContaining('(card) Order 1001'),
    expect.stringContaining('anything else'),
  ]);
  expect(await job.say('where is order 1002?')).toEqual([
    expect.stringContaining('(card) Order 1002'),
    expect.stringContaining('anything else'),
  ]);
});

test('a code stands three tries', async () => {
  await lockOrder();
  await job.say('yes');
  const wrong = code() === '000000' ? '111111' : '000000';
  expect(await job.say(wrong)).toEqual([expect.stringContaining('not the code'), expect.stringContaining('What is')]);
  await job.say(wrong);
  expect(await job.say(wrong)).toEqual([expect.stringContaining("can't be used any more")]);
});

test('a code is good for ten minutes, and a new one can be had', async () => {
  await lockOrder();
  await job.say('yes');
  const old = code();
  await job.chat.clock.advance(10 * 60_000 + 1);
  expect(await job.say(old)).toEqual([expect.stringContaining("can't be used any more")]);
  await job.say(`where is order 1001? my mail is ${OWNER}`);
  await job.say('yes');
  expect(await job.say('Send a new code')).toEqual([expect.stringContaining('six-digit'), expect.anything()]);
  expect(await job.say(code())).toContainEqual(expect.stringContaining('(card) Order 1001'));
});

test('an address gets so many codes and no more, whoever asks', async () => {
  await lockOrder();
  await job.say(`where is order 1001? my mail is ${OWNER}`);
  let heard = await job.say('yes');
  for (let count = 0; count < 5; count++) heard = await job.say('Send a new code');
  expect(heard.join()).toContain('a good many codes');
  expect(job.chat.mails.mails).toHaveLength(5);
});

test('neither codes nor addresses stand in the database in clear', async () => {
  await lockOrder();
  await job.say('yes');
  const rows = await job.chat.database.query('SELECT * FROM verification_codes');
  expect(rows).toHaveLength(1);
  expect(JSON.stringify(rows)).not.toMatch(new RegExp(`${code()}|@`));
});
