import type { DialogContext } from 'botbuilder-dialogs';

/**
 * Asks again what was asked last, however deep in nested dialogs. The library's own way leaves out the parents, where the
 * dialogs that all jobs share are found.
 */
export async function repromptLeaf(dc: DialogContext): Promise<void> {
  let leaf = dc;
  for (let child = leaf.child; child; child = leaf.child) leaf = child;
  await leaf.repromptDialog();
}
