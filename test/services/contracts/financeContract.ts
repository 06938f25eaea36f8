import { faultContract } from './faultContract';
import type { Contract } from './underTest';

const employeeEmail = 'employee@example.com';

/** What every finance system does alike, told with the seeded invoices and expense reports. */
export const financeContract: Contract<'finance'> = (underTest, serves) => {
  if (serves('getInvoiceStatus')) {
    const find = (number: string) => underTest().port.getInvoiceStatus({ number });

    test('finds a paid invoice', async () => {
      expect(await find('INV-2001')).toMatchObject({
        number: 'INV-2001',
        status: 'paid',
        total: { amount: '1240.50', currency: 'USD' },
        supplier: 'Fourth Coffee',
        invoicedOn: '2026-01-05',
        dueOn: '2026-02-04',
      });
    });

    test('finds an invoice in approval', async () => {
      const invoice = await find('INV-2002');
      expect(invoice).toMatchObject({ status: 'in_approval', total: { amount: '3899.00', currency: 'USD' } });
      expect(invoice?.paidOn).toBeUndefined();
    });

    test('takes a number in any spelling', async () => {
      expect(await find(' inv-2001 ')).toMatchObject({ number: 'INV-2001' });
    });

    test.each([
      'INV-9999',
      '',
      ' ',
      'INV',
      '%',
      '*',
      "INV-2001' or 'a' eq 'a",
      'INV-2001" OR "1"="1',
      '../2001',
      'INV-200',
    ])('finds no invoice by the number "%s"', async (number) => {
      expect(await find(number)).toBeUndefined();
    });

    faultContract({
      operation: 'getInvoiceStatus',
      underTest,
      call: (port, options) => port.getInvoiceStatus({ number: 'INV-2001' }, options),
      expected: { number: 'INV-2001', status: 'paid' },
    });
  }

  if (serves('getExpenseReportStatus')) {
    const find = (number: string, by = employeeEmail) =>
      underTest().port.getExpenseReportStatus({ number, employeeEmail: by });

    test('finds the own expense report', async () => {
      expect(await find('EXP-3001')).toMatchObject({
        number: 'EXP-3001',
        status: 'in_approval',
        total: { amount: '482.75', currency: 'USD' },
        purpose: 'Trade fair in Chicago',
      });
    });

    test.each([
      ["another's", 'EXP-3001', 'manager@example.com'],
      ['that of the manager', 'EXP-3002', employeeEmail],
      ['one of a stranger', 'EXP-3001', 'nobody@example.com'],
      ['one of nobody', 'EXP-3001', ''],
      ['one that is not there', 'EXP-9999', employeeEmail],
      ['one without a number', '', employeeEmail],
      ['one by a part of its number', 'EXP-300', employeeEmail],
      ['one by syntax', 'EXP-3001" OR "1"="1', employeeEmail],
    ])('does not find %s', async (_name, number, by) => {
      expect(await find(number, by)).toBeUndefined();
    });

    test('shows each employee their own', async () => {
      expect(await find('EXP-3002', 'manager@example.com')).toMatchObject({ number: 'EXP-3002', status: 'paid' });
    });
  }
};
