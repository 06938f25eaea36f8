import { loadConfig } from '../../../services/config';
import { HandoffStore } from '../../../services/handoff/handoffStore';
import { createCipher } from '../../../services/storage/cipher';
import { removeExpired } from '../../../services/storage/housekeeping';
import { DEFAULT_RETENTION } from '../../../services/storage/retention';
import { TranscriptStore } from '../../../services/transcript/transcriptStore';
import { ManualClock } from '../../helpers/manualClock';
import { openTestDatabase } from '../../helpers/testDatabase';

const DAY_MS = 24 * 60 * 60_000;
const read = (text: string) => loadConfig({ RETENTION_DAYS: text }).RETENTION_DAYS;

test('days are those of conversations; other kinds have their own', () => {
  expect(read('')).toEqual(DEFAULT_RETENTION);
  expect(read('7, handoffs=30')).toEqual({ ...DEFAULT_RETENTION, conversations: 7, handoffs: 30 });
});

test.each(['0', '3651', 'x', '30,audit=29', '30,nonsense=5', '30,webhooks=6', 'audit=100', '30,'])(
  'what makes no sense is refused, with what there is: %s',
  (text) => expect(() => read(text)).toThrow(/RETENTION_DAYS must look like 30 or 30,audit=730.*audit \(at least 30\)/),
);

test('what is past its time goes: what was said, and hand-overs that somebody took care of, never open ones', async () => {
  const [database, clock, cipher] = [await openTestDatabase(), new ManualClock(), createCipher(Buffer.alloc(32, 7))];
  const handoffs = new HandoffStore(database, cipher, clock);
  const transcripts = new TranscriptStore(database, cipher);
  const draft = { kind: 'message', reason: 'asked', collected: {}, reference: {} } as const;
  const { handoff } = await handoffs.open({ ...draft, transcript: [], conversationKey: 'closed' });
  await handoffs.open({ ...draft, transcript: [], conversationKey: 'open' });
  await handoffs.close(handoff.id);
  await transcripts.append(database, 'closed', [{ from: 'user', text: 'hello', at: clock.now() }]);
  await clock.advance(6 * DAY_MS);
  await removeExpired(database, clock, read('7,handoffs=5'));
  expect(await handoffs.find(handoff.id)).toBeUndefined();
  expect(await handoffs.listOpen()).toHaveLength(1);
  expect(await transcripts.read('closed')).toHaveLength(1);
  await clock.advance(2 * DAY_MS);
  await removeExpired(database, clock, read('7,handoffs=5'));
  expect(await transcripts.read('closed')).toHaveLength(0);
  await database.close();
});
