import { z } from 'zod';
import type { Transport } from '../http/transport';
import { ServiceError } from '../serviceError';

/** https://learn.microsoft.com/azure/ai-services/language-service/conversational-language-understanding/how-to/call-api */
const PATH = '/language/:analyze-conversations?api-version=2023-04-01';

const answerSchema = z.object({
  result: z.object({
    prediction: z.object({
      intents: z.array(z.object({ category: z.string(), confidenceScore: z.number() })),
    }),
  }),
});

export interface ConversationLanguageSettings {
  /** Of the Language resource, for example `https://my-resource.cognitiveservices.azure.com`. */
  endpoint: string;
  key: string;
  project: string;
  deployment: string;
}

/** What the service takes a message for; likelier first. */
export interface Prediction {
  intent: string;
  /** From 0 to 1. */
  confidence: number;
}

/** @throws ServiceError `unavailable` when the service does not answer as it should. */
export type Predict = (text: string, language: string, signal: AbortSignal) => Promise<Prediction[]>;

/** Azure AI Language, conversational language understanding: a project whose intents have our names. */
export function createConversationLanguage(settings: ConversationLanguageSettings, transport: Transport): Predict {
  const { endpoint, key, project, deployment } = settings;
  return async (text, language, signal) => {
    const { status, body } = await transport({
      method: 'POST',
      url: `${endpoint.replace(/\/$/, '')}${PATH}`,
      headers: { 'content-type': 'application/json', 'ocp-apim-subscription-key': key },
      body: JSON.stringify({
        kind: 'Conversation',
        analysisInput: { conversationItem: { id: '1', participantId: 'user', text, language } },
        parameters: { projectName: project, deploymentName: deployment, stringIndexType: 'Utf16CodeUnit' },
      }),
      signal,
    });
    const parsed = status === 200 ? answerSchema.safeParse(parse(body)) : undefined;
    if (!parsed?.success) throw new ServiceError('unavailable', `Azure AI Language: HTTP ${status}`);
    const { intents } = parsed.data.result.prediction;
    return intents
      .map(({ category, confidenceScore }) => ({ intent: category, confidence: confidenceScore }))
      .sort((one, other) => other.confidence - one.confidence);
  };
}

function parse(body: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(body).toString('utf8'));
  } catch {
    return undefined;
  }
}
