import { responses } from '../../resources/responses';
import type { Subscription } from '../../services/subscriptions/subscriptionStore';

/** What a subscription is about, in the middle of a sentence: "order 1002". Not escaped. */
export function nameOf({ kind, title }: Pick<Subscription, 'kind' | 'title'>, locale: string): string {
  return kind === 'stock' ? title : responses('notifications', locale).plain(`name.${kind}`, { title });
}

/** "a, b and c". Not escaped. */
export function listOf(names: readonly string[], locale: string): string {
  const last = names.at(-1) ?? '';
  const before = names.slice(0, -1).join(', ');
  return before ? `${before} ${responses('notifications', locale).plain('and')} ${last}` : last;
}
