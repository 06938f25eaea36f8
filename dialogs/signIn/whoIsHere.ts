import type { TurnContext } from 'botbuilder';
import { responses } from '../../resources/responses';
import { identityOf } from '../identity';
import { turnOf } from '../turn';

/** Tells whom the bot takes the user for, and how far that goes. */
export async function tellWhoIsHere(context: TurnContext, canSignIn: boolean): Promise<void> {
  const { employee, customer, locale } = turnOf(context);
  const texts = responses('signIn', locale);
  const email = employee?.email ?? customer?.email;
  const shown = identityOf(context)?.email;
  if (email) await context.sendActivity(texts.text('signedIn', { email }));
  else if (shown) await context.sendActivity(texts.text('shownToMe', { email: shown }));
  else await context.sendActivity(texts.text(canSignIn ? 'notSignedIn' : 'nobody'));
}

/** Ends what can be ended here without the sign-in service: an address that was shown to be somebody's is forgotten. */
export async function forgetWhoIsHere(context: TurnContext, canSignIn: boolean): Promise<void> {
  const { employee, customer, session, locale } = turnOf(context);
  const texts = responses('signIn', locale);
  const shown = session.verified && identityOf(context)?.email;
  const there = employee?.email ?? customer?.email;
  if (there) return void (await context.sendActivity(texts.text('signedInThere', { email: there })));
  delete session.verified;
  delete session.firstName;
  if (shown) await context.sendActivity(texts.text('forgotten', { email: shown }));
  else await context.sendActivity(texts.text(canSignIn ? 'notSignedIn' : 'nobody'));
}
