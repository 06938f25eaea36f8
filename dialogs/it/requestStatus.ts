import { responses } from '../../resources/responses';
import type { Operation } from '../../services/operations/operation';
import type { PortInput, PortOutput } from '../../services/ports';
import type { DialogDefinition, Message } from '../dialogDefinition';
import { turnOf } from '../turn';
import { sendRequest, sendRequests } from './requestAnswer';
import { MINE, REQUEST_STATUS_DIALOG, RequestStatusDialog, type RequestStatusDetails } from './requestStatusDialog';

/** How a report or an order stands with IT. */
export const requestStatus: DialogDefinition = {
  id: REQUEST_STATUS_DIALOG,
  title: 'job.itRequestStatus',
  inMenu: true,
  audience: 'employees',
  intents: ['it.requestStatus'],
  needs: ['itsm.getRequestStatus', 'itsm.listRequests'],
  create: (tools) => new RequestStatusDialog(tools),
  toDetails,
  continues: ({ entities }) => entities.requestNumber !== undefined,
  describe,
  async presentLate(context, operation, dependencies) {
    const texts = responses('itRequestStatus', turnOf(context).locale);
    if (operation.method === 'listRequests') {
      await context.sendActivity(texts.text('lateList'));
      return sendRequests(context, operation.result as PortOutput<'itsm', 'listRequests'>, dependencies);
    }
    const { number } = operation.input as PortInput<'itsm', 'getRequestStatus'>;
    const request = operation.result as PortOutput<'itsm', 'getRequestStatus'>;
    await context.sendActivity(texts.text(request ? 'late' : 'lateNotFound', { number }));
    if (request) await sendRequest(context, request, dependencies);
  },
};

/** Whose they are is known from sign-in, so without a number all of them are shown at once. */
function toDetails({ entities: { requestNumber } }: Message): RequestStatusDetails {
  return { number: requestNumber ?? MINE };
}

function describe({ method, input }: Operation, locale: string): string {
  const texts = responses('itRequestStatus', locale);
  if (method === 'listRequests') return texts.plain('whatList');
  return texts.plain('what', input as PortInput<'itsm', 'getRequestStatus'>);
}
