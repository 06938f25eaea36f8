import { escapeInline, escapeMarkdown } from '../../resources/markdown';
import { responses } from '../../resources/responses';
import type { AgentComment } from '../../services/handoff/liveConversation';

/** The strictest channel takes 28 KB with everything around the words (Teams: https://learn.microsoft.com/microsoftteams/limits-specifications-teams#chat). */
const LONGEST_MESSAGE = 8_000;

/** An agent's words as they stand in the chat: whole, and inert; in several messages where one would be too long. */
export function agentWords({ name, text }: AgentComment, locale: string): string[] {
  const who = escapeInline(name ?? responses('liveConversation', locale).plain('ourTeam'));
  return pieces(text.trim()).map((piece, index) => {
    // A line break alone is none in markdown, and an indented line would be code.
    const words = escapeMarkdown(piece.replace(/^[ \t]+/gm, '')).replace(/\n+/g, '\n\n');
    return index === 0 ? `${who}: ${words}` : words;
  });
}

/** Split where it hurts least: between paragraphs, lines, words. */
function pieces(text: string): string[] {
  if (text.length <= LONGEST_MESSAGE) return [text];
  const head = text.slice(0, LONGEST_MESSAGE);
  const cut = ['\n\n', '\n', ' '].map((end) => head.lastIndexOf(end)).find((at) => at > LONGEST_MESSAGE / 2);
  const at = cut ?? endOfCharacter(head);
  return [text.slice(0, at), ...pieces(text.slice(at).trimStart())];
}

/** Not in the middle of an emoji. */
function endOfCharacter(head: string): number {
  const last = head.charCodeAt(head.length - 1);
  return last >= 0xd800 && last <= 0xdbff ? head.length - 1 : head.length;
}
