import { availableDialogs } from '../dialogs';
import { tellNews } from '../dialogs/notifications/tellNews';
import type { Session } from '../dialogs/session';
import { Notifier } from '../services/notifications/notifier';
import type { PortName } from '../services/ports';
import { StockWatch } from '../services/subscriptions/stockWatch';
import type { BotDependencies } from './botDependencies';
import { followUpTeller } from './followUpTeller';
import type { Foundation } from './foundation';
import { bridgeLive } from './liveConversations';
import type { ProactiveMessenger } from './proactiveMessenger';
import { registerUnknownReport } from './unknownOutcome';

/** What the bot says without having been asked: news that users wanted, what a person writes, what became of a message. */
export function connectOwnWords(
  messenger: ProactiveMessenger,
  foundation: Foundation,
  { config, database, cipher, clock, log, mailer }: BotDependencies,
): { notifier: Notifier; stockWatch: StockWatch } {
  const { services, tasks, events, handoffs, followUps, subscriptions, live, files } = foundation;
  const mail = mailer && { mailer };
  followUps.onDelivered(
    followUpTeller(messenger, { company: config, clock, followUps, live: live.conversations, ...mail }, log),
  );
  reportUnknown(foundation, { config, canMail: mailer !== undefined });
  const notifier = new Notifier({
    ...{ database, subscriptions, tasks, clock, log },
    timeZone: config.COMPANY_TIME_ZONE,
    perSecond: config.NOTIFICATIONS_PER_SECOND,
    ...(config.QUIET_HOURS && { quietHours: config.QUIET_HOURS }),
    tell: ({ id, reference }) => messenger.say(reference, (context) => tellNews(context, id, subscriptions)),
    isLive: (ticketId) => live.conversations.hasTicket(ticketId),
  });
  events.subscribe(notifier.subscriber);
  bridgeLive(live, {
    ...{ config, database, cipher, clock, tasks, events, handoffs, services, files, log },
    ...mail,
    say: (reference, tell) => messenger.say(reference, tell),
  });
  const stockWatch = new StockWatch({
    ...{ subscriptions, services, clock, log, notifier },
    everyMs: config.STOCK_CHECK_MINUTES * 60_000,
    timeoutMs: config.ATTEMPT_TIMEOUT_MS,
  });
  return { notifier, stockWatch };
}

function reportUnknown(
  { services, tasks, handoffs, followUps, transcripts, storage }: Foundation,
  { config, canMail }: Pick<BotDependencies, 'config'> & { canMail: boolean },
): void {
  registerUnknownReport({
    ...{ tasks, handoffs, followUps, transcripts, config },
    definitions: availableDialogs(services),
    systemOf: (port, method) => services.vendorOf(port as PortName, method as never) ?? port,
    sessionOf: async (key) => ((await storage.read([key]))[key] as { session?: Session } | undefined)?.session,
    takes: {
      helpdesk: services.serves('helpdesk', 'createTicket'),
      hrCases: services.serves('hr', 'openHrCase'),
      mail: canMail,
    },
  });
}
