import { Dialog, type DialogContext, type DialogTurnResult } from 'botbuilder-dialogs';
import { responses } from '../../resources/responses';
import type { Subscription } from '../../services/subscriptions/subscriptionStore';
import type { JobTools } from '../cancelAndHelpDialog';
import { suggest } from '../choices';
import type { DialogDependencies } from '../dialogDependencies';
import { isFor } from '../routing';
import type { Choice } from '../session';
import { admit } from '../signIn/admission';
import { turnOf } from '../turn';
import { plainWords } from '../words';
import { listOf, nameOf } from './recordNames';
import { stopNotifications } from './stopNotifications';
import { isStillTheirs, subscribe } from './subscribe';
import type { Watchable, WatchedKind } from './watchable';
import type { Wish } from './wishes';

export const NOTIFICATIONS_DIALOG = 'notifications';

/** More buttons than this nobody reads. */
const BUTTONS = 4;

export interface NotificationsOptions {
  wish: Wish;
  /** What the dialogs that look a record up are begun with. */
  lookUps: Partial<Record<WatchedKind, object>>;
}

/** Which job looks a record up, and proves on the way that it is the user's. */
export const LOOK_UPS = {
  order: { id: 'orderLookup', title: 'job.orderLookup' },
  ticket: { id: 'ticketStatus', title: 'job.ticketStatus' },
  request: { id: 'itRequestStatus', title: 'job.itRequestStatus' },
  leave: { id: 'leaveStatus', title: 'job.leaveStatus' },
} as const satisfies Record<WatchedKind, object>;
const KINDS = ['order', 'ticket', 'request', 'leave'] as const satisfies readonly WatchedKind[];

/** What the user wants to be told from now on, what not any more, and what that is at all. */
export class NotificationsDialog extends Dialog<NotificationsOptions> {
  readonly #dependencies: DialogDependencies;

  constructor({ dependencies }: JobTools) {
    super(NOTIFICATIONS_DIALOG);
    this.#dependencies = dependencies;
  }

  override async beginDialog(dc: DialogContext, options?: NotificationsOptions): Promise<DialogTurnResult> {
    if (!options) throw new Error('nothing is wished');
    const instead = await admit(dc, this.id, options, this.#dependencies);
    if (instead) return instead;
    const { wish } = options;
    if (wish.do === 'tell') return this.#tell(dc, options);
    if (wish.do === 'list') await this.#list(dc);
    else await this.#stop(dc, wish);
    return dc.endDialog();
  }

  /** Only what the user was shown; anything else is looked up first, which asks for the proof. */
  async #tell(dc: DialogContext, { wish, lookUps }: NotificationsOptions): Promise<DialogTurnResult> {
    const { session, locale } = turnOf(dc.context);
    const known = (session.watchable ?? []).findLast((each) => isMeant(each, wish) && isStillTheirs(dc.context, each));
    if (known) {
      await subscribe(dc.context, known, this.#dependencies);
      return dc.endDialog();
    }
    const { kind } = wish;
    if (kind && this.#offers(dc, kind)) return dc.replaceDialog(LOOK_UPS[kind].id, { ...lookUps[kind], watch: true });
    const titles = KINDS.filter((each) => this.#offers(dc, each)).map((each) => LOOK_UPS[each].title);
    const choices = titles.map((title) => ({ title: responses('main', locale).plain(title) }));
    await suggest(dc.context, responses('notifications', locale).text('askWhat'), choices.slice(0, BUTTONS));
    return dc.endDialog();
  }

  #offers(dc: DialogContext, kind: WatchedKind): boolean {
    const definition = this.#dependencies.definitions.find(({ id }) => id === LOOK_UPS[kind].id);
    return definition !== undefined && isFor(definition, dc.context);
  }

  async #list({ context }: DialogContext): Promise<void> {
    const { conversationKey, locale } = turnOf(context);
    const texts = responses('notifications', locale);
    const all = await this.#dependencies.subscriptions.listByConversation(conversationKey);
    if (all.length === 0) return void (await context.sendActivity(texts.text('listNone')));
    const names = all.map((each) => nameOf(each, locale));
    const each: Choice[] = names.slice(0, BUTTONS - 1).map((name) => ({
      title: texts.plain('button.stopOne', { name }),
      text: texts.plain('words.stop', { name }),
    }));
    await suggest(context, texts.text('list', { names: listOf(names, locale) }), [
      ...each,
      { title: texts.plain('button.stopAll') },
    ]);
  }

  async #stop({ context }: DialogContext, { kind, number }: Wish): Promise<void> {
    const { locale } = turnOf(context);
    const said = ` ${plainWords(context.activity.text ?? '')} `;
    const isNamed = ({ title }: Subscription) => said.includes(` ${plainWords(title)} `);
    const isOfKind = (each: Subscription) => number === undefined && each.kind === kind;
    if (await stopNotifications(context, this.#dependencies, isNamed)) return;
    if (kind && (await stopNotifications(context, this.#dependencies, isOfKind))) return;
    await context.sendActivity(responses('notifications', locale).text('notSubscribed'));
  }
}

/** "#5001" may be an order or a ticket: a number that was just shown is that one. */
function isMeant(watchable: Watchable, { kind, number }: Wish): boolean {
  if (number !== undefined) return watchable.number.toLowerCase() === number.toLowerCase();
  return kind === undefined || watchable.kind === kind;
}
