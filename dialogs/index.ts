import type { PortMethod, PortName } from '../services/ports';
import type { Services } from '../services/services';
import type { DialogDefinition } from './dialogDefinition';
import { incident } from './it/incident';
import { orderLookup } from './orders/orderLookup';

/** Every dialog, in the order of the menu. */
export const dialogDefinitions: readonly DialogDefinition[] = [orderLookup, incident];

/** Those whose systems are there. */
export function availableDialogs(services: Pick<Services, 'serves'>): DialogDefinition[] {
  return dialogDefinitions.filter(({ needs }) =>
    needs.every((need) => {
      const [port, method] = need.split('.') as [PortName, PortMethod<PortName>];
      return services.serves(port, method);
    }),
  );
}
