import { EventFactory, type TurnContext } from 'botbuilder';
import type { Handoff, HandoffTicket } from '../../services/handoff/handoffStore';
import { takesEvents } from '../channels';
import type { DialogDependencies } from '../dialogDependencies';
import type { HandoffOptions } from '../handoff';
import { likelyEmail } from '../identity';
import { turnOf } from '../turn';
import { followUpDraft, followUpTarget } from './followUpDraft';

/** How long somebody who was asked for their address may think about it before the team is told without. */
const ADDRESS_MAY_COME_MS = 2 * 60_000;

/**
 * Writes a hand-over down, together with the plan to pass it on, and announces it to channels that know how to route one:
 * before anything else can fail.
 */
export async function recordHandoff(
  context: TurnContext,
  options: HandoffOptions,
  dependencies: DialogDependencies,
): Promise<{ handoff: Handoff; isNew: boolean }> {
  const { handoffs, transcripts, followUps } = dependencies;
  const { conversationKey, reference } = turnOf(context);
  const transcript = await transcripts.read(conversationKey);
  const email = options.email ?? likelyEmail(context);
  const { kind, reason, collected, message, newId } = options;
  const waitMs = kind === 'person' && !email && options.email !== null ? ADDRESS_MAY_COME_MS : 0;
  const opened = await handoffs.open(
    {
      ...{ kind, reason, collected, conversationKey, reference, transcript },
      ...(newId && { id: newId }),
      ...(message && { message }),
      ...(email && { email }),
    },
    async (sql, handoff) => {
      const draft = followUpDraft(context, handoff, options, dependencies);
      if (draft) await followUps.plan(sql, handoff, draft, waitMs);
    },
  );
  if (opened.isNew && !isPassedOn(context, options, dependencies)) followUps.warnUndeliverable(opened.handoff);
  // Teams answers 400 to any event (botframework-sdk #5920); what is recorded must not end in an apology.
  if (opened.isNew && reason !== 'feedback' && takesEvents(context.activity.channelId)) {
    const { id } = opened.handoff;
    await context.sendActivity(EventFactory.createHandoffInitiation(context, { reference: id, reason, kind }));
  }
  return opened;
}

/** Whether a hand-over becomes a ticket: there is a helpdesk, and the matter may be told to it. */
export function hasTicket(context: TurnContext, options: HandoffOptions, dependencies: DialogDependencies): boolean {
  return followUpTarget(context, options, dependencies) === 'helpdesk';
}

/** Whether it is passed on at all: to the helpdesk, or to HR what may not be told to it. */
export function isPassedOn(context: TurnContext, options: HandoffOptions, dependencies: DialogDependencies): boolean {
  return followUpTarget(context, options, dependencies) !== undefined;
}

/** How far a hand-over has come at the end of a turn. */
export interface PassedOn {
  ticket?: HandoffTicket;
  /** It has not reached anybody yet; the user is told when it has. */
  isUnderWay: boolean;
}

/** Lets go what waited for an address. Gives false when it is on its way already, as it was. */
export async function releaseHandoff(
  context: TurnContext,
  handoff: Handoff,
  options: HandoffOptions,
  dependencies: DialogDependencies,
): Promise<boolean> {
  const draft = followUpDraft(context, handoff, options, dependencies);
  return draft !== undefined && dependencies.followUps.release(handoff.id, draft);
}

/**
 * Passes a hand-over on, once however often it is called, and waits for its ticket no longer than a turn may. Otherwise the
 * ticket is told later; until then the hand-over is written down.
 */
export async function passOnHandoff(
  context: TurnContext,
  handoff: Handoff,
  options: HandoffOptions,
  dependencies: DialogDependencies,
): Promise<PassedOn> {
  const { followUps, clock, inlineWaitMs } = dependencies;
  const { receivedAt, interrupted } = turnOf(context);
  await releaseHandoff(context, handoff, options, dependencies);
  const ticket = await followUps.waitFor(handoff.id, receivedAt + inlineWaitMs - clock.now(), interrupted);
  return { ...(ticket && { ticket }), isUnderWay: await followUps.isUnderWay(handoff.id) };
}
