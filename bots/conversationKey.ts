import type { Activity } from 'botbuilder';

/**
 * What state, lock and operations are kept by: channel, conversation and user, because in a Teams channel many users share
 * a conversation, and each has dialogs of their own.
 */
export function conversationKeyOf({ channelId, conversation, from }: Partial<Activity>): string {
  return [channelId, conversation?.id, from?.id].map((part) => encodeURIComponent(part ?? '')).join('/');
}
