import type { TurnContext } from 'botbuilder';
import { Dialog, type DialogContext, type DialogInstance, type DialogTurnResult } from 'botbuilder-dialogs';
import { responses } from '../resources/responses';
import { offer } from './choices';
import { findCommand } from './commands';
import type { DialogDependencies } from './dialogDependencies';
import type { Menu } from './menu';
import { route } from './routing';
import { turnOf } from './turn';

export const SILENCE_DIALOG = 'silence';
const COMMANDS = ['continue', 'startOver', 'cancel', 'menu', 'help', 'agent', 'leaveMessage'] as const;

/** Meets the first message after a long silence in the middle of something: continue, or start over? */
export class SilenceDialog extends Dialog {
  /** @param routeId the dialog that serves a message as if nothing had been going on. */
  constructor(
    private readonly menu: Menu,
    private readonly dependencies: DialogDependencies,
    private readonly routeId: string,
  ) {
    super(SILENCE_DIALOG);
  }

  override async beginDialog(dc: DialogContext): Promise<DialogTurnResult> {
    await this.#ask(dc.context);
    return Dialog.EndOfTurn;
  }

  override async continueDialog(dc: DialogContext): Promise<DialogTurnResult> {
    const { locale } = turnOf(dc.context);
    const command = findCommand(COMMANDS, dc.context.activity.text ?? '', locale);
    if (command === 'continue') return dc.endDialog();
    if (command === 'startOver' || command === 'cancel') return this.#startOver(dc);
    // Whoever wants something else has left what there was.
    if (command || route(dc.context, this.dependencies).message.intent) {
      await dc.cancelAllDialogs();
      return dc.beginDialog(this.routeId);
    }
    await this.#ask(dc.context);
    return Dialog.EndOfTurn;
  }

  async #startOver(dc: DialogContext): Promise<DialogTurnResult> {
    await this.menu.show(dc.context, responses('main', turnOf(dc.context).locale).text('startOver'));
    return dc.cancelAllDialogs(true);
  }

  override repromptDialog(context: TurnContext, _instance: DialogInstance): Promise<void> {
    return this.#ask(context);
  }

  async #ask(context: TurnContext): Promise<void> {
    const { locale } = turnOf(context);
    const common = responses('common', locale);
    await offer(context, responses('main', locale).text('silence'), [
      { title: common.plain('button.continue'), means: 'yes' },
      { title: common.plain('button.startOver'), means: 'no' },
    ]);
  }
}
