import type { CommentRecord, TicketRecord, UserRecord } from './records';

const HOUR_MS = 60 * 60 * 1000;
/** The one policy of the sandbox: how soon somebody answers, by priority; tickets without a priority have no target. */
const REPLY_HOURS: Readonly<Record<string, number>> = { urgent: 1, high: 4, normal: 8, low: 24 };
const RESOLUTION_HOURS = 72;

interface PolicyMetric {
  metric: string;
  stage: 'active' | 'paused' | 'achieved';
  breach_at: string | null;
}

/** What `include=slas` adds to a ticket. */
export function serviceLevel(
  ticket: TicketRecord,
  comments: CommentRecord[],
  users: UserRecord[],
): { policy_metrics: PolicyMetric[] } {
  const hours = REPLY_HOURS[ticket.priority ?? ''];
  if (hours === undefined) return { policy_metrics: [] };
  const after = (start: string, wait: number) => new Date(Date.parse(start) + wait * HOUR_MS).toISOString();
  const isAgent = ({ author_id }: CommentRecord) => users.find(({ id }) => id === author_id)?.role === 'agent';
  const open = comments.filter((comment) => comment.public);
  const answered = open.findLastIndex(isAgent);
  const waiting = open[answered + 1];
  const isOver = ticket.status === 'solved' || ticket.status === 'closed';
  const metric = answered < 0 ? 'first_reply_time' : 'next_reply_time';
  const isRunning = waiting !== undefined && !isOver;
  return {
    policy_metrics: [
      {
        // Nearer than the reply on purpose, and nothing that the requester hears of.
        metric: 'agent_work_time',
        stage: isOver ? 'achieved' : 'active',
        breach_at: isOver ? null : after(ticket.created_at, hours / 2),
      },
      {
        metric,
        stage: isRunning ? 'active' : 'achieved',
        breach_at: isRunning ? after(waiting.created_at, hours) : null,
      },
      {
        metric: 'requester_wait_time',
        stage: isOver ? 'achieved' : ticket.status === 'pending' ? 'paused' : 'active',
        breach_at: isOver ? null : after(ticket.created_at, RESOLUTION_HOURS),
      },
    ],
  };
}
