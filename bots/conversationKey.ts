import type { Activity } from 'botbuilder';

/**
 * What state, lock and operations are kept by: channel, conversation and user, because in a Teams channel many users share
 * a conversation, and each has dialogs of their own.
 */
export function conversationKeyOf(activity: Partial<Activity>): string {
  const { channelId, conversation } = activity;
  return [channelId, conversation?.id, userIdOf(activity)].map((part) => encodeURIComponent(part ?? '')).join('/');
}

/** Whose turn it is. An arrival is the arriving user's, whoever the channel says it is from. */
export function userIdOf({ from, recipient, membersAdded }: Partial<Activity>): string | undefined {
  return (membersAdded?.find(({ id }) => id !== recipient?.id) ?? from)?.id;
}
