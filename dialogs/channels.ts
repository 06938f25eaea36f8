/** The channels that show Adaptive Cards; all others get the same answer as text. */
const ADAPTIVE_CARDS: ReadonlySet<string> = new Set(['emulator', 'webchat', 'directline', 'msteams']);
/** The channels that show suggested actions; all others get their buttons on a card. */
const SUGGESTED_ACTIONS: ReadonlySet<string> = new Set(['emulator', 'webchat', 'directline']);

/** The channels that take events from a bot, and may route a hand-over by them. */
const EVENTS: ReadonlySet<string> = new Set(['emulator', 'webchat', 'directline']);

export function showsAdaptiveCards(channelId: string): boolean {
  return ADAPTIVE_CARDS.has(channelId);
}

export function showsSuggestedActions(channelId: string): boolean {
  return SUGGESTED_ACTIONS.has(channelId);
}

export function takesEvents(channelId: string): boolean {
  return EVENTS.has(channelId);
}
