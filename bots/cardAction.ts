import { ActivityTypes, type Activity, type InvokeResponse } from 'botbuilder';
import { z } from 'zod';

/** A click on a button says its title; `refresh` asks for the card as it stands now. */
export const SAY = 'say';
export const REFRESH = 'refresh';

const LONGEST_TITLE = 200;
const belonging = z.record(z.string().max(64), z.string().max(200));

const said = z.object({ title: z.string().min(1).max(LONGEST_TITLE), value: belonging.default({}) });

/** https://learn.microsoft.com/adaptive-cards/authoring-cards/universal-action-model#schema */
const click = z.discriminatedUnion('verb', [
  z.object({
    type: z.literal('Action.Execute'),
    verb: z.literal(SAY),
    data: said,
  }),
  z.object({ type: z.literal('Action.Execute'), verb: z.literal(REFRESH), data: z.object({ value: belonging }) }),
]);
const invocation = z.object({ action: click });

/** What was clicked on one of our cards, and what it belongs to. */
export type CardAction = z.output<typeof click>;

export function isCardAction({ type, name }: Partial<Activity>): boolean {
  return type === String(ActivityTypes.Invoke) && name === 'adaptiveCard/action';
}

/** The action of an invoke, as far as it is one of ours; what comes from a channel may be anything. */
export function readCardAction({ value }: Partial<Activity>): CardAction | undefined {
  return invocation.safeParse(value).data?.action;
}

/** What a plain button of a card says, in a message that has no words of its own. */
export function readSubmit({ text, value }: Partial<Activity>): z.output<typeof said> | undefined {
  return text ? undefined : said.safeParse(value).data;
}

/** Shows another card in place of the one that was clicked, to whoever clicked it. */
export function cardResponse(card: object): InvokeResponse {
  return respond(200, 'application/vnd.microsoft.card.adaptive', card);
}

/** Says something to whoever clicked; the card stays. */
export function messageResponse(text: string): InvokeResponse {
  return respond(200, 'application/vnd.microsoft.activity.message', text);
}

/** Refuses what is no action of ours. */
export function badRequestResponse(message: string): InvokeResponse {
  return respond(400, 'application/vnd.microsoft.error', { code: 'BadRequest', message });
}

function respond(statusCode: number, type: string, value: unknown): InvokeResponse {
  return { status: statusCode, body: { statusCode, type, value } };
}
