import type { BotMessage } from './channel';

interface Spoken {
  text?: string;
  summary?: string;
  attachments?: { content?: unknown }[];
  suggestedActions?: { actions?: { title: string }[] };
}

interface Button {
  title: string;
  value: unknown;
}

/** A message as its reader sees it. */
export function wordsOf(activity: object): Pick<BotMessage, 'words' | 'valueOf'> {
  const { text = '', summary = '', attachments = [], suggestedActions } = activity as Spoken;
  const buttons = attachments.flatMap(({ content }) => buttonsOf(content));
  const titles = [...buttons, ...(suggestedActions?.actions ?? [])].map(({ title }) => `[${title}]`);
  return {
    words: [text, summary === text ? '' : summary, ...titles].filter(Boolean).join(' '),
    valueOf: (title) => buttons.findLast((button) => button.title === title)?.value,
  };
}

/** Every button on a card, however deep. */
function buttonsOf(content: unknown): Button[] {
  if (Array.isArray(content)) return content.flatMap(buttonsOf);
  if (typeof content !== 'object' || content === null) return [];
  const { type, title, value, data } = content as {
    type?: string;
    title?: string;
    value?: unknown;
    data?: { msteams?: { value: unknown } };
  };
  const isButton = title !== undefined && (type === 'messageBack' || type === 'Action.Submit');
  const own = isButton ? [{ title, value: type === 'messageBack' ? value : data?.msteams?.value }] : [];
  return [...own, ...Object.values(content).flatMap(buttonsOf)];
}
