import { ActivityTypes, type TurnContext } from 'botbuilder';
import { Dialog, type DialogContext, type DialogReason, type DialogTurnResult } from 'botbuilder-dialogs';
import type { TextKey } from '../../resources/responses';
import type { Refusal } from '../../services/signIn/employeeToken';
import { isTeams } from '../channels';
import type { DialogDependencies } from '../dialogDependencies';
import { isHandedOver } from '../handoff';
import { route } from '../routing';
import { serveMeanwhile } from '../serveMeanwhile';
import { turnOf } from '../turn';
import { auditSignIn } from './auditSignIn';
import { needsSignIn, rememberSignIn, SIGN_IN_PROMPT, type EmployeeSignIn, type Job } from './signIn';
import { SignInUnavailable, TokenService } from './tokenService';

/** How long somebody may take to sign in. */
const TIMEOUT_MS = 10 * 60_000;
/** Guessing codes goes no further. */
const CODES_TRIED = 5;

/** How it ended: signed in, or why not; or the job that is wanted instead. */
export interface SignInOutcome {
  /** `silently`: the user had nothing to do for it. */
  signedIn?: 'silently' | 'byCard';
  failed?: Refusal | 'unavailable' | 'timedOut' | 'otherAccount' | 'tooManyCodes';
  instead?: Job;
}

interface PromptState {
  askedAt: number;
  codesTried: number;
}

/**
 * Waits until the token service has a token of the user's. What comes from the user's side is only ever a sign to ask that
 * service: neither words nor events make anybody an employee.
 */
export class SignInPrompt extends Dialog {
  readonly #service: TokenService;

  constructor(
    private readonly dependencies: DialogDependencies,
    private readonly signIn: EmployeeSignIn,
  ) {
    super(SIGN_IN_PROMPT);
    this.#service = new TokenService(signIn, dependencies.clock);
  }

  override beginDialog(dc: DialogContext): Promise<DialogTurnResult> {
    const { context } = dc;
    const { session, receivedAt } = turnOf(context);
    if (dc.activeDialog) dc.activeDialog.state = { askedAt: receivedAt, codesTried: 0 } satisfies PromptState;
    return this.#safely(dc, async () => {
      // Whoever sat here before must not lend their token to whoever sits here now.
      const isNewcomer = !isTeams(context.activity.channelId) && !session.signIn;
      if (isNewcomer) await this.#service.signOut(context);
      const token = isNewcomer ? undefined : await this.#service.tokenOf(context);
      return token ? this.#take(dc, token, 'silently') : this.#ask(dc, 'ask');
    });
  }

  override continueDialog(dc: DialogContext): Promise<DialogTurnResult> {
    const { type, name } = dc.context.activity as { type: string; name?: string };
    return this.#safely(dc, async () => {
      if (type === String(ActivityTypes.Message)) return this.#onMessage(dc);
      if (name === 'signin/failure') return this.#ask(dc, 'askByButton');
      // The library would believe the token that an event brings along.
      const isEvent = type === String(ActivityTypes.Event);
      const token = isEvent ? await this.#service.tokenOf(dc.context) : await this.#service.recognize(dc);
      return token ? this.#take(dc, token) : Dialog.EndOfTurn;
    });
  }

  /** Another question was served in between; the sign-in may be done by now. */
  override resumeDialog(dc: DialogContext, _reason: DialogReason, result?: unknown): Promise<DialogTurnResult> {
    if (isHandedOver(result)) return dc.cancelAllDialogs(true);
    return this.#safely(dc, async () => {
      const token = await this.#service.tokenOf(dc.context);
      return token ? this.#take(dc, token) : this.#ask(dc, 'waiting');
    });
  }

  /** Where there is no card to be had, the one above may still do. */
  override async repromptDialog(context: TurnContext): Promise<void> {
    await this.#service.sendCard(context, 'waiting').catch((error: Error) => {
      if (!(error instanceof SignInUnavailable)) throw error;
    });
  }

  /** The code that the sign-in page showed, something else, or a sign that it is done. */
  async #onMessage(dc: DialogContext): Promise<DialogTurnResult> {
    const state = dc.activeDialog?.state as PromptState;
    const code = /^\s*(\d{6})\s*$/.exec(dc.context.activity.text ?? '')?.[1];
    if (code !== undefined && ++state.codesTried > CODES_TRIED) return this.#end(dc, { failed: 'tooManyCodes' });
    const token = await this.#service.tokenOf(dc.context, code);
    if (token) return this.#take(dc, token);
    const isLate = turnOf(dc.context).receivedAt - state.askedAt > TIMEOUT_MS;
    if (isLate) return this.#end(dc, { failed: 'timedOut' });
    return code === undefined ? this.#serve(dc) : this.#ask(dc, 'wrongCode');
  }

  /** Another job that needs the sign-in takes the waiting one's place; all others are served meanwhile. */
  async #serve(dc: DialogContext): Promise<DialogTurnResult> {
    const { definition, message } = route(dc.context, this.dependencies);
    if (definition && needsSignIn(dc.context, definition, this.dependencies)) {
      const details = definition.toDetails(message, this.dependencies);
      return this.#end(dc, { instead: { id: definition.id, details } });
    }
    return (await serveMeanwhile(dc, this.dependencies)) ?? this.#ask(dc, 'waiting');
  }

  async #take(dc: DialogContext, token: string, how: SignInOutcome['signedIn'] = 'byCard'): Promise<DialogTurnResult> {
    const { channelId, from } = dc.context.activity;
    const reading = await this.#service.read(token);
    const own = isTeams(channelId) ? from.aadObjectId?.toLowerCase() : undefined;
    const isOther = !reading.refused && own !== undefined && own !== reading.objectId;
    const failed = isOther ? 'otherAccount' : reading.refused;
    if (failed) return this.#refuse(dc, failed, reading.refused ? reading.reason : 'oid');
    if (!reading.refused) this.#remember(dc.context, reading);
    return this.#end(dc, { signedIn: how });
  }

  #remember(context: TurnContext, reading: Parameters<typeof rememberSignIn>[1]): void {
    rememberSignIn(context, reading);
    auditSignIn(context, reading.employee, this.dependencies.audit);
  }

  /** The next try begins with the card again, not with the token that was no good. */
  async #refuse(dc: DialogContext, failed: SignInOutcome['failed'], reason: string): Promise<DialogTurnResult> {
    this.signIn.log.warn('signin.refused', { code: failed, reason });
    await this.#service.signOut(dc.context);
    return this.#end(dc, { failed });
  }

  async #ask(dc: DialogContext, key: TextKey<'signIn'>): Promise<DialogTurnResult> {
    await this.#service.sendCard(dc.context, key, { silently: key !== 'askByButton' });
    return Dialog.EndOfTurn;
  }

  #end(dc: DialogContext, outcome: SignInOutcome): Promise<DialogTurnResult> {
    return dc.endDialog(outcome);
  }

  /** Where nobody can sign in now, the user hears that, and what else there is. */
  async #safely(dc: DialogContext, work: () => Promise<DialogTurnResult>): Promise<DialogTurnResult> {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof SignInUnavailable)) throw error;
      return this.#end(dc, { failed: 'unavailable' });
    }
  }
}
