import { ActivityTypes, type InvokeResponse, type Middleware, type TurnContext } from 'botbuilder';
import { findShownCard } from '../dialogs/shownCards';
import { hasTurn, markClick, turnOf } from '../dialogs/turn';
import { responses } from '../resources/responses';
import {
  badRequestResponse,
  cardResponse,
  isCardAction,
  messageResponse,
  readCardAction,
  readSubmit,
  SAY,
} from './cardAction';
import { knownLocale } from './localeAndZone';
import { withoutMentions } from './mentions';

/** The words of a message once more, with their layout; never a file. */
const WORDS_AGAIN = 'text/html';

/** Makes what Teams sends into what every channel sends: plain words, and clicks that say their button's title. */
export class TeamsActivities implements Middleware {
  async onTurn(context: TurnContext, next: () => Promise<void>): Promise<void> {
    const { activity } = context;
    if (isCardAction(activity)) return this.#act(context, next);
    if (activity.type !== String(ActivityTypes.Message)) return next();
    activity.text = withoutMentions(activity) ?? activity.text;
    if (activity.channelId !== 'msteams') return next();
    activity.attachments = activity.attachments?.filter(({ contentType }) => contentType !== WORDS_AGAIN);
    const clicked = readSubmit(activity);
    if (clicked) Object.assign(activity, { text: clicked.title, value: clicked.value });
    // A mention without a word asks what the bot can do.
    if (activity.text === '' && !activity.value && !activity.attachments?.length)
      activity.text = responses('main', knownLocale(activity.locale) ?? 'en').plain('menu.help');
    return next();
  }

  /** A click is a message for all that follows: seen once, written down, answered by the same dialogs. */
  async #act(context: TurnContext, next: () => Promise<void>): Promise<void> {
    const { activity } = context;
    const action = readCardAction(activity);
    if (!action) return respond(context, badRequestResponse('not an action of one of the cards of this bot'));
    activity.value = action.data.value;
    if (action.verb !== SAY) return next();
    const { title, value } = action.data;
    markClick(context);
    Object.assign(activity, { type: ActivityTypes.Message, text: title });
    try {
      await next();
      await respond(context, outcomeOf(context, value));
    } finally {
      activity.type = ActivityTypes.Invoke;
    }
  }
}

/** The card as it stands after the click, where that has finished it. */
function outcomeOf(context: TurnContext, value: Record<string, string>): InvokeResponse {
  // The database was away: what was said about that stands below the card.
  if (!hasTurn(context)) return lateResponse(context.activity.locale);
  const { session, locale } = turnOf(context);
  const shown = findShownCard(session, value);
  return shown?.closed && shown.card ? cardResponse(shown.card) : messageResponse(taken(locale));
}

/** What whoever clicked sees before the turn has ended, when that takes long. */
export function lateResponse(locale: string | undefined): InvokeResponse {
  return messageResponse(taken(knownLocale(locale) ?? 'en'));
}

function taken(locale: string): string {
  return responses('main', locale).plain('cardTaken');
}

/** Where the adapter finds what an invoke is answered with. */
async function respond(context: TurnContext, response: InvokeResponse): Promise<void> {
  await context.sendActivity({ type: ActivityTypes.InvokeResponse, value: response });
}
