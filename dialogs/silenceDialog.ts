import type { TurnContext } from 'botbuilder';
import { Dialog, type DialogContext, type DialogInstance, type DialogTurnResult } from 'botbuilder-dialogs';
import { responses } from '../resources/responses';
import { offer } from './choices';
import { findCommand } from './commands';
import type { Menu } from './menu';
import { turnOf } from './turn';

export const SILENCE_DIALOG = 'silence';

/** Meets the first message after a long silence in the middle of something: continue, or start over? */
export class SilenceDialog extends Dialog {
  readonly #menu: Menu;

  constructor(menu: Menu) {
    super(SILENCE_DIALOG);
    this.#menu = menu;
  }

  override async beginDialog(dc: DialogContext): Promise<DialogTurnResult> {
    await this.#ask(dc.context);
    return Dialog.EndOfTurn;
  }

  override async continueDialog(dc: DialogContext): Promise<DialogTurnResult> {
    const { locale } = turnOf(dc.context);
    const commands = ['continue', 'startOver', 'cancel', 'menu'] as const;
    const command = findCommand(commands, dc.context.activity.text ?? '', locale);
    if (command === 'continue') return dc.endDialog();
    if (!command) {
      await this.#ask(dc.context);
      return Dialog.EndOfTurn;
    }
    await this.#menu.show(dc.context, responses('main', locale).text('startOver'));
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
