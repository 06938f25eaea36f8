import { ManualVendor } from '../../helpers/vendor';
import { startHttpBot, type HttpBot } from '../httpBot';
import { ask, formTokenOf } from './opsClient';

let bot: HttpBot;
beforeEach(async () => void (bot = await startHttpBot(new ManualVendor().services, { COMPANY_NAME: '<Ben & Kim>' })));
afterEach(() => bot.stop());

const open = () => ask(`${bot.origin}/ops`);
const press = (page: string, action: string, form: Record<string, string>) =>
  ask(`${bot.origin}/ops/${action}`, { origin: bot.origin }, { ...form, formToken: formTokenOf(page) });

test('a quiet bot says so, in words', async () => {
  const { text, headers } = await open();
  for (const words of [
    'All is well',
    'Nobody is waiting for a person',
    'Every write is accounted for',
    'Nothing was given up',
  ])
    expect(text).toContain(words);
  expect(text).toContain('&#60;Ben &#38; Kim&#62;');
  expect(text).not.toMatch(/<script|<style| style=| on\w+=/);
  expect(headers['content-security-policy']).toContain("default-src 'none'");
  expect(headers['x-content-type-options']).toBe('nosniff');
});

test('the overview names the settings that were given and shows none of their values', async () => {
  const { text } = await open();
  expect(text).toContain('COMPANY_NAME');
  expect(text).toContain('SQLite');
});

test('what was given up is on the page, and is tried again by its button', async () => {
  let isBroken = true;
  const done: unknown[] = [];
  const handle = ({ payload }: { payload: unknown }) =>
    isBroken ? Promise.reject(new RangeError('kim@example.com')) : Promise.resolve(void done.push(payload));
  bot.bot.tasks.register('test', { maxAttempts: 1, handle });
  await bot.bot.tasks.add({ kind: 'test', key: 'kim@example.com', payload: { to: 'kim@example.com' } });
  const letter = await eventually(async () => (await bot.bot.tasks.listDead(1))[0]);

  const { text } = await open();
  expect(text).toContain('1 background task was given up');
  expect(text).toContain('RangeError');
  expect(text).not.toContain('kim@example.com');

  isBroken = false;
  const pressed = await press(text, 'dead-letters/retry', { kind: letter.kind, id: letter.id });
  expect([pressed.status, pressed.headers.location]).toEqual([303, '/ops?note=retried']);
  await eventually(() => Promise.resolve(done[0]));
  expect((await press(text, 'dead-letters/retry', { kind: letter.kind, id: letter.id })).headers.location).toBe(
    '/ops?note=gone',
  );
  expect((await ask(`${bot.origin}/ops?note=retried`)).text).toContain('It is being tried again');
  expect((await ask(`${bot.origin}/ops?note=%3Cscript%3E`)).text).not.toContain('script');
});

test('an open hand-over shows its reference, kind and ticket, and nothing of the user', async () => {
  const { handoff } = await bot.bot.handoffs.open({
    ...{ kind: 'message', conversationKey: 'kim@example.com', reason: 'asked', reference: {} },
    ...{ collected: { order: '70707' }, transcript: [], message: 'My parcel is wet', email: 'kim@example.com' },
  });
  await bot.bot.handoffs.complete(handoff.id, {
    ticket: { id: '1', number: 'T-4711', requesterEmail: 'kim@example.com' },
  });
  const { text } = await open();
  for (const shown of [handoff.id, 'message', 'asked', 'T-4711']) expect(text).toContain(shown);
  for (const hidden of ['kim@example.com', '70707', 'My parcel is wet']) expect(text).not.toContain(hidden);

  const pressed = await press(text, 'hand-overs/close', { id: handoff.id });
  expect(pressed.headers.location).toBe('/ops?note=closed');
  expect(await bot.bot.handoffs.listOpen()).toEqual([]);
});

test.each(['dead-letters/retry', 'unknown/looked-into', 'hand-overs/close'])(
  '%s without a form of the page is refused',
  async (action) => {
    expect((await ask(`${bot.origin}/ops/${action}`, { origin: bot.origin }, { id: 'x' })).status).toBe(403);
  },
);

/** Waits for what another part of the bot does by itself. */
async function eventually<T>(look: () => Promise<T | undefined>): Promise<T> {
  for (;;) {
    const found = await look();
    if (found !== undefined) return found;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
