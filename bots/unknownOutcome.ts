import { whatOf } from '../dialogs/pendingOperationTexts';
import type { DialogDefinition } from '../dialogs/dialogDefinition';
import { isConfidentialJob } from '../dialogs/people/confidential';
import type { Session } from '../dialogs/session';
import type { AppConfig } from '../services/config';
import type { FollowUps } from '../services/handoff/followUps';
import type { HandoffStore } from '../services/handoff/handoffStore';
import { createReference } from '../services/logger';
import type { Operation } from '../services/operations/operation';
import type { Alongside } from '../services/operations/operationStore';
import type { TaskWorker } from '../services/tasks/taskWorker';
import type { TranscriptStore } from '../services/transcript/transcriptStore';
import { unknownDraft, type UnknownReport } from './unknownReport';

const REPORT = 'unknownOutcome';

export interface UnknownOutcomeDependencies {
  tasks: TaskWorker;
  handoffs: HandoffStore;
  followUps: FollowUps;
  transcripts: TranscriptStore;
  definitions: readonly DialogDefinition[];
  config: Pick<AppConfig, 'COMPANY_EMAIL' | 'HR_CONTACT_EMAIL' | 'COMPANY_TIME_ZONE'>;
  /** The system that a call goes to. */
  systemOf: (port: string, method: string) => string;
  /** What is remembered of a conversation. */
  sessionOf: (conversationKey: string) => Promise<Session | undefined>;
  /** Where a report can be sent. */
  takes: { helpdesk: boolean; hrCases: boolean; mail: boolean };
}

interface Payload {
  handoffId: string;
  operation: Operation;
}

/** Plans that a person is told, in the transaction that parks a write of which nobody knows whether it was done. */
export function planUnknownReport(tasks: TaskWorker): Alongside {
  return async (sql, operation, outcome) => {
    if (outcome.state !== 'unknown' || operation.silent) return;
    // As it is now: what is private in it is taken away when the user has been told.
    const payload: Payload = { handoffId: createReference(), operation: { ...operation, ...outcome } };
    await tasks.add({ kind: REPORT, key: operation.id, payload, id: `unknown.${operation.id}` }, sql);
  };
}

/** Does what was planned: a record with all that is known, passed on as a ticket, or to HR alone what is HR's. */
export function registerUnknownReport(dependencies: UnknownOutcomeDependencies): void {
  dependencies.tasks.register(REPORT, {
    handle: ({ payload }) => reportUnknown(payload as Payload, dependencies),
  });
}

async function reportUnknown({ handoffId, operation }: Payload, dependencies: UnknownOutcomeDependencies) {
  const { handoffs, followUps, transcripts } = dependencies;
  const { id, port, method, conversationKey, reference, logReference = '' } = operation;
  const report = await reportOf(handoffId, operation, dependencies);
  const draft = unknownDraft(report);
  const { handoff, isNew } = await handoffs.open(
    {
      id: handoffId,
      kind: 'message',
      reason: 'unknown_outcome',
      conversationKey,
      reference,
      collected: { operation: `${port}.${method}`, operationId: id, logReference },
      ...(report.contact && { email: report.contact }),
      transcript: await transcripts.read(conversationKey),
    },
    async (sql, opened) => {
      await sql.query('UPDATE operations SET handoff_id = $2 WHERE id = $1', [id, opened.id]);
      if (draft) await followUps.plan(sql, opened, draft);
    },
  );
  if (isNew && !draft) followUps.warnUndeliverable(handoff);
}

async function reportOf(
  handoffId: string,
  operation: Operation,
  { definitions, config, systemOf, sessionOf, takes }: UnknownOutcomeDependencies,
): Promise<UnknownReport> {
  const session = await sessionOf(operation.conversationKey);
  const locale = session?.locale ?? (operation.reference as { locale?: string } | null)?.locale ?? 'en-US';
  const isHr = operation.port === 'hr' || isConfidentialJob(operation.dialogId, { definitions });
  const contact = isHr ? session?.employee?.email : contactOf(operation, session);
  return {
    ...{ handoffId, operation, locale, isHr, config, takes },
    what: whatOf(operation, { definitions }, locale),
    system: systemOf(operation.port, operation.method),
    ...(contact && { contact }),
  };
}

/** Where the user can be reached: proved, told in the conversation, or part of what was asked for. */
function contactOf({ input }: Operation, session: Session | undefined): string | undefined {
  const { requesterEmail, employeeEmail, email } = (input ?? {}) as Record<string, unknown>;
  const told = [requesterEmail, employeeEmail, email].find((each) => typeof each === 'string' && each.includes('@'));
  return session?.employee?.email ?? session?.verified?.email ?? (told as string | undefined) ?? session?.email;
}
