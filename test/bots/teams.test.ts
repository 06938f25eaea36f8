import { StorageError } from '../../services/storage/storageError';
import { orderHappens } from '../dialogs/notifications/happenings';
import { sandboxForTests } from '../helpers/jobChat';
import { noise, TeamsChat } from '../helpers/teamsChat';

const TICKET = 'please open a ticket because the handle of my mug came off, my mail is customer@example.com';
const sandbox = sandboxForTests();
let teams: TeamsChat;
beforeEach(async () => void (teams = await TeamsChat.start(sandbox())));
afterEach(async () => {
  expect(teams.logged()).not.toContain('turn.failed');
  await teams.close();
});

const tickets = () => sandbox().records<{ subject: string }>('zendesk', 'ticket');
const reviewTicket = () => teams.say(TICKET);
/** The body of a universal action's answer. */
const cardOf = ({ response }: { response: { status: number; body?: unknown } }) => {
  expect(response).toMatchObject({ status: 200, body: { type: 'application/vnd.microsoft.card.adaptive' } });
  return JSON.stringify((response.body as { value: object }).value);
};

describe('welcome', () => {
  test.each([
    ['personally', ['installedPersonally', 'botAddedPersonally'], /a bot.*\[?Track an order|a bot/s],
    ['the other way round', ['botAddedPersonally', 'installedPersonally'], /a bot/],
    ['in a team', ['installedInTeam', 'botAddedToTeam'], /@Assistant/],
  ] as const)('once, although Teams tells it twice: %s', async (_where, [first, second], words) => {
    expect(await teams.send(first)).toEqual([expect.stringMatching(words)]);
    expect(await teams.send(second)).toEqual([]);
  });

  test('not for each person who joins a team', async () => {
    expect(await teams.send('personAddedToTeam')).toEqual([]);
    expect(await teams.send('botAddedToTeam')).toHaveLength(1);
    expect(await teams.send('personAddedToTeam')).toEqual([]);
  });

  test('again after the bot was taken away', async () => {
    await teams.send('installedPersonally');
    await teams.send('removedPersonally');
    expect(await teams.send('installedPersonally')).toHaveLength(1);
  });
});

describe('taken away', () => {
  const disabled = () =>
    teams.job.chat.database.query('SELECT conversation_key FROM subscriptions WHERE disabled_at IS NOT NULL');

  test('nothing is told there any more, until the bot is there again', async () => {
    await teams.say('where is order 1002? customer@example.com');
    await teams.say('Tell me when it ships');
    expect(await teams.send('removedPersonally')).toEqual([]);
    expect(await disabled()).toHaveLength(1);
    await teams.send('installedPersonally');
    expect(await disabled()).toHaveLength(0);
  });

  test('from a team: what runs in its threads is not told either', async () => {
    await sandbox().fault({ vendor: 'shopify', mode: 'hang' });
    const turn = teams.send('channel');
    await teams.job.after(3_000);
    await turn;
    await teams.send('botRemovedFromTeam');
    await teams.job.after(16_000);
    expect(teams.channel.sent.filter(({ type }) => type === 'message')).toEqual([]);
  });

  test('what still runs is not told, and another conversation is left alone', async () => {
    await sandbox().fault({ vendor: 'shopify', mode: 'hang' });
    const elsewhere = { conversation: { id: 'a:1personal-2', conversationType: 'personal' } };
    const turns = [
      teams.send('personal'),
      teams.send('personal', { ...elsewhere, from: { id: '29:ben', name: 'Ben' } }),
    ];
    await teams.job.after(3_000);
    await Promise.all(turns);
    await teams.send('removedPersonally');
    await teams.job.after(4_000);
    const told = teams.channel.sent.filter(({ text }) => text?.includes('still checking'));
    expect(told.map(({ conversation }) => conversation?.id)).toEqual(['a:1personal-2']);
  });
});

test.each(noise.map((activity) => [JSON.stringify(activity), activity]))('no answer to %s', async (_name, activity) => {
  const conversation = { id: 'a:1personal', conversationType: 'personal' };
  await teams.say('track an order');
  expect(await teams.send({ conversation, ...activity })).toEqual([]);
  expect((await teams.say('1001')).join()).toContain('which e-mail');
});

describe('universal actions', () => {
  test('a click does what its words do, and is answered with the card without its buttons', async () => {
    await reviewTicket();
    const clicked = await teams.click('Open the ticket');
    expect(clicked.heard.join()).toContain('5002');
    const card = cardOf(clicked);
    expect(card).toContain('You chose: Open the ticket');
    expect(card).not.toContain('Action.');
    expect(await tickets()).toHaveLength(2);
    // Everybody else sees the same: the message itself was changed.
    const [updated] = teams.channel.updated;
    expect(JSON.stringify(updated)).toContain('You chose: Open the ticket');
  });

  test.each([
    ['with the same id', 'execute-1', 'execute-1'],
    ['with a new id', 'execute-1', 'execute-2'],
  ])('sent again by Teams %s: done once, and answered the same without a word more', async (_how, one, other) => {
    await reviewTicket();
    const click = teams.clickOn('Open the ticket');
    const first = cardOf(await teams.invoke({ ...click, id: one }));
    await teams.job.after(30_000, 10_000);
    const again = await teams.invoke({ ...click, id: other });
    expect(cardOf(again)).toBe(first);
    expect(again.heard).toEqual([]);
    expect(await tickets()).toHaveLength(2);
  });

  test('two at once: done once', async () => {
    await reviewTicket();
    const click = teams.clickOn('Open the ticket');
    await Promise.all([teams.invoke({ ...click, id: 'a' }), teams.invoke({ ...click, id: 'b' })]);
    expect(await tickets()).toHaveLength(2);
  });

  test('a change asks for it, and closes the card until the next one', async () => {
    await reviewTicket();
    const { heard, ...clicked } = await teams.click('Change priority');
    expect(cardOf(clicked)).toContain('You chose: Change priority');
    expect(heard).toHaveLength(1);
    await teams.say('high');
    await teams.click('Cancel');
    expect(teams.channel.updated.map((each) => JSON.stringify(each).includes('You chose: Cancel'))).toEqual([
      false,
      true,
    ]);
  });

  test('typed words close the card as well', async () => {
    await reviewTicket();
    await teams.say('yes');
    expect(JSON.stringify(teams.channel.updated)).toContain('You chose: Open the ticket');
  });

  test('a channel that changes no message: a stale click is answered by the card all the same', async () => {
    teams.channel.updates = false;
    await reviewTicket();
    await teams.say('cancel');
    const clicked = await teams.click('Open the ticket');
    expect(cardOf(clicked)).toContain('You chose: Cancel');
    expect(clicked.heard).toEqual([]);
    expect(await tickets()).toHaveLength(1);
  });

  test('the fallback button of an old client says the same', async () => {
    await reviewTicket();
    const value = teams.job.buttonValue('Open the ticket');
    const submitted = { value: { title: 'Open the ticket', value } };
    expect((await teams.say('', submitted)).join()).toContain('5002');
    expect((await teams.say('', submitted)).join()).toContain('finished');
    expect(await tickets()).toHaveLength(2);
  });

  test('whoever looks at the card again gets it as it stands', async () => {
    await reviewTicket();
    const content = teams.channel.sent.at(-1)?.attachments?.[0]?.content as { refresh: { action: object } };
    const refresh = { type: 'invoke', name: 'adaptiveCard/action', value: { action: content.refresh.action } };
    const look = () => teams.invoke({ ...teams.clickOn('Open the ticket'), ...refresh });
    expect(cardOf(await look())).toBe(JSON.stringify(content));
    await teams.say('cancel');
    const closed = await look();
    expect(cardOf(closed)).toContain('You chose: Cancel');
    expect(closed.heard).toEqual([]);
  });

  test('somebody else who clicks does nothing', async () => {
    await reviewTicket();
    const { response } = await teams.click('Open the ticket', { from: { id: '29:ben', name: 'Ben' } });
    expect(response).toMatchObject({ status: 200, body: { type: 'application/vnd.microsoft.activity.message' } });
    expect(await tickets()).toHaveLength(1);
  });

  test('while the database is away is answered as well, and can be done again', async () => {
    await reviewTicket();
    const query = jest.spyOn(teams.job.chat.database, 'query').mockRejectedValue(new StorageError('away'));
    const { heard, response } = await teams.click('Open the ticket');
    query.mockRestore();
    expect(heard).toEqual([expect.stringContaining('sorry')]);
    expect(response).toMatchObject({ status: 200, body: { type: 'application/vnd.microsoft.activity.message' } });
    expect(teams.logged()).toEqual(['turn.failed']);
    expect((await teams.click('Open the ticket')).heard.join()).toContain('5002');
  });

  test.each([
    ['nothing', undefined],
    ['an empty action', { action: {} }],
    ['another type', { action: { type: 'Action.Submit', verb: 'say', data: { title: 'help' } } }],
    ['another verb', { action: { type: 'Action.Execute', verb: 'delete', data: { title: 'help' } } }],
    ['no title', { action: { type: 'Action.Execute', verb: 'say', data: {} } }],
    ['a long title', { action: { type: 'Action.Execute', verb: 'say', data: { title: 'x'.repeat(201) } } }],
    ['a list of values', { action: { type: 'Action.Execute', verb: 'say', data: { title: 'help', value: [1] } } }],
    ['a refresh of nothing', { action: { type: 'Action.Execute', verb: 'refresh' } }],
  ])('%s is refused', async (_name, value) => {
    const { heard, response } = await teams.invoke({ type: 'invoke', name: 'adaptiveCard/action', value });
    expect(response).toMatchObject({ status: 400, body: { statusCode: 400, type: 'application/vnd.microsoft.error' } });
    expect(heard).toEqual([]);
  });
});

describe('the way out', () => {
  test('loses its buttons when it is taken', async () => {
    await sandbox().fault({ vendor: 'shopify', mode: 'hang', times: 1 });
    const turn = teams.send('personal');
    await teams.job.after(16_000);
    await turn;
    const value = { title: 'Try again', value: teams.job.buttonValue('Try again') };
    const again = teams.say('', { value });
    await teams.job.after(1_000);
    await again;
    const [updated] = teams.channel.updated;
    expect(updated?.attachments).toBeUndefined();
    expect(updated?.text).toMatch(/still have no answer.*You chose: Try again/s);
  });
});

test('a button for somebody else in the thread does nothing, and is not called finished', async () => {
  await sandbox().fault({ vendor: 'shopify', mode: 'hang', times: 1 });
  const turn = teams.send('channel');
  await teams.job.after(16_000);
  await turn;
  const value = { title: 'Try again', value: teams.job.buttonValue('Try again') };
  const bens = { text: '', entities: [], value, from: { id: '29:ben', name: 'Ben' } };
  expect((await teams.send('channel', bens)).join()).toContain('for somebody else');
  expect(teams.channel.updated).toEqual([]);
});

describe('buttons', () => {
  test('few are suggestions where a user is alone with the bot, and stand on a card elsewhere', async () => {
    await teams.send('personal');
    expect(teams.channel.sent.at(-1)?.suggestedActions).toMatchObject({ to: ['29:anna'] });
    await teams.send('channel');
    expect(teams.channel.sent.at(-1)?.suggestedActions).toBeUndefined();
    expect(teams.channel.sent.at(-1)?.attachments).toHaveLength(1);
  });

  test('the menu shows all of them, and each says its title', async () => {
    await teams.say('menu');
    const menu = JSON.stringify(teams.channel.sent.at(-1)?.attachments);
    expect(menu.split('Action.Submit')).toHaveLength(9);
    expect(menu).toContain('Talk to a person');
    const value = { title: 'Check a ticket', value: {} };
    expect((await teams.say('', { value })).join()).toContain('the ticket number');
  });
});

test('news come with buttons of the same kind, which stop them in the middle of something else', async () => {
  await teams.say('where is order 1002? customer@example.com');
  await teams.say('Tell me when it ships');
  await teams.say('open a ticket');
  await orderHappens(teams.job, 'order.shipped');
  await teams.job.after(2_000);
  const value = { title: 'Stop these messages', value: teams.job.buttonValue('Stop these messages') };
  expect(JSON.stringify(teams.channel.sent.at(-1)?.attachments)).toContain('Action.Submit');
  expect((await teams.say('', { value })).join()).toMatch(/1002 any more.*What is it about/s);
  expect(await teams.job.chat.database.query('SELECT * FROM subscriptions')).toEqual([]);
});

describe('typing', () => {
  const typing = () => teams.channel.sent.filter(({ type }) => type === 'typing').length;

  test('is shown again while the turn waits, and not after the answer', async () => {
    await sandbox().fault({ vendor: 'shopify', mode: 'hang' });
    const turn = teams.send('personal');
    await teams.job.after(2_400, 200);
    expect(typing()).toBe(2);
    await teams.job.after(10_000);
    await turn;
    expect(typing()).toBe(2);
  });

  test('is not returned with replies that are all returned at once', async () => {
    await sandbox().fault({ vendor: 'shopify', mode: 'hang' });
    const turn = teams.send('personal', { deliveryMode: 'expectReplies' });
    await teams.job.after(16_000);
    expect((await turn).join()).not.toBe('');
    expect(typing()).toBe(0);
  });
});
