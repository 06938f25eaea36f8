import { setTimeout as pause } from 'node:timers/promises';
import type { CommercePort } from '../../../services/ports/commerce';
import { findOrder, NOWHERE, type Given, type Serves } from './commerceReads';
import { aWrite } from './underTest';

/** Long enough to switch a fault on while a request is under way. */
const UNDER_WAY_MS = 300;

export function cancelContract(underTest: Given, serves: Serves): void {
  const orderIdOf = async (number: string) => (await findOrder(underTest, number)).id;
  const done = { outcome: expect.stringMatching(/^(cancelled|requested)$/) as string };

  test('cancels an order that was not sent, once', async () => {
    const { port, sandbox, vendor } = underTest();
    const orderId = await orderIdOf('1002');
    const write = aWrite();
    expect(await port.cancelOrder({ orderId }, write)).toEqual(done);
    expect(await findOrder(underTest, '1002')).toMatchObject({ fulfillmentStatus: 'cancelled' });
    const orders = await sandbox.records(vendor, 'order');
    expect(await port.cancelOrder({ orderId }, aWrite())).toEqual({
      outcome: 'not_possible',
      why: 'already_cancelled',
    });
    expect(await port.cancelOrder({ orderId }, { ...write, isRepeat: true })).toEqual(done);
    expect(await sandbox.records(vendor, 'order')).toEqual(orders);
  });

  test('does not take the loss of the answer for a failure', async () => {
    const orderId = await orderIdOf('1002');
    const write = aWrite();
    await loseLastAnswer(underTest, (port) => port.cancelOrder({ orderId }, write));
    expect(await findOrder(underTest, '1002')).toMatchObject({ fulfillmentStatus: 'cancelled' });
    expect(await underTest().port.cancelOrder({ orderId }, { ...write, isRepeat: true })).toEqual(done);
  });

  test.each(['1001', '1004', '1005'])('does not cancel order %s, which was sent', async (number) => {
    const orderId = await orderIdOf(number);
    const before = await findOrder(underTest, number);
    const refused = { outcome: 'not_possible', why: 'shipped' };
    expect(await underTest().port.cancelOrder({ orderId }, aWrite())).toEqual(refused);
    expect(await findOrder(underTest, number)).toEqual(before);
  });

  test('says of an order that is gone: not found', async () => {
    const cancelling = underTest().port.cancelOrder({ orderId: NOWHERE }, aWrite());
    await expect(cancelling).rejects.toMatchObject({ code: 'not_found', retryable: false });
  });

  if (!serves('getRefunds')) return;
  test('pays back what was paid', async () => {
    const { port } = underTest();
    const { id: orderId } = await findOrder(underTest, '1002');
    await port.cancelOrder({ orderId }, aWrite());
    expect(await port.getRefunds({ orderId })).toEqual([
      {
        amount: { amount: '79.00', currency: 'USD' },
        status: expect.stringMatching(/^(pending|done)$/) as string,
        createdAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/) as string,
      },
    ]);
  });
}

/** A system without returns of its own answers `needs_person` throughout, and stores nothing. */
export function returnContract(underTest: Given): void {
  const returns = async () => (await underTest().sandbox.records(underTest().vendor, 'return')).length;
  async function draftFor(number: string, position: number) {
    const { port } = underTest();
    const { id: orderId } = await findOrder(underTest, number);
    const item = (await port.getReturnableItems({ orderId }))[position];
    if (!item) throw new Error(`order ${number} has no such item`);
    return { orderId, items: [{ itemId: item.id, quantity: 1, reason: 'too_small' as const, note: 'It is tight.' }] };
  }

  test('starts a return, and leaves what is not in it', async () => {
    const { port } = underTest();
    const before = await returns();
    const draft = await draftFor('1004', 1);
    const answer = await port.startReturn(draft, aWrite());
    if (answer.outcome === 'needs_person') return expect(await returns()).toBe(before);
    expect(answer).toEqual({ outcome: 'started', returnNumber: expect.stringMatching(/^[^#\s]/) as string });
    expect(await returns()).toBe(before + 1);
    const left = await port.getReturnableItems({ orderId: draft.orderId });
    expect(left.map(({ title }) => title)).toEqual(['Black Jeans']);
    expect(await findOrder(underTest, '1004')).toMatchObject({ fulfillmentStatus: 'return_in_progress' });
    const again = await port.startReturn(draft, aWrite());
    expect(again).toEqual({ outcome: 'not_possible', why: 'already_returned' });
    expect(await returns()).toBe(before + 1);
  });

  test('starts one return only, although the answer was lost', async () => {
    const before = await returns();
    const draft = await draftFor('1007', 0);
    const write = aWrite();
    const isLost = await loseLastAnswer(underTest, (port) => port.startReturn(draft, write));
    if (!isLost) return expect(await returns()).toBe(before);
    expect(await returns()).toBe(before + 1);
    const repeated = await underTest().port.startReturn(draft, { ...write, isRepeat: true });
    expect(repeated).toMatchObject({ outcome: 'started' });
    expect(await returns()).toBe(before + 1);
    // Another confirmation is another return: three mugs are left.
    expect(await underTest().port.startReturn(draft, aWrite())).toMatchObject({ outcome: 'started' });
    expect(await returns()).toBe(before + 2);
  });

  test('does not start one of something that is not there', async () => {
    const before = await returns();
    const draft = await draftFor('1004', 0);
    const items = draft.items.map((item) => ({ ...item, itemId: NOWHERE }));
    const answer = await underTest().port.startReturn({ ...draft, items }, aWrite());
    if (answer.outcome !== 'needs_person') expect(answer).toEqual({ outcome: 'not_possible', why: 'unknown_item' });
    expect(await returns()).toBe(before);
  });
}

/**
 * Makes a call whose last request, the one that writes, is carried out without an answer. Which one that is shows a rehearsal;
 * everything is as at start after it.
 *
 * @returns false when the rehearsal showed that it does not write at all.
 */
async function loseLastAnswer(
  underTest: Given,
  call: (port: CommercePort) => Promise<{ outcome: string }>,
): Promise<boolean> {
  const { sandbox, vendor } = underTest();
  const sent = async () => (await sandbox.requests(vendor)).length;
  const sentBefore = await sent();
  const { outcome } = await call(underTest().port);
  const requests = (await sent()) - sentBefore;
  await sandbox.reset();
  if (outcome === 'needs_person') return false;

  const lose = () => sandbox.fault({ vendor, mode: 'commitThenReset' });
  if (requests === 1) await lose();
  else await sandbox.fault({ vendor, mode: 'latency', latencyMs: UNDER_WAY_MS });
  const lost = expect(call(underTest().port)).rejects.toMatchObject({ code: 'unavailable' });
  while ((await sent()) < requests - 1) await pause(5);
  if (requests > 1) await lose();
  await lost;
  await sandbox.control('DELETE', 'faults');
  return true;
}
