import { ActionTypes, CardFactory, InputHints, MessageFactory, type Activity, type TurnContext } from 'botbuilder';
import { buttonsCard } from '../resources/cards/buttonsCard';
import { responses } from '../resources/responses';
import { showsHeroCards, showsSuggestedActions } from './channels';
import { isCommand } from './commands';
import type { Choice, Session } from './session';
import { show } from './shownCards';
import { turnOf } from './turn';

/** Says something with buttons that stay where they are: for decisions that may be taken later. */
export async function offer(context: TurnContext, text: string, all: readonly Choice[]): Promise<void> {
  const choices = possible(context, all);
  turnOf(context).session.choices = choices;
  await show(context, withButtons(context.activity.channelId, text, choices), choices);
}

/** Says something with buttons that go with the next message, where the channel has such. */
export async function suggest(context: TurnContext, text: string, all: readonly Choice[]): Promise<void> {
  const { activity } = context;
  const choices = possible(context, all);
  if (!showsSuggestedActions(activity, choices.length)) return offer(context, text, choices);
  turnOf(context).session.choices = choices;
  const actions = choices.map((choice) => ({ type: ActionTypes.ImBack, title: choice.title, value: choice.title }));
  // Teams shows them to those who are named.
  const to = activity.channelId === 'msteams' ? [activity.from.id] : [];
  const message = MessageFactory.text(text, undefined, InputHints.ExpectingInput);
  await context.sendActivity({ ...message, suggestedActions: { to, actions } });
}

/** Without the jobs that cannot be done here; where nothing else was offered, a person remains. */
function possible(context: TurnContext, choices: readonly Choice[]): Choice[] {
  const { missingJobs = [], locale } = turnOf(context);
  const missing = missingJobs.map((title) => responses('main', locale).plain(title));
  const left = choices.filter(({ title }) => !missing.includes(title));
  if (left.length > 0 || choices.length === 0) return left;
  return [{ title: responses('common', locale).plain('button.talkToPerson') }];
}

/** True for the title of a button offered last. */
export function isOffered({ choices = [] }: Session, text: string): boolean {
  const bare = text.trim().toLowerCase();
  return choices.some(({ title }) => title.toLowerCase() === bare);
}

/**
 * The words that a message stands for: a number or the title of a button offered last, a plain yes or no, or the text of
 * the button that was clicked.
 */
export function resolveChoice(session: Session, text: string, locale: string): string {
  const choices = session.choices ?? [];
  const bare = text.trim().toLowerCase();
  const numbered = /^\(?(\d)[.)]?$/.exec(bare)?.[1];
  const chosen =
    choices.find((choice) => choice.title.toLowerCase() === bare) ??
    (numbered === undefined ? undefined : choices[Number(numbered) - 1]) ??
    choices.find((choice) => choice.means !== undefined && isCommand(choice.means, text, locale));
  return chosen ? (chosen.text ?? chosen.title) : text;
}

/** A message with its buttons, not remembered: what is open keeps its own. */
export function withButtons(channelId: string, text: string, choices: readonly Choice[]): Partial<Activity> {
  const card = showsHeroCards(channelId)
    ? CardFactory.heroCard('', undefined, choices.map(toButton))
    : CardFactory.adaptiveCard(buttonsCard(choices, text));
  return { ...MessageFactory.attachment(card, text, undefined, InputHints.ExpectingInput), summary: text };
}

function toButton({ title, value = {} }: Choice) {
  return { type: ActionTypes.MessageBack, title, displayText: title, text: title, value };
}
