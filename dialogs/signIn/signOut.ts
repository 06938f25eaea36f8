import type { TurnContext } from 'botbuilder';
import { responses } from '../../resources/responses';
import { isCommand } from '../commands';
import type { DialogDependencies } from '../dialogDependencies';
import { turnOf } from '../turn';
import { forgetSignIn } from './signIn';
import { SignInUnavailable, TokenService } from './tokenService';

type Needed = Pick<DialogDependencies, 'signIn' | 'operations' | 'definitions' | 'clock'>;

/**
 * Signs out whoever says so, here and at the token service. True when that was what the message meant; then no dialog goes on
 * that began before.
 */
export async function signOut(context: TurnContext, dependencies: Needed): Promise<boolean> {
  const { signIn, clock } = dependencies;
  const { locale, session } = turnOf(context);
  const isMeant = isCommand('signOut', context.activity.text ?? '', locale);
  // In German the same word also ends notifications.
  if (!signIn || !isMeant || !session.signIn) return false;
  await callOff(context, dependencies);
  forgetSignIn(context);
  const isOut = await new TokenService(signIn, clock).signOut(context).then(
    () => true,
    (error: Error) => (error instanceof SignInUnavailable ? false : Promise.reject(error)),
  );
  await context.sendActivity(responses('signIn', locale).text(isOut ? 'signedOut' : 'signedOutHere'));
  return true;
}

/** What was asked as an employee is told to nobody after they have left. */
async function callOff(context: TurnContext, { operations, definitions }: Needed): Promise<void> {
  const { conversationKey, told } = turnOf(context);
  const theirs = new Set(definitions.filter(({ audience }) => audience === 'employees').map(({ id }) => id));
  for (const operation of await operations.findOpen(conversationKey)) {
    if (!theirs.has(operation.dialogId)) continue;
    await operations.cancel(operation);
    told.add(operation.id);
  }
}
