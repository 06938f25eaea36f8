import type { CatalogItem, IncidentDraft, ItsmPort } from '../../../services/ports/itsm';
import type { WriteOptions } from '../../../services/values';
import { vendors } from '../../../services/vendors';
import { faultContract } from './faultContract';
import { lostAnswers } from './lostAnswers';
import { aWrite, type Contract } from './underTest';

const requesterEmail = 'employee@example.com';

let marks = 0;
/** A text that occurs nowhere else. */
const aMark = () => `mark-${process.pid}-${Date.now()}-${++marks}-end`;

const aDraft = (draft: Partial<IncidentDraft> = {}): IncidentDraft => ({
  requesterEmail,
  subject: 'My laptop does not start',
  description: 'It beeps twice.\nThen nothing happens.',
  impact: 'me',
  urgency: 'high',
  ...draft,
});

/** An answer to everything that an item asks for: the first choice, a word, a yes. */
function answersTo({ variables }: CatalogItem): Record<string, string> {
  const answer = ({ type, choices }: CatalogItem['variables'][number]) =>
    type === 'choice' ? (choices?.[0]?.value ?? '') : type === 'yes_no' ? 'yes' : 'For a new colleague';
  return Object.fromEntries(variables.filter(({ required }) => required).map((each) => [each.name, answer(each)]));
}

