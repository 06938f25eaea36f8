import type { DialogDependencies } from '../dialogs/dialogDependencies';
import { handoffTicketMail, tellHandoffTicket } from '../dialogs/people/handoffTicket';
import type { TellFollowUp } from '../services/handoff/followUps';
import type { Logger } from '../services/logger';
import type { ProactiveMessenger } from './proactiveMessenger';

type Needed = Pick<DialogDependencies, 'company' | 'clock' | 'followUps' | 'live' | 'mailer'>;

/** Tells users that their messages have arrived: in the conversation, or by mail where that cannot be reached any more. */
export function followUpTeller(messenger: ProactiveMessenger, dependencies: Needed, log: Logger): TellFollowUp {
  return async (handoff, followUp, isLastTry) => {
    try {
      const tell = messenger.say(handoff.reference, (context) =>
        tellHandoffTicket(context, handoff, followUp, dependencies),
      );
      if ((await tell) === 'told') return;
    } catch (error) {
      if (!isLastTry) throw error;
    }
    const mail = handoffTicketMail(handoff, followUp);
    if (mail && dependencies.mailer) await dependencies.mailer.send(mail);
    else log.warn('handoff.user_unreachable', { reference: handoff.id });
  };
}
