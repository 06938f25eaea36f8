import commands from './commands.json';
import common from './common.json';
import createTicket from './createTicket.json';
import entities from './entities.json';
import feedback from './feedback.json';
import form from './form.json';
import handoff from './handoff.json';
import itIncident from './itIncident.json';
import knowledge from './knowledge.json';
import main from './main.json';
import orderCancel from './orderCancel.json';
import orderList from './orderList.json';
import orderLookup from './orderLookup.json';
import orderProblem from './orderProblem.json';
import productSearch from './productSearch.json';
import orderProof from './orderProof.json';
import refundStatus from './refundStatus.json';
import returnRequest from './returnRequest.json';
import pendingOperation from './pendingOperation.json';
import ticketStatus from './ticketStatus.json';
import verification from './verification.json';

/** All texts in English, one file a topic. */
export const en = {
  commands,
  common,
  createTicket,
  entities,
  feedback,
  form,
  handoff,
  itIncident,
  knowledge,
  main,
  orderCancel,
  orderList,
  orderLookup,
  orderProblem,
  orderProof,
  productSearch,
  pendingOperation,
  refundStatus,
  returnRequest,
  ticketStatus,
  verification,
};
