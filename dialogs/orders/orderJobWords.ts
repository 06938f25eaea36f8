import { responses } from '../../resources/responses';
import type { Operation } from '../../services/operations/operation';

/** The jobs about one order, whose texts all have these two. */
type OrderTopic = 'orderCancel' | 'refundStatus' | 'returnRequest' | 'orderProblem';

/** What an operation of such a job is about: with the order's number where the call has it. */
export function describeOrderJob(topic: OrderTopic) {
  return ({ input }: Operation, locale: string): string => {
    const { orderNumber } = input as { orderNumber?: string };
    const texts = responses(topic, locale);
    return orderNumber ? texts.plain('what', { orderNumber }) : texts.plain('whatOrder');
  };
}
