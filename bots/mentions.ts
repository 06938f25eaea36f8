import type { Activity } from 'botbuilder';

interface Mention {
  /** As it stands in the text: `<at>Anna</at>`. */
  text: string;
  id?: unknown;
  name?: unknown;
}

/** How Teams marks a mention; the entity that belongs to it may be missing. */
const MARKED = /<at\b[^<>]{0,200}>([^<>]{0,200})<\/at>/gi;
/** Where a message that is answered by quoting it stands; its id is no number that the user gives. */
const QUOTED = /<quoted\b[^<>]{0,200}>/gi;
/** Teams puts these around a mention, also written out. */
const HARD_BLANKS = /(?:\u00A0|&nbsp;)+/gi;

/**
 * The words of a message without the bot's name in them, however often it stands there, and without the marks of quoted
 * messages; other people's mentions are left as their plain names. https://learn.microsoft.com/microsoftteams/platform/bots/how-to/conversations/channel-messages-for-bots
 */
export function withoutMentions({ text, entities, recipient, channelId }: Partial<Activity>): string | undefined {
  if (!text) return text;
  const mentions = mentionsIn(entities);
  if (mentions.length === 0 && channelId !== 'msteams') return text;
  // The longest first: one name may be the beginning of another.
  const byLength = mentions.toSorted((one, other) => other.text.length - one.text.length);
  const named = byLength.reduce(
    (words, mention) => words.replaceAll(mention.text, () => (mention.id === recipient?.id ? ' ' : nameOf(mention))),
    text,
  );
  const isBot = (name: string) => name.trim().toLowerCase() === recipient?.name?.trim().toLowerCase();
  const plain = named.replace(MARKED, (_mark, name: string) => (isBot(name) ? ' ' : plainName(name)));
  return plain.replace(QUOTED, ' ').replace(HARD_BLANKS, ' ').replace(/ {2,}/g, ' ').trim();
}

/** What comes from a channel may be anything. */
function mentionsIn(entities: unknown): Mention[] {
  if (!Array.isArray(entities)) return [];
  return entities.flatMap((entity: unknown) => {
    const { type, text, mentioned } = (entity ?? {}) as { type?: unknown; text?: unknown; mentioned?: object | null };
    const isMention = typeof type === 'string' && type.toLowerCase() === 'mention';
    return isMention && typeof text === 'string' && text !== '' ? [{ ...mentioned, text }] : [];
  });
}

/** Never longer than what it stands for: a name in many places, again and again, would fill the memory. */
function nameOf({ text, name }: Mention): string {
  const isShort = typeof name === 'string' && name !== '' && name.length <= text.length;
  return plainName(isShort ? name : text.replace(/<[^<>]*>/g, ''));
}

/** Nothing in a name is markup. */
function plainName(name: string): string {
  return name.replace(/[<>]/g, '');
}
