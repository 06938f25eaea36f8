import type { Intent } from './understanding/intents';

/** What a message was taken for. */
export interface Recognition {
  /** What is meant, or nothing when it was not understood. */
  intent?: Intent;
  /** Where it could be one of two: both, likelier one first. */
  alternatives: readonly Intent[];
  /** The language of the words, where they tell. */
  language?: string;
}

/** Understands free words. Any recogniser that keeps this shape can take its place. */
export interface IntentRecognizer {
  /** Finds out beforehand what takes longer than a moment; never rejects. */
  prepare?(text: string, locale: string): Promise<void>;
  recognize(text: string, locale: string): Recognition;
}
