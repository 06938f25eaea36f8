import { responses } from '../../resources/responses';
import type { PortOutput } from '../../services/ports';
import type { DialogDefinition, Message } from '../dialogDefinition';
import { presentLateDefault } from '../lateAnswers';
import { turnOf } from '../turn';
import { wishIn } from './catalog';
import type { ItOrderDetails } from './itOrderDetails';
import { IT_ORDER_DIALOG, ItOrderDialog } from './itOrderDialog';

/** Something is needed for work. */
export const itOrder: DialogDefinition = {
  id: IT_ORDER_DIALOG,
  title: 'job.itOrder',
  inMenu: true,
  audience: 'employees',
  intents: ['it.order'],
  needs: ['itsm.listCatalogItems', 'itsm.requestCatalogItem'],
  create: (tools) => new ItOrderDialog(tools),
  toDetails,
  describe: ({ method }, locale) =>
    responses('itOrder', locale).plain(method === 'listCatalogItems' ? 'whatCatalog' : 'whatOrder'),
  async presentLate(context, operation, dependencies) {
    if (operation.method !== 'requestCatalogItem') return presentLateDefault(context, operation, dependencies);
    const { number } = operation.result as PortOutput<'itsm', 'requestCatalogItem'>;
    await context.sendActivity(responses('itOrder', turnOf(context).locale).text('late', { number }));
  },
};

function toDetails({ text, context }: Message): ItOrderDetails {
  const wish = wishIn(text, turnOf(context).locale);
  return wish ? { wish } : {};
}
