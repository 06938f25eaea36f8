import { responses } from '../../resources/responses';
import type { DialogDefinition } from '../dialogDefinition';
import { ORDER_LIST_DIALOG, OrderListDialog } from './orderListDialog';

/** My recent orders. */
export const orderList: DialogDefinition = {
  id: ORDER_LIST_DIALOG,
  title: 'job.orderList',
  inMenu: false,
  audience: 'everyone',
  intents: ['order.list'],
  needs: ['commerce.listOrders', 'commerce.findOrder'],
  create: (tools) => new OrderListDialog(tools),
  toDetails: ({ entities: { email } }) => (email ? { email } : {}),
  describe: (_operation, locale) => responses('orderList', locale).plain('what'),
};
