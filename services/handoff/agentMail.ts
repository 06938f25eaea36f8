import type { Mail, Mailer } from '../mail/mail';
import type { Task } from '../tasks/taskStore';
import type { TaskKindHandler } from '../tasks/taskWorker';
import type { HandoffStore } from './handoffStore';
import type { LiveComments } from './liveComments';
import type { AgentComment, LiveConversation, LiveKey } from './liveConversation';
import type { LiveStore } from './liveStore';

/** About a day, with the queue's back-off. */
const MAX_ATTEMPTS = 300;

export interface AgentMailDependencies {
  store: LiveStore;
  comments: LiveComments;
  handoffs: HandoffStore;
  /** Absent where no mail can be sent. */
  mailer?: Mailer;
  /** Puts the agents' words into a letter in the user's language. */
  compose: (live: LiveConversation, comments: readonly AgentComment[]) => Omit<Mail, 'to'>;
}

/** Sends what agents wrote by e-mail when the user was not seen after it: all of it in one letter. */
export class AgentMail implements TaskKindHandler {
  readonly maxAttempts = MAX_ATTEMPTS;
  readonly #dependencies: AgentMailDependencies;

  constructor(dependencies: AgentMailDependencies) {
    this.#dependencies = dependencies;
  }

  async handle({ payload }: Task): Promise<void> {
    const { store, comments, handoffs, mailer, compose } = this.#dependencies;
    const key = payload as LiveKey;
    const [live, handoff, unread] = await Promise.all([
      store.find(key),
      handoffs.find(key.handoffId),
      comments.unread(key),
    ]);
    if (!mailer || !live || !handoff?.email || unread.length === 0) return;
    await mailer.send({ to: handoff.email, ...compose(live, unread) });
    await comments.markMailed(key, unread);
  }
}
