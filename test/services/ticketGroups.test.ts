import { loadConfig, readConfig } from '../../services/config';

test('groups of topics are read', () => {
  expect(loadConfig({ TICKET_GROUPS: 'order=123, payment=456' }).TICKET_GROUPS).toEqual({
    order: '123',
    payment: '456',
  });
  expect(loadConfig({}).TICKET_GROUPS).toEqual({});
});

test.each(['orders=123', 'order', 'order=', 'order=1 2', '=1'])('%j is refused, with the topics', (text) => {
  expect(readConfig({ TICKET_GROUPS: text }).faults.join()).toMatch(/TICKET_GROUPS must look like.*order, payment/);
});
