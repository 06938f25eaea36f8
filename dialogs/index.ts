import type { TextKey } from '../resources/responses';
import type { PortMethod, PortName } from '../services/ports';
import type { Services } from '../services/services';
import type { DialogDefinition } from './dialogDefinition';
import { createTicket } from './tickets/createTicket';
import { knowledge } from './tickets/knowledge';
import { ticketStatus } from './tickets/ticketStatus';
import { feedback } from './people/feedback';
import { handoff } from './people/handoffDefinition';
import { openingHours } from './people/openingHours';
import { privacy } from './people/privacy';
import { reachUs } from './people/reachUs';
import { expenseStatus } from './finance/expenseStatus';
import { invoiceStatus } from './finance/invoiceStatus';
import { benefits } from './hr/benefits';
import { hrCase } from './hr/hrCase';
import { leaveBalance } from './hr/leaveBalance';
import { leaveRequest } from './hr/leaveRequest';
import { leaveStatus } from './hr/leaveStatus';
import { payroll } from './hr/payroll';
import { incident } from './it/incident';
import { itOrder } from './it/itOrder';
import { requestStatus } from './it/requestStatus';
import { notifications } from './notifications/notifications';
import { orderCancel } from './orders/orderCancel';
import { orderList } from './orders/orderList';
import { orderLookup } from './orders/orderLookup';
import { orderProblem } from './orders/orderProblem';
import { productAlert } from './products/productAlert';
import { productSearch } from './products/productSearch';
import { contactUpdate } from './sales/contactUpdate';
import { leadCapture } from './sales/leadCapture';
import { refundStatus } from './orders/refundStatus';
import { returnRequest } from './orders/returnRequest';

/** Every dialog, in the order of the menu. */
export const dialogDefinitions: readonly DialogDefinition[] = [
  notifications,
  orderLookup,
  orderList,
  returnRequest,
  refundStatus,
  orderCancel,
  orderProblem,
  productSearch,
  productAlert,
  leadCapture,
  contactUpdate,
  leaveRequest,
  leaveStatus,
  leaveBalance,
  benefits,
  payroll,
  hrCase,
  incident,
  itOrder,
  requestStatus,
  invoiceStatus,
  expenseStatus,
  createTicket,
  ticketStatus,
  knowledge,
  openingHours,
  privacy,
  reachUs,
  handoff,
  feedback,
];

/** The titles of the others, whose buttons are of no use. */
export function titlesBeside(available: readonly DialogDefinition[]): TextKey<'main'>[] {
  return dialogDefinitions.filter((definition) => !available.includes(definition)).map(({ title }) => title);
}

/** Those whose systems are there. */
export function availableDialogs(services: Pick<Services, 'serves'>): DialogDefinition[] {
  return dialogDefinitions.filter(({ needs }) =>
    needs.every((need) => {
      const [port, method] = need.split('.') as [PortName, PortMethod<PortName>];
      return services.serves(port, method);
    }),
  );
}
