import commands from './commands.json';
import common from './common.json';
import entities from './entities.json';
import form from './form.json';
import handoff from './handoff.json';
import itIncident from './itIncident.json';
import main from './main.json';
import orderLookup from './orderLookup.json';
import orderProof from './orderProof.json';
import pendingOperation from './pendingOperation.json';
import verification from './verification.json';

/** All texts in English, one file a topic. */
export const en = {
  commands,
  common,
  entities,
  form,
  handoff,
  itIncident,
  main,
  orderLookup,
  orderProof,
  pendingOperation,
  verification,
};
