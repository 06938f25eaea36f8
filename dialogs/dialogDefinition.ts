import type { TurnContext } from 'botbuilder';
import type { Dialog } from 'botbuilder-dialogs';
import type { TextKey } from '../resources/responses';
import type { Operation } from '../services/operations/operation';
import type { PortName } from '../services/ports';
import type { JobTools } from './cancelAndHelpDialog';
import type { DialogDependencies } from './dialogDependencies';
import type { Entities } from './entities';
import type { Intent } from './understanding/intents';

/** One message, as far as it was understood. */
export interface Message {
  /** What it was taken for. */
  intent?: Intent;
  entities: Entities;
  /** The user puts something right: "sorry, I meant 1001". */
  isCorrection: boolean;
  text: string;
  context: TurnContext;
}

/** All that the rest of the bot knows about a dialog. */
export interface DialogDefinition {
  id: string;
  /** What the job is called, on buttons and in "did you mean …". */
  title: TextKey<'main'>;
  /** What the welcome of customers says of it, after "I can". */
  welcome?: TextKey<'main'>;
  /** What the help gives as an example of it. */
  example?: TextKey<'main'>;
  /** Whether it stands in the menu; all others are reached by words. */
  inMenu: boolean;
  /** `employees`: only for who is signed in as one; `nobody`: the bot itself begins it. */
  audience: 'everyone' | 'employees' | 'nobody';
  /** Holds nothing that is one person's alone: it may be done where others read along. */
  inGroups?: true;
  /** What customers are told who ask for it, where more can be said than that it is for employees. */
  notForCustomers?: TextKey<'main'>;
  /** What it is meant by; the example sentences stand in `resources/utterances`, one file an intent. */
  intents: readonly Intent[];
  /** The port methods it cannot do without, as `port.method`; without them it is not offered. */
  needs: readonly `${PortName}.${string}`[];
  create(tools: JobTools): Dialog;
  /** What was said up front, as the dialog's options. */
  toDetails(message: Message, dependencies: DialogDependencies): object;
  /** True for a message that can mean nothing else, such as the dialog's own buttons; then no other meaning is looked for. */
  claims?(message: Message): boolean;
  /** True for a message without a job of its own that goes on with what this dialog spoke of last, or can only mean it. */
  continues?(message: Message): boolean;
  /** What an operation is about, in the middle of a sentence: "order 1001". Not escaped. */
  describe(operation: Operation, locale: string): string;
  /** Shows a result that came when nobody waited for it any more; without it, the user is told that there is one. */
  presentLate?(context: TurnContext, operation: Operation, dependencies: DialogDependencies): Promise<void>;
  /**
   * Shows what was known last, and how old it is, when the system cannot be reached and somebody waits. Gives whether anything
   * was shown.
   */
  presentLastKnown?(context: TurnContext, operation: Operation, dependencies: DialogDependencies): Promise<boolean>;
  /** Says that there was no answer, when nobody waited for it any more. */
  presentFailure?(context: TurnContext, operation: Operation): Promise<void>;
  /** Why it failed, in the words of this job, where the code of the failure says more than that; ready to be shown. */
  explainFailure?(operation: Operation, locale: string): string | undefined;
  /** Undoes what was counted on an answer, when none came: the look-up failed or was called off. */
  forgetUnanswered?(operation: Operation, dependencies: DialogDependencies): Promise<void>;
}
