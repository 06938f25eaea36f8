import type { CrmRecord, LeadDraft } from '../../../services/ports/crm';
import type { Ports } from '../../../services/ports';
import type { WriteOptions } from '../../../services/values';
import { vendors } from '../../../services/vendors';
import { faultContract } from './faultContract';
import { aWrite, type Contract } from './underTest';

const email = 'customer@example.com';
const consent = { wording: 'You may call me about this.', at: '2026-11-20T10:15:00Z' };
const draft: LeadDraft = {
  firstName: 'Dana',
  lastName: 'Reyes',
  company: 'Reyes Logistics',
  email: 'dana.reyes@example.com',
  phone: '+12025550188',
  interest: 'Forty desk lamps for a new office',
  preferredTime: 'Tuesday morning',
  consent,
};
/** The methods that a vendor may write with. */
const WRITING = ['POST', 'PATCH', 'PUT'];
const unknownPeople = [
  "x' OR Email != '",
  "x\\' OR Email != '",
  "' OR '' = '",
  'x\\',
  '%',
  '*',
  '"',
  '',
  ' ',
  'a'.repeat(300),
];

/** What every system of sales does alike. */
export const crmContract: Contract<'crm'> = (underTest, serves) => {
  const port = () => underTest().port;
  const stored = async (type: string) => underTest().sandbox.records(underTest().vendor, type);
  const count = async (type: string) => (await stored(type)).length;
  /** Everybody whom sales could call: no system has somebody twice. */
  const people = async () => (await count('lead')) + (await count('contact'));
  const textOf = async (type: string) => JSON.stringify(await stored(type));

  /** Whether the vendor says that sending a write again does no harm. */
  const isProtected = (method: keyof Ports['crm']) => {
    const writes = vendors.find(({ id }) => id === underTest().vendor)?.writes['crm'] ?? {};
    return writes[method] === 'keyed' || writes[method] === 'findable';
  };
  const recordOf = async (kind: CrmRecord['kind']): Promise<CrmRecord> => {
    if (kind === 'lead') return (await port().createLead(draft, aWrite())).record;
    const contact = await port().findContactByEmail({ email });
    return { kind, id: contact?.id ?? '' };
  };
  /** A write of which the vendor carries out one request that is never answered, and the same once more. */
  async function loseAnswer<T>(crm: Ports['crm'], method: string, write: (options: WriteOptions) => Promise<T>) {
    const { sandbox, vendor } = underTest();
    const options = aWrite();
    await crm.findContactByEmail({ email }); // logged in
    await sandbox.fault({ vendor, mode: 'commitThenReset', method, times: 1 });
    // A vendor that does not use the method succeeds at once.
    await write(options).catch((error: unknown) =>
      expect(error).toMatchObject({ code: 'unavailable', mayBeDone: true }),
    );
    return write({ ...options, isRepeat: true });
  }

  if (serves('findContactByEmail')) {
    test('finds a contact in any spelling of the address', async () => {
      for (const spelling of [email, 'Customer@EXAMPLE.com', ` ${email} `]) {
        expect(await port().findContactByEmail({ email: spelling })).toMatchObject({
          id: expect.any(String) as string,
          firstName: 'Sarah',
          lastName: 'Miller',
          email,
          phone: '+12025550143',
          company: 'Miller & Daughters',
        });
      }
    });

    test('says nothing of what a contact has not', async () => {
      const james = await port().findContactByEmail({ email: 'other@example.com' });
      expect(james).toMatchObject({ firstName: 'James', lastName: 'Carter' });
      expect(james?.phone).toBeUndefined();
      expect(james?.company).toBeUndefined();
    });

    test.each(['nobody@example.com', ...unknownPeople])('finds nobody with the address %j', async (unknown) => {
      expect(await port().findContactByEmail({ email: unknown })).toBeUndefined();
    });

    faultContract({
      operation: 'findContactByEmail',
      underTest,
      call: (crm, options) => crm.findContactByEmail({ email }, options),
      expected: { email, firstName: 'Sarah' },
    });
  }

  if (serves('updateContact')) {
    const sarah = async () => {
      const contact = await port().findContactByEmail({ email });
      if (!contact) throw new Error('Sarah is not there');
      return contact;
    };

    test('changes what is given and leaves the rest', async () => {
      const before = await sarah();
      const changed = await port().updateContact({ contactId: before.id, phone: '+12025550111' }, aWrite());
      expect(changed).toEqual({ ...before, phone: '+12025550111' });
      const moved = await port().updateContact({ contactId: before.id, email: 'sarah@example.com' }, aWrite());
      expect(moved).toEqual({ ...changed, email: 'sarah@example.com' });
      expect(await port().findContactByEmail({ email: 'sarah@example.com' })).toEqual(moved);
      expect(await port().findContactByEmail({ email })).toBeUndefined();
    });

    test('takes the same change again', async () => {
      const { id } = await sarah();
      const write = aWrite();
      const change = { contactId: id, email: 'sarah@example.com', phone: '+12025550111' };
      const first = await port().updateContact(change, write);
      expect(await port().updateContact(change, { ...write, isRepeat: true })).toEqual(first);
    });

    test("does not take another contact's address", async () => {
      const { id } = await sarah();
      const taken = port().updateContact({ contactId: id, email: 'OTHER@example.com' }, aWrite());
      await expect(taken).rejects.toMatchObject({ code: 'conflict', retryable: false });
      expect(await sarah()).toMatchObject({ id, email });
    });
  }

  if (serves('createLead')) {
    const create = (more: Partial<LeadDraft> = {}, write = aWrite()) => port().createLead({ ...draft, ...more }, write);

    test('creates a lead with everything that was said', async () => {
      const before = await people();
      const { outcome, record } = await create();
      expect(outcome).toBe('created');
      expect(record.id).toBeTruthy();
      expect(await people()).toBe(before + 1);
      const text = await textOf(record.kind);
      for (const said of ['Dana', 'Reyes', 'Reyes Logistics', draft.email, draft.phone, 'Chatbot'])
        expect(text).toContain(said);
      const everything = text + (await textOf('task'));
      for (const said of [draft.interest, 'Tuesday morning', consent.wording, '2026-11-20']) {
        expect(everything).toContain(said);
      }
    });

    /** Anybody can type an address: what they give is noted, and changes nothing that is on file. */
    const stranger = { firstName: 'Eve', lastName: 'Grey', company: 'Grey Inc', phone: '+12025550199' };

    test('leaves a lead as it is when the person comes back, and notes what they gave', async () => {
      const first = await create();
      const before = await stored(first.record.kind);
      const second = await create({ ...stranger, interest: 'Twelve chairs' });
      expect(second).toEqual({ outcome: 'matched', record: first.record });
      expect(await stored(first.record.kind)).toEqual(before);
      const noted = await textOf('task');
      for (const said of [...Object.values(stranger), 'Twelve chairs', first.record.id]) expect(noted).toContain(said);
    });

    test('leaves a contact as it is, and notes what was given', async () => {
      const before = await people();
      const sarah = await port().findContactByEmail({ email });
      const result = await create({ ...stranger, email: 'Customer@example.com' });
      expect(result).toMatchObject({ outcome: 'matched', record: { kind: 'contact', id: sarah?.id } });
      expect(await people()).toBe(before);
      expect(await port().findContactByEmail({ email })).toEqual(sarah);
      const noted = await textOf('task');
      for (const said of [...Object.values(stranger), draft.interest]) expect(noted).toContain(said);
    });

    test('does the same key once', async () => {
      const before = await people();
      const write = aWrite();
      const first = await create({}, write);
      expect(await create({}, { ...write, isRepeat: true })).toEqual(first);
      expect((await create({}, write)).record).toEqual(first.record);
      expect(await people()).toBe(before + 1);
    });

    test.each(WRITING)('writes once when the answer to a %s was lost', async (method) => {
      const before = await people();
      const crm = port();
      const { record } = await loseAnswer(crm, method, (options) => crm.createLead(draft, options));
      expect(record.id).toBeTruthy();
      expect(await people()).toBe(before + 1);
    });

    test('takes text as it is', async () => {
      const lastName = "O'Brien \\' <b>ÄÖ</b> 🚀";
      const { record } = await create({ lastName, email: 'obrien@example.com' });
      const text = await textOf(record.kind);
      expect(text).toContain(JSON.stringify(lastName).slice(1, -1));
    });
  }

  if (serves('createOpportunity')) {
    const deal = { name: 'Desk lamps', description: 'Forty of them', closeDate: '2026-12-31' };

    test.each<CrmRecord['kind']>(['lead', 'contact'])('opens an opportunity for a %s', async (kind) => {
      const record = await recordOf(kind);
      const { id } = await port().createOpportunity({ record, ...deal }, aWrite());
      expect(id).toBeTruthy();
      const text = await textOf('opportunity');
      for (const said of ['Desk lamps', 'Forty of them', '2026-12-31', record.id]) expect(text).toContain(said);
    });

    test.each(WRITING)('opens one when the answer to a %s was lost', async (method) => {
      if (!isProtected('createOpportunity')) return;
      const record = await recordOf('contact');
      const before = await count('opportunity');
      const crm = port();
      await loseAnswer(crm, method, (options) => crm.createOpportunity({ record, ...deal }, options));
      expect(await count('opportunity')).toBe(before + 1);
    });
  }

  if (serves('logInteraction')) {
    const talk = { subject: 'Chat about desk lamps', description: 'They want forty.', at: '2026-11-21T08:00:00Z' };

    test.each<CrmRecord['kind']>(['lead', 'contact'])('notes a talk on a %s', async (kind) => {
      const record = await recordOf(kind);
      const logged = await port().logInteraction({ about: { record }, ...talk }, aWrite());
      expect(logged?.id).toBeTruthy();
      const text = await textOf('task');
      for (const said of [talk.subject, talk.description]) expect(text).toContain(said);
    });

    test.each<CrmRecord['kind']>(['lead', 'contact'])('finds the %s to note it on by the address', async (kind) => {
      const record = await recordOf(kind);
      const address = kind === 'lead' ? draft.email : email;
      const logged = await port().logInteraction({ about: { email: address.toUpperCase() }, ...talk }, aWrite());
      expect(logged?.id).toBeTruthy();
      const tasks = await stored('task');
      expect(JSON.stringify(tasks.filter((task) => JSON.stringify(task).includes(talk.subject)))).toContain(record.id);
    });

    test.each(['nobody@example.com', ...unknownPeople])('notes nothing on anybody for %j', async (unknown) => {
      const before = await count('task');
      expect(await port().logInteraction({ about: { email: unknown }, ...talk }, aWrite())).toBeUndefined();
      expect(await count('task')).toBe(before);
    });

    test.each(WRITING)('notes it once when the answer to a %s was lost', async (method) => {
      if (!isProtected('logInteraction')) return;
      const record = await recordOf('contact');
      const before = await count('task');
      const crm = port();
      await loseAnswer(crm, method, (options) => crm.logInteraction({ about: { record }, ...talk }, options));
      expect(await count('task')).toBe(before + 1);
    });
  }
};
