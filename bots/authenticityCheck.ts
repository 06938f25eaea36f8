import type { Activity } from 'botbuilder';
import {
  AuthenticationConstants,
  AuthenticationError,
  GovernmentConstants,
  type ClaimsIdentity,
} from 'botframework-connector';

/**
 * What went wrong while a token was checked, as the adapter must hear it. The library lets the errors of its JWT library
 * through, which the adapter would answer with 500, as if a second try could help; and it repeats in its messages what the
 * token says. Where the keys could not be fetched, a second try does help.
 */
export function toAuthenticationError(error: unknown): Error {
  const { name, statusCode } = error as { name?: string; statusCode?: number };
  if (name === 'FetchError' || (statusCode !== undefined && statusCode >= 500))
    return new Error('the keys of the channels could not be fetched', { cause: error });
  return new AuthenticationError('not authenticated', 401);
}

/**
 * In production only the channels' own service is believed. The library also takes tokens of the Emulator, which are not bound
 * to a serviceUrl, and those of other bots, as soon as somebody allows skills.
 *
 * @throws AuthenticationError when the token is of anybody else.
 */
export function requireChannel(identity: ClaimsIdentity, isGovernment: boolean): void {
  const { ToBotFromChannelTokenIssuer: issuer } = isGovernment ? GovernmentConstants : AuthenticationConstants;
  if (identity.getClaimValue(AuthenticationConstants.IssuerClaim) !== issuer)
    throw new AuthenticationError('not authenticated', 401);
}

/**
 * Direct Line's App Service extension is checked by other keys than all channels, without a serviceUrl, as soon as an activity
 * says of itself that it comes from there. It is not served here.
 *
 * @throws AuthenticationError for such an activity.
 */
export function refuseOwnWay({ channelId }: Activity): void {
  if (channelId === 'AseChannel') throw new AuthenticationError('not authenticated', 401);
}
