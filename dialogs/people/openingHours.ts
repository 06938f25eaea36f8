import { responses } from '../../resources/responses';
import type { DialogDefinition } from '../dialogDefinition';
import { turnOf } from '../turn';
import { saysOnly, wordsBeside } from '../words';
import { OPENING_HOURS_DIALOG, OpeningHoursDialog } from './openingHoursDialog';

/** When people answer. */
export const openingHours: DialogDefinition = {
  id: OPENING_HOURS_DIALOG,
  title: 'job.openingHours',
  inMenu: false,
  audience: 'everyone',
  inGroups: true,
  intents: [],
  needs: [],
  create: (tools) => new OpeningHoursDialog(tools),
  toDetails: () => ({}),
  claims({ text, context }) {
    const texts = responses('openingHours', turnOf(context).locale);
    // They stand anywhere: "when are you open today?" and "wann habt ihr heute offen?".
    const bare = wordsBeside(text, texts.list('momentWords')).join(' ');
    return saysOnly(bare, texts.list('hoursWords'), texts.list('hoursFillers'));
  },
  describe: () => '',
};
