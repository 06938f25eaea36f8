import { responses } from '../../resources/responses';
import type { DialogDefinition, Message } from '../dialogDefinition';
import { toOrderDetails } from '../orders/orderProof';
import { turnOf } from '../turn';
import { NOTIFICATIONS_DIALOG, NotificationsDialog, type NotificationsOptions } from './notificationsDialog';
import { readWish } from './wishes';

/** Tell me when it ships; stop that; what do you tell me about. */
export const notifications: DialogDefinition = {
  id: NOTIFICATIONS_DIALOG,
  title: 'job.notifications',
  inMenu: false,
  audience: 'everyone',
  intents: [],
  needs: [],
  create: (tools) => new NotificationsDialog(tools),
  toDetails,
  claims: (message) => readWish(message) !== undefined,
  describe: (_operation, locale) => responses('main', locale).plain('job.notifications'),
};

function toDetails(message: Message): NotificationsOptions {
  const wish = readWish(message) ?? { do: 'list' as const };
  const { number } = wish;
  const { session } = turnOf(message.context);
  const email = session.ticket?.number === number ? session.ticket?.email : undefined;
  return {
    wish,
    lookUps: {
      order: toOrderDetails(message),
      ticket: { ...(number && { number }), ...(email && { email }) },
      request: { number: number ?? 'mine' },
      leave: { withdraw: false },
    },
  };
}
