import { JobChat, sandboxForTests } from '../../helpers/jobChat';

const HOUR = 60 * 60_000;
const OWNER = 'customer@example.com';
const ONCE_MORE = 'make sure once more that it is you';

const sandbox = sandboxForTests();
let job: JobChat;
beforeEach(async () => void (job = await JobChat.start(sandbox(), 'customer')));
afterEach(() => job.close());

const say = async (text: string) => (await job.say(text)).join('\n');
const fulfillment = async () =>
  (await sandbox().records<{ name: string; cancelledAt: string | null }>('shopify', 'order')).find(({ name }) =>
    name.includes('1002'),
  )?.cancelledAt;

async function comeBackLater(): Promise<void> {
  await job.chat.clock.advance(3 * HOUR);
  await say('hi');
  await say('continue');
}

describe('before something is changed hours later, the order is proved again', () => {
  test('a cancellation', async () => {
    await say(`cancel order 1002, ${OWNER}`);
    await comeBackLater();
    const heard = await say('yes');
    expect(heard).toContain(ONCE_MORE);
    expect(heard).toContain('What is the order number?');
    expect(await fulfillment()).toBeFalsy();
    await say('1002');
    expect(await say(OWNER)).toContain('Cancel order 1002?');
    expect(await say('yes')).toContain('1002');
    expect(await fulfillment()).toBeTruthy();
  });

  test('a return, which keeps the reason', async () => {
    await say(`i want to return order 1004, ${OWNER}`);
    await say('the jeans');
    await say('too small');
    await comeBackLater();
    expect(await say('yes')).toContain(ONCE_MORE);
    await say('1004');
    expect(await say(OWNER)).toContain('What would you like to send back');
    const card = await say('the jeans');
    expect(card).toContain('Your return');
    expect(card).toContain('Too small');
    expect(await say('yes')).toContain('is started');
  });

  test('a message about an order, which keeps the words', async () => {
    await say('order 1003 says delivered but it is not here, other@example.com');
    await say('I looked everywhere, also at the neighbours');
    await comeBackLater();
    expect(await say('yes')).toContain(ONCE_MORE);
    expect(await sandbox().records('zendesk', 'ticket')).toHaveLength(1);
    await say('1003');
    expect(await say('other@example.com')).toContain('I looked everywhere');
    expect(await say('yes')).toContain('Our team has it as ticket');
  });
});

test('another order of the same address that is proved meanwhile proves nothing of this one', async () => {
  await say(`cancel order 1002, ${OWNER}`);
  await job.chat.clock.advance(20 * 60_000);
  expect(await say(`where is order 1001? ${OWNER}`)).toContain('Order 1001');
  await job.chat.clock.advance(15 * 60_000);
  expect(await say('yes')).toContain(ONCE_MORE);
});

test('a wrong address the second time leaves everything as it is', async () => {
  await say(`cancel order 1002, ${OWNER}`);
  await comeBackLater();
  await say('yes');
  await say('1002');
  expect(await say('thief@example.com')).toContain("couldn't find an order 1002");
  expect(await fulfillment()).toBeFalsy();
});

test('an employee who proves an order of another address is asked once', async () => {
  await job.close();
  job = await JobChat.start(sandbox(), 'employee');
  await say(`cancel order 1002, ${OWNER}`);
  expect(await say('yes')).not.toContain(ONCE_MORE);
  expect(await fulfillment()).toBeTruthy();
});
