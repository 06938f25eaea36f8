/** A button: what it says to the bot is its title, so that it can be typed as well. */
export interface CardChoice {
  title: string;
  value?: Record<string, string> | undefined;
}

/** A button that says its title, as if it had been typed, in Web Chat and the Emulator. */
export function say({ title, value = {} }: CardChoice): object {
  const cardAction = { type: 'messageBack', title, text: title, displayText: title, value };
  return { type: 'Action.Submit', title, data: { __isBotFrameworkCardAction: true, cardAction } };
}

/** The same in Teams: what comes is a message without words that brings the title along. */
export function submit({ title, value = {} }: CardChoice): object {
  return { type: 'Action.Submit', title, data: { title, value } };
}

/**
 * The same as a universal action, whose answer may be another card in the place of this one. A client that knows none
 * takes the plain button. https://learn.microsoft.com/adaptive-cards/authoring-cards/universal-action-model
 */
export function execute({ title, value = {} }: CardChoice): object {
  return { type: 'Action.Execute', title, verb: 'say', data: { title, value }, fallback: submit({ title, value }) };
}

/** Has the card asked for anew whenever one of these users looks at it: it may have been finished elsewhere meanwhile. */
export function refreshFor(userIds: readonly string[], { title, value = {} }: CardChoice): object {
  return { action: { type: 'Action.Execute', title, verb: 'refresh', data: { value } }, userIds };
}
