import type { Task } from '../tasks/taskStore';
import type { TaskKindHandler } from '../tasks/taskWorker';
import type { LiveConversation, TellLive } from './liveConversation';
import type { LiveStore } from './liveStore';
import type { AwaitedReply } from './liveTasks';

/** Whether the reply that is waited for is still missing. */
export function isStillAwaited({ state, lastAgentAt = 0 }: LiveConversation, since: number): boolean {
  return state !== 'ended' && lastAgentAt <= since;
}

/** Tells the user when nobody has replied in time. */
export class Unanswered implements TaskKindHandler {
  constructor(
    private readonly store: LiveStore,
    private readonly tell: TellLive,
  ) {}

  async handle({ payload }: Task): Promise<void> {
    const { since, ...key } = payload as AwaitedReply;
    const live = await this.store.find(key);
    if (live && isStillAwaited(live, since)) await this.tell(live, { kind: 'unanswered', since });
  }
}
