import commands from './commands.json';
import common from './common.json';
import contactUpdate from './contactUpdate.json';
import createTicket from './createTicket.json';
import entities from './entities.json';
import feedback from './feedback.json';
import form from './form.json';
import handoff from './handoff.json';
import itIncident from './itIncident.json';
import itRequestStatus from './itRequestStatus.json';
import itOrder from './itOrder.json';
import invoiceStatus from './invoiceStatus.json';
import firstAid from './firstAid.json';
import expenseStatus from './expenseStatus.json';
import knowledge from './knowledge.json';
import leadCapture from './leadCapture.json';
import benefits from './benefits.json';
import hr from './hr.json';
import hrCase from './hrCase.json';
import leaveBalance from './leaveBalance.json';
import leaveRequest from './leaveRequest.json';
import leaveStatus from './leaveStatus.json';
import liveConversation from './liveConversation.json';
import privacy from './privacy.json';
import payroll from './payroll.json';
import main from './main.json';
import notifications from './notifications.json';
import openingHours from './openingHours.json';
import orderCancel from './orderCancel.json';
import orderList from './orderList.json';
import orderLookup from './orderLookup.json';
import orderProblem from './orderProblem.json';
import productAlert from './productAlert.json';
import productSearch from './productSearch.json';
import orderProof from './orderProof.json';
import refundStatus from './refundStatus.json';
import returnRequest from './returnRequest.json';
import pendingOperation from './pendingOperation.json';
import personal from './personal.json';
import signIn from './signIn.json';
import ticketStatus from './ticketStatus.json';
import verification from './verification.json';
import widget from './widget.json';

/** All texts in English, one file a topic. */
export const en = {
  commands,
  common,
  contactUpdate,
  createTicket,
  entities,
  feedback,
  form,
  handoff,
  itIncident,
  itRequestStatus,
  itOrder,
  invoiceStatus,
  firstAid,
  expenseStatus,
  knowledge,
  leadCapture,
  benefits,
  hr,
  hrCase,
  leaveBalance,
  leaveRequest,
  leaveStatus,
  liveConversation,
  payroll,
  privacy,
  main,
  notifications,
  openingHours,
  orderCancel,
  orderList,
  orderLookup,
  orderProblem,
  orderProof,
  productAlert,
  productSearch,
  pendingOperation,
  refundStatus,
  returnRequest,
  personal,
  signIn,
  ticketStatus,
  verification,
  widget,
};
