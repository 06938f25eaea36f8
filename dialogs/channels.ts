import type { Activity } from 'botbuilder';

/** The channels that show Adaptive Cards; all others get the same answer as text. */
const ADAPTIVE_CARDS: ReadonlySet<string> = new Set(['emulator', 'webchat', 'directline', 'msteams']);
/** The channels that show suggested actions; all others get their buttons on a card. */
const SUGGESTED_ACTIONS: ReadonlySet<string> = new Set(['emulator', 'webchat', 'directline']);
/**
 * Teams shows this many suggested actions.
 * https://learn.microsoft.com/microsoftteams/platform/bots/how-to/conversations/prompt-suggested-actions
 */
const TEAMS_SUGGESTIONS = 6;

/** The channels that take events from a bot, and may route a hand-over by them. */
const EVENTS: ReadonlySet<string> = new Set(['emulator', 'webchat', 'directline']);

export function showsAdaptiveCards(channelId: string): boolean {
  return ADAPTIVE_CARDS.has(channelId);
}

/** In Teams only where a user is alone with the bot, and only a few. */
export function showsSuggestedActions({ channelId, conversation }: Partial<Activity>, count: number): boolean {
  if (channelId === 'msteams') return conversation?.conversationType === 'personal' && count <= TEAMS_SUGGESTIONS;
  return SUGGESTED_ACTIONS.has(channelId ?? '');
}

/** Teams shows only six buttons of a hero card, and the Agents Playground, which plays Teams, answers none of them. */
export function showsHeroCards(channelId: string): boolean {
  return channelId !== 'msteams';
}

/** The channels that know `Action.Execute`, and show another card in answer to a click. */
export function knowsUniversalActions(channelId: string): boolean {
  return channelId === 'msteams';
}

/** The channels on which a message can be changed after it was sent. */
export function updatesMessages(channelId: string): boolean {
  return channelId === 'msteams';
}

export function takesEvents(channelId: string): boolean {
  return EVENTS.has(channelId);
}

/** Teams says itself, and truthfully, who writes. */
export function isTeams(channelId: string): boolean {
  return channelId === 'msteams';
}

/** Whether others read along: a group chat, or a channel of a team. */
export function isShared({ conversation }: Pick<Activity, 'conversation'>): boolean {
  const { isGroup, conversationType } = conversation;
  return isGroup || conversationType === 'groupChat' || conversationType === 'channel';
}
