import type { TurnContext } from 'botbuilder';
import type { StoredFile } from '../../services/attachments/chatFiles';
import type { FileSource } from '../../services/attachments/fileSource';
import type { DialogDependencies } from '../dialogDependencies';
import { turnOf } from '../turn';

/** Takes a file over from the channel, which may not keep it for long. `undefined` where that cannot be. */
export function keepFile(
  context: TurnContext,
  source: FileSource,
  { files }: Pick<DialogDependencies, 'files'>,
): Promise<StoredFile | undefined> {
  const { conversationKey } = turnOf(context);
  const { serviceUrl } = context.activity;
  return files.take(source, { conversationKey, serviceUrl, channelToken: () => channelToken(context) });
}

/** Proves to the channel who fetches: Teams gives the pictures of a chat to the bot alone. */
async function channelToken({ turnState, adapter }: TurnContext): Promise<string | undefined> {
  const client = turnState.get<{ credentials?: { getToken?: () => Promise<string> } } | undefined>(
    adapter.ConnectorClientKey,
  );
  return client?.credentials?.getToken?.();
}
