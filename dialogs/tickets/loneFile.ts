import type { TurnContext } from 'botbuilder';
import { responses } from '../../resources/responses';
import { suggest } from '../choices';
import type { DialogDependencies } from '../dialogDependencies';
import { turnOf } from '../turn';
import { fileOf } from './chatFile';
import { CREATE_TICKET_DIALOG } from './createTicketDialog';
import { keepFile } from './keepFile';

/** Answers a file that came without words when nothing was asked: a ticket can take it. False where there is no such job. */
export async function offerTicketForFile(context: TurnContext, dependencies: DialogDependencies): Promise<boolean> {
  const job = dependencies.definitions.find(({ id }) => id === CREATE_TICKET_DIALOG);
  const file = fileOf(context.activity);
  if (!job || !file?.source) return false;
  const { locale, session } = turnOf(context);
  const texts = responses('main', locale);
  const kept = await keepFile(context, file.source, dependencies);
  if (!kept) {
    await context.sendActivity(texts.text('fileRefused'));
    return true;
  }
  session.file = kept;
  await suggest(context, texts.text('fileOffer'), [
    { title: texts.plain(job.title), means: 'yes' },
    { title: texts.plain('button.noFile'), means: 'no' },
  ]);
  return true;
}
