import {
  ActivityEx,
  BotAdapter,
  TurnContext,
  type Activity,
  type ConversationParameters,
  type ConversationReference,
  type ResourceResponse,
} from 'botbuilder';
import type { UserTokenClient } from 'botframework-connector';
import { USER_ZONE } from './hours';

/** A channel without HTTP: what a user sends goes straight into the bot, what the bot sends is kept. */
export class MemoryChannel extends BotAdapter {
  sent: Partial<Activity>[] = [];
  /** What was sent and changed afterwards, as it was changed. */
  updated: Partial<Activity>[] = [];
  /** Whether it takes such changes. */
  updates = true;
  /** Makes sending fail, as a channel does for a user who has removed the bot. */
  refuseWith: number | undefined;
  /** The same in one conversation only. */
  refuseIn: string | undefined;
  /** What such a refusal says in its `Retry-After` header. */
  retryAfter: string | undefined;
  /** The personal conversations that the bot asked for. */
  opened: ConversationParameters[] = [];
  /** Makes that fail, as Teams does for a user who has not installed the bot. */
  refuseOpening: number | undefined;
  /** Where the library looks for the client of the token service. */
  readonly UserTokenClientKey = Symbol('tokens');
  #count = 0;

  constructor(
    private readonly channelId = 'webchat',
    private readonly tokens?: UserTokenClient,
  ) {
    super();
  }

  /** The same channel for another process of the bot: no middleware, but all that was sent. */
  reconnect(): MemoryChannel {
    const channel = new MemoryChannel(this.channelId, this.tokens);
    channel.sent = this.sent;
    channel.#count = this.#count;
    return channel;
  }

  /** An activity as the channel would deliver it. */
  incoming(activity: Partial<Activity>): Activity {
    return {
      type: 'message',
      id: `user-${++this.#count}`,
      channelId: this.channelId,
      serviceUrl: 'http://127.0.0.1/directline',
      conversation: { id: 'conversation-1', isGroup: false, conversationType: 'personal', name: '' },
      from: { id: 'user-1', name: '' },
      recipient: { id: 'bot', name: '' },
      locale: 'en-US',
      localTimezone: USER_ZONE,
      ...activity,
    } as Activity;
  }

  async deliver(activity: Partial<Activity>, bot: (context: TurnContext) => Promise<void>): Promise<void> {
    const context = this.#contextOf(this.incoming(activity));
    await this.runMiddleware(context, bot);
    this.sent.push(...context.bufferedReplyActivities);
  }

  sendActivities(_context: TurnContext, activities: Partial<Activity>[]): Promise<ResourceResponse[]> {
    const headers = { get: (name: string) => (name === 'retry-after' ? this.retryAfter : undefined) };
    const refusal = { statusCode: this.refuseWith, response: { headers } };
    if (activities.some(({ conversation }) => conversation?.id === this.refuseIn && this.refuseIn !== undefined))
      return Promise.reject(Object.assign(new Error('refused'), { statusCode: 403 }));
    if (this.refuseWith) return Promise.reject(Object.assign(new Error('refused'), refusal));
    this.sent.push(...activities);
    return Promise.resolve(activities.map(() => ({ id: `bot-${++this.#count}` })));
  }

  override continueConversationAsync(
    _appId: unknown,
    reference: Partial<ConversationReference>,
    logic: unknown,
  ): Promise<void> {
    const activity = ActivityEx.getContinuationActivity(reference);
    return this.runMiddleware(this.#contextOf(activity), logic as (context: TurnContext) => Promise<void>);
  }

  override createConversationAsync(
    _appId: string,
    channelId: string,
    serviceUrl: string,
    _audience: string,
    parameters: ConversationParameters,
    logic: (context: TurnContext) => Promise<void>,
  ): Promise<void> {
    if (this.refuseOpening)
      return Promise.reject(Object.assign(new Error('refused'), { statusCode: this.refuseOpening }));
    this.opened.push(parameters);
    const conversation = { id: `personal-${parameters.members?.[0]?.id}`, isGroup: false, name: '' };
    const activity = { type: 'event', name: 'CreateConversation', channelId, serviceUrl, conversation };
    return this.runMiddleware(this.#contextOf(activity as unknown as Activity), logic);
  }

  #contextOf(activity: Partial<Activity>): TurnContext {
    const context = new TurnContext(this, activity);
    if (this.tokens) context.turnState.set(this.UserTokenClientKey, this.tokens);
    return context;
  }

  updateActivity(_context: TurnContext, activity: Partial<Activity>): Promise<void> {
    if (!this.updates) return Promise.reject(Object.assign(new Error('refused'), { statusCode: 404 }));
    this.updated.push(activity);
    return Promise.resolve();
  }

  deleteActivity(): Promise<void> {
    return Promise.resolve();
  }

  continueConversation(): Promise<void> {
    return Promise.reject(new Error('not used'));
  }
}
