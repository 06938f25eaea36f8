import benefits from './benefits.json';
import commands from './commands.json';
import common from './common.json';
import contactUpdate from './contactUpdate.json';
import createTicket from './createTicket.json';
import entities from './entities.json';
import expenseStatus from './expenseStatus.json';
import feedback from './feedback.json';
import firstAid from './firstAid.json';
import form from './form.json';
import handoff from './handoff.json';
import hr from './hr.json';
import hrCase from './hrCase.json';
import invoiceStatus from './invoiceStatus.json';
import itIncident from './itIncident.json';
import itOrder from './itOrder.json';
import itRequestStatus from './itRequestStatus.json';
import knowledge from './knowledge.json';
import leadCapture from './leadCapture.json';
import leaveBalance from './leaveBalance.json';
import leaveRequest from './leaveRequest.json';
import leaveStatus from './leaveStatus.json';
import liveConversation from './liveConversation.json';
import main from './main.json';
import notifications from './notifications.json';
import openingHours from './openingHours.json';
import orderCancel from './orderCancel.json';
import orderList from './orderList.json';
import orderLookup from './orderLookup.json';
import orderProblem from './orderProblem.json';
import orderProof from './orderProof.json';
import privacy from './privacy.json';
import payroll from './payroll.json';
import pendingOperation from './pendingOperation.json';
import productAlert from './productAlert.json';
import productSearch from './productSearch.json';
import refundStatus from './refundStatus.json';
import returnRequest from './returnRequest.json';
import personal from './personal.json';
import signIn from './signIn.json';
import ticketStatus from './ticketStatus.json';
import verification from './verification.json';
import widget from './widget.json';

/** All texts in German, one file a topic; `[[formal|familiar]]` where the user is addressed. */
export const de = {
  benefits,
  commands,
  common,
  contactUpdate,
  createTicket,
  entities,
  expenseStatus,
  feedback,
  firstAid,
  form,
  handoff,
  hr,
  hrCase,
  invoiceStatus,
  itIncident,
  itOrder,
  itRequestStatus,
  knowledge,
  leadCapture,
  leaveBalance,
  leaveRequest,
  leaveStatus,
  liveConversation,
  main,
  notifications,
  openingHours,
  orderCancel,
  orderList,
  orderLookup,
  orderProblem,
  orderProof,
  payroll,
  privacy,
  pendingOperation,
  productAlert,
  productSearch,
  refundStatus,
  returnRequest,
  personal,
  signIn,
  ticketStatus,
  verification,
  widget,
};
