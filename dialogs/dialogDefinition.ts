import type { TurnContext } from 'botbuilder';
import type { Dialog } from 'botbuilder-dialogs';
import type { Operation } from '../services/operations/operation';
import type { PortName } from '../services/ports';
import type { TextKey } from '../resources/responses';
import type { JobTools } from './cancelAndHelpDialog';
import type { DialogDependencies } from './dialogDependencies';
import type { Entities } from './entities';

/** All that the rest of the bot knows about a dialog. */
export interface DialogDefinition {
  id: string;
  /** Its line in the menu. */
  menu: TextKey<'main'>;
  /** Sentences that mean this job. */
  examples: readonly string[];
  /** The port methods it cannot do without, as `port.method`; without them it is not offered. */
  needs: readonly `${PortName}.${string}`[];
  create(tools: JobTools): Dialog;
  /** What was said up front, as the dialog's options. */
  toDetails(entities: Entities, context: TurnContext): object;
  /** True for a message without an intent of its own that goes on with what this dialog spoke of last. */
  continues(entities: Entities, context: TurnContext): boolean;
  /** Shows a result that came when nobody waited for it any more. */
  presentLate(context: TurnContext, operation: Operation, dependencies: DialogDependencies): Promise<void>;
  /** What an operation is about, in the middle of a sentence: "order 1001". Not escaped. */
  describe(operation: Operation, locale: string): string;
  /** Undoes what was counted on an answer, when none came: the look-up failed or was called off. */
  forgetUnanswered?(operation: Operation, dependencies: DialogDependencies): Promise<void>;
  /** Says that there was no answer, when nobody waited for it any more. */
  presentFailure(context: TurnContext, operation: Operation): Promise<void>;
}
