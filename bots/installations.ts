import { ActivityTypes, type Activity } from 'botbuilder';
import type { TurnWork } from '../services/handoff/turnWork';
import type { OperationStore } from '../services/operations/operationStore';
import type { Clock } from '../services/operations/clock';
import type { SubscriptionStore } from '../services/subscriptions/subscriptionStore';
import type { WelcomeRegister } from './welcomeRegister';

export interface InstallationsDependencies {
  operations: OperationStore;
  subscriptions: SubscriptionStore;
  welcomes: WelcomeRegister;
  clock: Clock;
}

/** Where the bot is, as far as channels tell: it is greeted once where it comes, and is quiet where it was taken away. */
export class Installations {
  readonly #dependencies: InstallationsDependencies;

  constructor(dependencies: InstallationsDependencies) {
    this.#dependencies = dependencies;
  }

  /** True for the first call since the bot has come: Teams tells it twice, and again for each channel. */
  isFirst(activity: Activity): Promise<boolean> {
    return this.#dependencies.welcomes.isFirst(placeOf(activity));
  }

  /**
   * Tells nobody there anything any more, whoever asked for it: not news, nor what becomes of calls that still run. Writes
   * are done all the same. Who writes again is told news again.
   */
  forget(activity: Activity): TurnWork {
    const { operations, subscriptions, welcomes, clock } = this.#dependencies;
    return async (sql) => {
      for (const prefix of keyPrefixes(activity)) {
        await subscriptions.disableAll(prefix, sql);
        await operations.closeAll(prefix, clock.now(), sql);
      }
      await welcomes.forget(placeOf(activity), sql);
    };
  }
}

/** True when the bot has come: alone with a user, to a group or to a team. */
export function hasCome({ type, action, membersAdded, recipient }: Activity): boolean {
  if (type === String(ActivityTypes.InstallationUpdate)) return action === 'add';
  return Boolean(membersAdded?.some(({ id }) => id === recipient.id));
}

/** True when the bot was taken away; a newer version of the app in its place is none of that. */
export function hasGone({ type, action, membersRemoved, recipient }: Activity): boolean {
  if (type === String(ActivityTypes.InstallationUpdate)) return action === 'remove';
  return Boolean(membersRemoved?.some(({ id }) => id === recipient.id));
}

/** A team is one place, whatever channel of it is spoken of. */
function placeOf({ channelId, conversation, channelData }: Activity): string {
  const { team } = (channelData ?? {}) as { team?: { id?: unknown } | null };
  return `${channelId}/${typeof team?.id === 'string' ? team.id : conversation.id}`;
}

/** What the keys of a conversation begin with, for all its users: as a whole, and its threads. */
function keyPrefixes({ channelId, conversation }: Activity): string[] {
  const [id = ''] = conversation.id.split(';messageid=');
  const start = [channelId, id].map(encodeURIComponent).join('/');
  return [`${start}/`, `${start}${encodeURIComponent(';messageid=')}`];
}
