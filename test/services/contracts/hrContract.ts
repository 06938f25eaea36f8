import type { HrPort, LeaveDay } from '../../../services/ports/hr';
import { faultContract } from './faultContract';
import { hrCaseContract } from './hrCaseContract';
import { lostAnswers } from './lostAnswers';
import { aWrite, type Contract } from './underTest';
import { workingDays } from './workingDays';

const email = 'employee@example.com';
const today = () => new Date().toISOString().slice(0, 10);

/** What every HR system does alike. It needs no more than the seeds: alex with 12.5 days of vacation and 5 sick days. */
export const hrContract: Contract<'hr'> = (underTest, serves) => {
  const signedIn = async (port: HrPort = underTest().port) => {
    const employee = await port.findEmployee({ email });
    if (!employee) throw new Error(`the sandbox has no ${email}`);
    return { port, employeeId: employee.id };
  };
  const typeOf = async (port: HrPort, employeeId: string, kind: string) => {
    const balance = (await port.getLeaveBalances({ employeeId })).find((each) => each.kind === kind);
    if (!balance) throw new Error(`the sandbox has no balance of the kind ${kind}`);
    return balance;
  };
  /** What a request for leave needs, with the log-in done. */
  const prepared = async (days: LeaveDay[], kind = 'vacation') => {
    const { port, employeeId } = await signedIn();
    const { absenceTypeId } = await typeOf(port, employeeId, kind);
    const ask = (options = aWrite(), changed = days) =>
      port.requestLeave({ employeeId, absenceTypeId, days: changed, comment: 'Family visit' }, options);
    return { port, employeeId, ask };
  };
  const submitted = async (days: LeaveDay[], kind?: string) => {
    const { port, employeeId, ask } = await prepared(days, kind);
    const answer = await ask();
    if (answer.outcome !== 'submitted') throw new Error(`not submitted but ${answer.outcome}`);
    return { port, employeeId, ask, request: answer.request };
  };
  const leaveRecords = () => underTest().sandbox.records<object>(underTest().vendor, 'leaveRequest');

  if (serves('findEmployee')) {
    describe('findEmployee', () => {
      test('finds the employee by the address', async () => {
        expect(await underTest().port.findEmployee({ email })).toEqual({
          id: expect.any(String) as string,
          firstName: 'Alex',
          lastName: 'Morgan',
          email,
        });
      });

      test.each([
        ['a stranger', 'nobody@example.com'],
        ['no address', ''],
        ['a part of an address', 'employee'],
        ['a wildcard', '%@example.com'],
        ['a star', '*@example.com'],
        ['a quote', '" OR "1" = "1'],
        ['another quote', "x' or 'a' eq 'a"],
        ['two addresses', 'employee@example.com,manager@example.com'],
        ['an operator', 'nobody@example.com OR employee@example.com'],
        ['a caret', 'nobody@example.com^ORemail=employee@example.com'],
        ['a backslash', 'employee@example.com\\'],
        ['a path', '../workers'],
      ])('does not find %s', async (_name, by) => {
        expect(await underTest().port.findEmployee({ email: by })).toBeUndefined();
      });
    });
  }

  if (serves('getLeaveBalances')) {
    describe('getLeaveBalances', () => {
      test('gives what is left', async () => {
        const { port, employeeId } = await signedIn();
        const balances = await port.getLeaveBalances({ employeeId });
        const left = balances.map(({ kind, unit, remaining }) => ({ kind, unit, remaining }));
        expect(left).toEqual(
          expect.arrayContaining([
            { kind: 'vacation', unit: 'days', remaining: 12.5 },
            { kind: 'sick', unit: 'days', remaining: 5 },
          ]),
        );
        for (const { name, absenceTypeId } of balances) expect([name, absenceTypeId]).not.toContain('');
      });

      let employeeId = '';
      beforeEach(async () => void ({ employeeId } = await signedIn()));
      faultContract({
        operation: 'getLeaveBalances',
        underTest,
        call: (port, options) => port.getLeaveBalances({ employeeId }, options),
        expected: expect.arrayContaining([expect.objectContaining({ remaining: 12.5 })]),
      });
    });
  }

  if (serves('requestLeave')) {
    describe('requestLeave', () => {
      test('asks for whole days', async () => {
        const days = workingDays([1, 1, 1]);
        const { request } = await submitted(days);
        expect(request).toMatchObject({
          kind: 'vacation',
          status: 'submitted',
          from: days[0]?.date,
          to: days[2]?.date,
          days: 3,
        });
        expect(await leaveRecords()).toHaveLength(1);
      });

      test('asks for half days, and over a weekend', async () => {
        const days = workingDays([0.5, 1, 1, 1, 1, 0.5]);
        const { request, port, employeeId } = await submitted(days);
        expect(request).toMatchObject({ from: days[0]?.date, to: days[5]?.date, days: 5 });
        expect(await leaveRecords()).toHaveLength(1);
        expect(await typeOf(port, employeeId, 'vacation')).toMatchObject({ remaining: 7.5 });
      });

      test('tells the kinds apart', async () => {
        const { request, port, employeeId } = await submitted(workingDays([1]), 'sick');
        expect(request).toMatchObject({ kind: 'sick', days: 1 });
        expect(await typeOf(port, employeeId, 'sick')).toMatchObject({ remaining: 4 });
        expect(await typeOf(port, employeeId, 'vacation')).toMatchObject({ remaining: 12.5 });
      });

      test('says that days are taken already', async () => {
        const { ask } = await submitted(workingDays([1, 1]));
        expect(await ask()).toEqual({ outcome: 'overlap' });
        expect(await ask(aWrite(), workingDays([1, 1]).slice(1))).toEqual({ outcome: 'overlap' });
        expect(await leaveRecords()).toHaveLength(1);
      });

      test('says that there are not enough days left', async () => {
        const { ask } = await prepared(workingDays(Array<1>(6).fill(1)), 'sick');
        expect(await ask()).toEqual({ outcome: 'insufficient_balance' });
        expect(await leaveRecords()).toEqual([]);
      });

      test('refuses a type that is not there', async () => {
        const { port, employeeId } = await signedIn();
        const input = { employeeId, absenceTypeId: 'nothing', days: workingDays([1]) };
        await expect(port.requestLeave(input, aWrite())).rejects.toMatchObject({ code: 'invalid_input' });
      });

      test('asks once for one key', async () => {
        const { ask } = await prepared(workingDays([1, 0.5]));
        const options = aWrite();
        const first = await ask(options);
        expect(await ask({ ...options, isRepeat: true })).toEqual(first);
        expect(await leaveRecords()).toHaveLength(1);
      });

      test('asks once for one key, although the answers were lost', async () => {
        const { ask } = await prepared(workingDays([1, 1]));
        const { outcomes, last } = await lostAnswers(underTest(), (options) => ask(options));
        expect(outcomes[0]).toMatchObject({ code: 'unavailable', mayBeDone: true });
        expect(last).toMatchObject({ outcome: 'submitted', request: { days: 2, status: 'submitted' } });
        expect(await leaveRecords()).toHaveLength(1);
      });

      test('asks when the first try never came through', async () => {
        const { ask } = await prepared(workingDays([1]));
        expect(await ask({ ...aWrite(), isRepeat: true })).toMatchObject({ outcome: 'submitted' });
        expect(await leaveRecords()).toHaveLength(1);
      });
    });
  }

  if (serves('requestLeave') && serves('listLeaveRequests')) {
    test('lists the requests by date', async () => {
      const later = await submitted(workingDays([1], 2));
      const sooner = await submitted(workingDays([1, 1]));
      const listed = await later.port.listLeaveRequests({ employeeId: later.employeeId });
      expect(listed).toEqual([sooner.request, later.request]);
    });

    test('lists nothing of others', async () => {
      const { port } = await submitted(workingDays([1]));
      const manager = await port.findEmployee({ email: 'manager@example.com' });
      expect(await port.listLeaveRequests({ employeeId: manager?.id ?? '' })).toEqual([]);
    });
  }

  if (serves('requestLeave') && serves('getLeaveRequest')) {
    test('gives one request, and only to whom it belongs', async () => {
      const { port, employeeId, request } = await submitted(workingDays([1, 0.5]));
      expect(await port.getLeaveRequest({ employeeId, requestId: request.id })).toEqual(request);
      const manager = await port.findEmployee({ email: 'manager@example.com' });
      const input = { employeeId: manager?.id ?? '', requestId: request.id };
      expect(await port.getLeaveRequest(input)).toBeUndefined();
      expect(await port.getLeaveRequest({ employeeId, requestId: 'nothing' })).toBeUndefined();
    });
  }

  if (serves('withdrawLeaveRequest')) {
    describe('withdrawLeaveRequest', () => {
      test('takes a request back, which gives the days back', async () => {
        const { port, employeeId, request, ask } = await submitted(workingDays([1, 1]));
        const input = { employeeId, requestId: request.id };
        expect(await port.withdrawLeaveRequest(input, aWrite())).toMatchObject({
          id: request.id,
          status: 'withdrawn',
          from: request.from,
        });
        expect(await typeOf(port, employeeId, 'vacation')).toMatchObject({ remaining: 12.5 });
        expect(await ask()).toMatchObject({ outcome: 'submitted' });
      });

      test('takes it back once, although the answers were lost', async () => {
        const { port, employeeId, request } = await submitted(workingDays([1, 1]));
        const input = { employeeId, requestId: request.id };
        const { last } = await lostAnswers(underTest(), (options) => port.withdrawLeaveRequest(input, options));
        expect(last).toMatchObject({ status: 'withdrawn' });
        expect(await typeOf(port, employeeId, 'vacation')).toMatchObject({ remaining: 12.5 });
      });

      test('changes nothing the second time', async () => {
        const { port, employeeId, request } = await submitted(workingDays([1]));
        const [input, options] = [{ employeeId, requestId: request.id }, aWrite()];
        await port.withdrawLeaveRequest(input, options);
        expect(await port.withdrawLeaveRequest(input, { ...options, isRepeat: true })).toMatchObject({
          status: 'withdrawn',
        });
        expect(await typeOf(port, employeeId, 'vacation')).toMatchObject({ remaining: 12.5 });
      });

      test("does not take back what is not there or another's", async () => {
        const { port, employeeId, request } = await submitted(workingDays([1]));
        const manager = await port.findEmployee({ email: 'manager@example.com' });
        for (const input of [
          { employeeId, requestId: 'nothing' },
          { employeeId: manager?.id ?? '', requestId: request.id },
        ]) {
          await expect(port.withdrawLeaveRequest(input, aWrite())).rejects.toMatchObject({ code: 'not_found' });
        }
        expect(await typeOf(port, employeeId, 'vacation')).toMatchObject({ remaining: 11.5 });
      });
    });
  }

  if (serves('getBenefits')) {
    test('gives the benefits', async () => {
      const { port, employeeId } = await signedIn();
      expect(await port.getBenefits({ employeeId })).toEqual(
        expect.arrayContaining([
          expect.objectContaining({ name: 'Medical plan', coverage: 'Employee + family', since: '2024-01-01' }),
          expect.objectContaining({ name: 'Dental plan', coverage: 'Employee', since: '2024-01-01' }),
        ]),
      );
    });
  }

  if (serves('getPayrollDates')) {
    test('gives the next pay day', async () => {
      const { port, employeeId } = await signedIn();
      const dates = await port.getPayrollDates({ employeeId });
      expect(dates?.nextPayDate).toMatch(/^\d{4}-\d\d-\d\d$/);
      expect((dates?.nextPayDate ?? '') >= today()).toBe(true);
      if (dates?.periodStart !== undefined) expect(dates.periodStart < (dates.periodEnd ?? '')).toBe(true);
    });
  }

  hrCaseContract(underTest, serves);
};
