import { TeamsActivityHandler } from 'botbuilder';
import type { BotDialogs } from '../dialogs/botDialogs';

/** Hands messages to the dialogs. The middleware around it has the lock and saves the turn. */
export class DialogBot extends TeamsActivityHandler {
  constructor(protected readonly dialogs: BotDialogs) {
    super();
    this.onMessage(async (context, next) => {
      await this.dialogs.answer(context);
      await next();
    });
  }
}
