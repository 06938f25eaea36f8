import type { HandoffStore } from '../services/handoff/handoffStore';
import type { Operation } from '../services/operations/operation';
import type { TranscriptStore } from '../services/transcript/transcriptStore';

/**
 * A write of which nobody knows whether it was done is a person's to look into: the user was told so. What was sent stays
 * with the operation; the record names it.
 */
export async function reportUnknown(
  operation: Operation,
  { handoffs, transcripts }: { handoffs: HandoffStore; transcripts: TranscriptStore },
): Promise<void> {
  const { id, port, method, conversationKey, reference, logReference = '' } = operation;
  await handoffs.open({
    kind: 'message',
    reason: 'unknown_outcome',
    conversationKey,
    reference,
    collected: { operation: `${port}.${method}`, operationId: id, logReference },
    transcript: await transcripts.read(conversationKey),
  });
}
