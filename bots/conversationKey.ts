import type { Activity } from 'botbuilder';

/**
 * What state, lock and operations are kept by: channel, conversation and user, because in a Teams channel many users share
 * a conversation, and each has dialogs of their own.
 */
export function conversationKeyOf(activity: Partial<Activity>): string {
  const { channelId, conversation, from, recipient, membersAdded } = activity;
  // An arrival is the arriving user's, whoever the channel says it is from.
  const arriving = membersAdded?.find(({ id }) => id !== recipient?.id);
  return [channelId, conversation?.id, arriving?.id ?? from?.id]
    .map((part) => encodeURIComponent(part ?? ''))
    .join('/');
}
