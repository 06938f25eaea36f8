import type { IncomingMessage } from 'node:http';

/** Whom a token is asked for. */
export interface TokenWish {
  /** Random, made by the server; begins with `dl_`, which no client may choose. */
  userId: string;
  /** The only page that may use the token, where one is named. */
  origin: string | undefined;
  /** As whom a visitor of the demo page chats; told to the local Direct Line only. */
  persona: 'customer' | 'employee';
}

/** A token for one user in one conversation. */
export interface IssuedToken {
  token: string;
  userId: string;
  /** The conversation that goes on; absent where there is none to reconnect to. */
  conversationId?: string | undefined;
  expiresInS: number;
}

/** A Direct Line: Azure's, or the local one. Clients speak to it themselves; only tokens go through the bot's server. */
export interface TokenSource {
  /** Where clients speak to it, as Web Chat's `domain`, for the client of this request. */
  domainFor(request: IncomingMessage): string;
  /** @throws ChannelError 503 with the time to wait when it does not answer. */
  generate(wish: TokenWish): Promise<IssuedToken>;
  /**
   * A fresh token for the same user and conversation; `undefined` when the given one is not valid, or not any more.
   *
   * @throws ChannelError 503
   */
  refresh(token: string): Promise<IssuedToken | undefined>;
}
