import type { CatalogItem } from '../../services/ports/itsm';
import type { Reviewed } from '../form/formDialog';
import type { AnswerName } from './itOrderVariables';

/** What an order needs. */
export interface ItOrderDetails extends Reviewed, Partial<Record<AnswerName, string | null>> {
  /** What was said up front about the thing that is wanted. */
  wish?: string;
  /** What is searched for, in a catalogue too long to be shown. */
  query?: string;
  /** What can be chosen from; forgotten when something is chosen. */
  catalog?: CatalogItem[];
  /** Null: nothing fits. `search`: not among those shown, but the catalogue has more. */
  item?: CatalogItem | { search: string } | null;
  /** The item was named to the user with its price. */
  introduced?: boolean;
  quantity?: number;
  /** One piece is meant unless more are said; once changed, it is asked. */
  guessed?: boolean;
}
