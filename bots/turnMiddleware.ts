import { AsyncLocalStorage } from 'node:async_hooks';
import {
  ActivityTypes,
  Channels,
  TurnContext,
  type Activity,
  type ConversationAccount,
  type Middleware,
  type StatePropertyAccessor,
} from 'botbuilder';
import { oneOf, type Metrics } from '../services/metrics/metrics';
import type { Notice, Operation } from '../services/operations/operation';
import type { Clock } from '../services/operations/clock';
import { isTeams } from '../dialogs/channels';
import type { Session } from '../dialogs/session';
import type { AuditLog } from '../services/audit/auditLog';
import { auditSignIn } from '../dialogs/signIn/auditSignIn';
import { currentSignIn } from '../dialogs/signIn/signIn';
import { maskSecrets } from '../dialogs/entities/secrets';
import { setTurn, type Customer } from '../dialogs/turn';
import { withoutControls } from '../resources/markdown';
import { conversationKeyOf } from './conversationKey';
import type { ConversationLock } from './conversationLock';
import type { ETagConversationState } from './eTagConversationState';
import { inLanguage, knownLocale, knownTimeZone } from './localeAndZone';

/** A turn that the bot begins itself: which operation it is about, if any, and why it failed if it did. */
export interface OwnTurn {
  notice?: { kind: Notice; operation: Operation };
  failure?: unknown;
  /** Set where a conversation is only made: it hears which, and no turn begins there. */
  opened?: (conversation: ConversationAccount) => void;
}

/** Set around the adapter's call, because its context can only be reached from inside; no channel can forge it. */
export const ownTurn = new AsyncLocalStorage<OwnTurn>();

export interface TurnMiddlewareOptions {
  audit: AuditLog;
  lock: ConversationLock;
  state: ETagConversationState;
  sessions: StatePropertyAccessor<Session>;
  clock: Clock;
  /** The local Direct Line's own fields can be trusted; those that come from elsewhere cannot. */
  isLocalChannel: (activity: Partial<Activity>) => boolean;
  /** Whether languages that know two forms of address use the familiar one. */
  familiar: boolean;
  /** Whether everybody who writes there works for the company. */
  isAmongEmployees: (activity: Partial<Activity>) => boolean;
  /** The employee in development, where nobody signs in. */
  employeeOf: (activity: Partial<Activity>, local: LocalChannelData) => { email: string } | undefined;
  /** The customer whom a website has signed in. */
  customerOf: (activity: Partial<Activity>) => Promise<Customer | undefined>;
  /** Deals with whatever goes wrong, while the conversation is still this turn's alone. */
  onError: (context: TurnContext, error: unknown) => Promise<void>;
  metrics: Metrics;
}

const CHANNELS: readonly string[] = Object.values(Channels);
const TYPES: readonly string[] = Object.values(ActivityTypes);

/** What only the local Direct Line tells; empty for all other channels. */
export interface LocalChannelData {
  clientAddress?: unknown;
  persona?: unknown;
}

/** Gives each turn the conversation to itself, and what it needs to know. */
export class TurnMiddleware implements Middleware {
  readonly #options: TurnMiddlewareOptions;

  constructor(options: TurnMiddlewareOptions) {
    this.#options = options;
  }

  async onTurn(context: TurnContext, next: () => Promise<void>): Promise<void> {
    const { lock, clock, onError } = this.#options;
    const receivedAt = clock.now();
    const beganAt = performance.now();
    let outcome: 'done' | 'failed' = 'done';
    const own = ownTurn.getStore();
    // An id that the client never saw makes Web Chat hold the bot's messages back for seconds.
    if (own?.opened) return own.opened(context.activity.conversation);
    if (own) delete (context.activity as Partial<Activity>).id;
    await lock.run(conversationKeyOf(context.activity), async (interrupted) => {
      try {
        await this.#begin(context, receivedAt, interrupted, own);
        await next();
      } catch (error) {
        outcome = 'failed';
        if (own) own.failure = error;
        else await onError(context, error);
      }
    });
    this.#measure(context.activity, own !== undefined, outcome, performance.now() - beganAt);
  }

  /** One of the bot's own is of the type `own`. */
  #measure({ channelId, type }: Activity, isOwn: boolean, outcome: 'done' | 'failed', ms: number): void {
    this.#options.metrics.observe('bot_turn_duration_seconds', ms / 1000, {
      channel: oneOf(CHANNELS, channelId),
      type: isOwn ? 'own' : oneOf(TYPES, type),
      outcome,
    });
  }

  async #begin(context: TurnContext, receivedAt: number, interrupted: AbortSignal, own?: OwnTurn): Promise<void> {
    const { activity } = context;
    const { sessions, isLocalChannel, employeeOf, customerOf, isAmongEmployees, familiar } = this.#options;
    const session = await sessions.get(context, {});
    const local: LocalChannelData = isLocalChannel(activity) ? ((activity.channelData ?? {}) as LocalChannelData) : {};
    const signedIn = currentSignIn(session, activity.channelId, receivedAt)?.employee;
    const employee = own ? session.employee : (signedIn ?? employeeOf(activity, local));
    const customer = await customerOf(activity);
    const timeZone = knownTimeZone(activity.localTimezone) ?? session.timeZone;
    const locale = inLanguage(knownLocale(activity.locale) ?? session.locale ?? 'en-US', session.language, familiar);
    const masked = maskSecrets(withoutControls((activity.text ?? '').replaceAll('\t', ' ')));
    if (activity.text) activity.text = masked.text;
    setTurn(context, {
      receivedAt,
      interrupted,
      session,
      conversationKey: conversationKeyOf(activity),
      reference: TurnContext.getConversationReference(activity),
      locale,
      silentForMs: session.lastMessageAt === undefined ? 0 : receivedAt - session.lastMessageAt,
      told: new Set(),
      fulfilled: new Set(),
      alongside: [],
      noticed: new Map(),
      masked: masked.found,
      ...(employee && { employee }),
      ...(isAmongEmployees(activity) && { amongEmployees: true }),
      ...(customer && { customer }),
      ...(timeZone && { timeZone }),
      ...(typeof local.clientAddress === 'string' && { clientAddress: local.clientAddress }),
      ...(own?.notice && { notice: own.notice }),
    });
    if (activity.type !== String(ActivityTypes.Message)) return;
    if (employee && employee.email !== session.employee?.email) auditSignIn(context, employee, this.#options.audit);
    // The user's words set these; a later turn of the bot's own has none and uses what was remembered.
    // What was asked to be told later is told whoever it was: in Teams that cannot be somebody else by now.
    const remembered = employee ?? (isTeams(activity.channelId) ? session.employee : undefined);
    const told = { lastMessageAt: receivedAt, locale, employee: remembered };
    Object.assign(session, { ...told, ...(timeZone && { timeZone }), ...(customer && { email: customer.email }) });
  }
}
