import {
  CardFactory,
  InputHints,
  MessageFactory,
  type CloudAdapterBase,
  type TokenResponse,
  type TurnContext,
} from 'botbuilder';
import { OAuthPrompt, type DialogContext, type OAuthPromptSettings } from 'botbuilder-dialogs';
import type { UserTokenClient } from 'botframework-connector';
import { responses, type TextKey } from '../../resources/responses';
import type { Cancel, Clock } from '../../services/operations/clock';
import type { TokenReading } from '../../services/signIn/employeeToken';
import { turnOf } from '../turn';
import { SIGN_IN_PROMPT, type EmployeeSignIn } from './signIn';

/** The service and the keys answer in well under a second; a turn must not wait for ever. */
const ANSWERS_WITHIN_MS = 8_000;

/** The token service, or the keys that prove its tokens, cannot be reached now. */
export class SignInUnavailable extends Error {
  override readonly name = 'SignInUnavailable';
}

/**
 * The Bot Framework's token service, which keeps the users' tokens:
 * https://learn.microsoft.com/azure/bot-service/bot-builder-concept-authentication
 *
 * Every method throws SignInUnavailable when there is no answer.
 */
export class TokenService {
  readonly #signIn: EmployeeSignIn;
  readonly #clock: Clock;
  readonly #library: OAuthPrompt;

  constructor(signIn: EmployeeSignIn, clock: Clock) {
    this.#signIn = signIn;
    this.#clock = clock;
    this.#library = new OAuthPrompt(`${SIGN_IN_PROMPT}.library`, { connectionName: signIn.connectionName, title: '' });
  }

  /** The user's token; with the code that the sign-in page showed, where it showed one. */
  async tokenOf(context: TurnContext, code?: string): Promise<string | undefined> {
    return textOf(await this.#reach(() => this.#library.getUserToken(context, code)));
  }

  /** The token that an invoke of Teams leads to; answers the invoke. */
  async recognize(dc: DialogContext): Promise<string | undefined> {
    return textOf((await this.#reach(() => this.#library.recognizeToken(dc))).value);
  }

  read(token: string): Promise<TokenReading> {
    return this.#reach(() => this.#signIn.read(token));
  }

  /** Has the service forget the user's token. */
  async signOut(context: TurnContext): Promise<void> {
    const { from, channelId } = context.activity;
    await this.#reach(() =>
      clientOf(context)
        .signOutUser(from.id, this.#signIn.connectionName, channelId)
        // There was nothing to forget.
        .catch((error: unknown) => (isNotFound(error) ? undefined : Promise.reject(error as Error))),
    );
  }

  /** @param options.silently whether the client may first try without a click, as Teams can */
  async sendCard(context: TurnContext, key: TextKey<'signIn'>, { silently = true } = {}): Promise<void> {
    const texts = responses('signIn', turnOf(context).locale);
    const { connectionName } = this.#signIn;
    const settings = { connectionName, title: texts.plain('button.signIn'), text: texts.plain('card') };
    const text = texts.text(key);
    const message = { ...MessageFactory.text(text, text, InputHints.AcceptingInput), summary: text };
    await this.#reach(async () => {
      const attachments = silently ? [] : [await this.#plainCard(context, settings)];
      await OAuthPrompt.sendOAuthCard(settings, context, { ...message, attachments });
    });
  }

  /** Without the exchange that a client tries by itself. */
  async #plainCard(context: TurnContext, { connectionName, title, text }: OAuthPromptSettings) {
    const { signInLink } = await clientOf(context).getSignInResource(connectionName, context.activity, '');
    return CardFactory.oauthCard(connectionName, title, text ?? '', signInLink);
  }

  async #reach<T>(ask: () => Promise<T>): Promise<T> {
    let cancel: Cancel = () => undefined;
    const tooLong = new Promise<never>((_resolve, reject) => {
      const give = () => reject(new Error(`no answer within ${ANSWERS_WITHIN_MS} ms`));
      cancel = this.#clock.schedule(ANSWERS_WITHIN_MS, give);
    });
    try {
      return await Promise.race([ask(), tooLong]);
    } catch (cause) {
      this.#signIn.log.error('signin.unavailable', cause);
      throw new SignInUnavailable('nobody can sign in now', { cause });
    } finally {
      cancel();
    }
  }
}

function clientOf(context: TurnContext): UserTokenClient {
  const { UserTokenClientKey } = context.adapter as CloudAdapterBase;
  const client = context.turnState.get<UserTokenClient | undefined>(UserTokenClientKey);
  if (!client) throw new Error('this adapter signs nobody in');
  return client;
}

/** The service answers "none" with an empty token, too. */
function textOf(response: Partial<TokenResponse> | undefined): string | undefined {
  return typeof response?.token === 'string' && response.token !== '' ? response.token : undefined;
}

function isNotFound(error: unknown): boolean {
  return (error as { statusCode?: unknown } | undefined)?.statusCode === 404;
}