/** What every system for IT requests does alike. It needs a catalogue with a `Laptop` (which somebody approves) and a `Monitor`. */
export const itsmContract: Contract<'itsm'> = (underTest, serves) => {
  const create = (draft?: Partial<IncidentDraft>, options: WriteOptions = aWrite()) =>
    underTest().port.createIncident(aDraft(draft), options);
  const status = (number: string, by = requesterEmail) =>
    underTest().port.getRequestStatus({ number, requesterEmail: by });
  const listed = async (by = requesterEmail) =>
    (await underTest().port.listRequests({ requesterEmail: by })).map(({ number }) => number);
  const itemCalled = async (name: string) => {
    const item = (await underTest().port.listCatalogItems({})).find((each) => each.name === name);
    if (!item) throw new Error(`the sandbox's catalogue has no ${name}`);
    return item;
  };
  const order = (item: CatalogItem, input: object = {}) =>
    underTest().port.requestCatalogItem(
      { requesterEmail, itemId: item.id, quantity: 1, variables: answersTo(item), ...input },
      aWrite(),
    );

  if (serves('createIncident')) {
    test('creates an incident that its requester then finds', async () => {
      const before = Date.now();
      const created = await create();
      expect(created).toMatchObject({ kind: 'incident', subject: 'My laptop does not start' });
      expect(['new', 'in_progress']).toContain(created.status);
      expect(Math.abs(Date.parse(created.openedAt) - before)).toBeLessThan(60_000);
      expect(await status(created.number)).toMatchObject({ id: created.id, kind: 'incident', number: created.number });
      expect(await listed()).toEqual([created.number]);
    });

    test.each(['company', 'team', 'me'] as const)('takes an impact on %s', async (impact) => {
      expect(await create({ impact, urgency: 'low' })).toMatchObject({ kind: 'incident' });
    });

    test('keeps what is said of the device', async () => {
      const mark = aMark();
      await create({ device: mark });
      const { sandbox, vendor } = underTest();
      expect(JSON.stringify((await sandbox.control('GET', `records?vendor=${vendor}`)).body)).toContain(mark);
    });

    test('creates none for somebody whom nobody knows', async () => {
      await expect(create({ requesterEmail: 'nobody@example.com' })).rejects.toMatchObject({ retryable: false });
    });

    test('lists what changed last first', async () => {
      const [first, second] = [await create(), await create({ subject: 'The printer smokes' })];
      expect(new Set(await listed())).toEqual(new Set([first.number, second.number]));
      expect(await listed('manager@example.com')).toEqual([]);
    });

    test('says the same of a number that is not there and of one of somebody else, after as many requests', async () => {
      const { number } = await create();
      const missing = number.replace(/\d+$/, (digits) => '9'.repeat(digits.length));
      const requestsFor = async (asked: string, by: string) => {
        const { sandbox, vendor, port } = underTest();
        const before = (await sandbox.requests(vendor)).length;
        expect(await port.getRequestStatus({ number: asked, requesterEmail: by })).toBeUndefined();
        return (await sandbox.requests(vendor)).length - before;
      };
      const ofMissing = await requestsFor(missing, requesterEmail);
      expect(await requestsFor(number, 'manager@example.com')).toBe(ofMissing);
      expect(await requestsFor(number, '')).toBe(ofMissing);
    });
  }

  test.each(['', ' ', '1', '../1', 'INC1^ORnumberISNOTEMPTY', 'IT-1 OR key IS NOT EMPTY', 'request', '٥٠٠١'])(
    'finds nothing by the number "%s"',
    async (number) => {
      expect(await status(number)).toBeUndefined();
    },
  );

  test.each(['', '*', '"', 'employee@example.com^ORsys_idISNOTEMPTY', 'nobody@example.com'])(
    'lists nothing for the address "%s"',
    async (by) => {
      expect(await listed(by)).toEqual([]);
    },
  );

  if (serves('listCatalogItems')) {
    test('lists what can be ordered, with its questions', async () => {
      const names = (await underTest().port.listCatalogItems({})).map(({ name }) => name);
      expect(names).toEqual(expect.arrayContaining(['Laptop', 'Monitor']));
      expect(names).toEqual(names.toSorted((one, other) => one.localeCompare(other)));
      const { variables } = await itemCalled('Laptop');
      expect(variables.map(({ type }) => type)).toEqual(expect.arrayContaining(['choice', 'text']));
      for (const each of variables) {
        expect(each).toMatchObject({ name: expect.any(String) as string, label: expect.any(String) as string });
        if (each.type === 'choice') expect(each.choices?.length).toBeGreaterThan(1);
      }
    });

    test('lists what fits the words', async () => {
      const found = await underTest().port.listCatalogItems({ query: 'monitor' });
      expect(found.map(({ name }) => name)).toEqual(['Monitor']);
      expect(await underTest().port.listCatalogItems({ query: 'xyzzy' })).toEqual([]);
    });
  }

  if (serves('requestCatalogItem')) {
    test('orders what has to be approved', async () => {
      const placed = await order(await itemCalled('Laptop'));
      expect(placed).toMatchObject({ kind: 'request', status: 'awaiting_approval' });
      expect(placed.subject).toContain('Laptop');
      expect(await status(placed.number)).toMatchObject({ id: placed.id, status: 'awaiting_approval' });
      expect(await status(placed.number, 'manager@example.com')).toBeUndefined();
      expect(await listed()).toEqual([placed.number]);
    });

    test('orders several', async () => {
      const placed = await order(await itemCalled('Monitor'), { quantity: 3 });
      expect(placed.status).not.toBe('awaiting_approval');
      expect(JSON.stringify(placed)).toContain('3');
      const { sandbox, vendor } = underTest();
      expect((await sandbox.records<object>(vendor, 'serviceRequest')).length).toBe(1);
    });

    test('refuses wrong orders and places none', async () => {
      const item = await itemCalled('Laptop');
      const good = answersTo(item);
      const choice = item.variables.find(({ type }) => type === 'choice')?.name ?? '';
      const wrong = [
        { variables: { ...good, [choice]: 'golden' } },
        { variables: {} },
        { variables: { ...good, nonsense: 'x' } },
        { quantity: 0 },
        { quantity: 1.5 },
      ];
      for (const input of wrong) {
        await expect(order(item, input)).rejects.toMatchObject({ code: 'invalid_input', mayBeDone: false });
      }
      await expect(order({ ...item, id: '999999' })).rejects.toMatchObject({ mayBeDone: false });
      const { sandbox, vendor } = underTest();
      expect(await sandbox.records<object>(vendor, 'serviceRequest')).toEqual([]);
    });
  }

  if (serves('createIncident')) {
    const write = (port: ItsmPort, subject: string, options: WriteOptions) =>
      port.createIncident(aDraft({ subject }), options);
    const traces = async (mark: string) => {
      const { sandbox, vendor } = underTest();
      return JSON.stringify(await sandbox.records<object>(vendor, 'incident')).split(mark).length - 1;
    };
    const isProtected = () => {
      const { vendor } = underTest();
      return vendors.find(({ id }) => id === vendor)?.writes['itsm']?.['createIncident'] !== 'neither';
    };

    test('writes two different keys twice and one key once', async () => {
      const { port } = underTest();
      const [mark, options] = [aMark(), aWrite()];
      const first = await write(port, mark, options);
      const once = await traces(mark);
      if (isProtected()) expect((await write(port, mark, { ...options, isRepeat: true })).number).toBe(first.number);
      expect(await traces(mark)).toBe(once);
      await write(port, mark, aWrite());
      expect(await traces(mark)).toBe(2 * once);
    });

    test('writes one key once, although each answer was lost', async () => {
      if (!isProtected()) return;
      const system = underTest();
      const [mark, measure] = [aMark(), aMark()];
      await write(system.port, measure, aWrite()); // logged in
      const { outcomes } = await lostAnswers(system, (options) => write(system.port, mark, options));
      expect(outcomes[0]).toMatchObject({ code: 'unavailable', mayBeDone: true });
      expect(await traces(mark)).toBe(await traces(measure));
    });
  }

  if (serves('createIncident') && serves('getRequestStatus')) {
    describe('getRequestStatus', () => {
      let number = '';
      beforeEach(async () => void (number = (await create()).number));
      faultContract({
        operation: 'getRequestStatus',
        underTest,
        call: (port, options) => port.getRequestStatus({ number, requesterEmail }, options),
        expected: { subject: 'My laptop does not start' },
      });
    });
  }
};
