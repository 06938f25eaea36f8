import type { Entities } from './entities';

/** What a message was taken for. */
export interface Recognition {
  /** The dialog that does the job, or nothing when it was not understood. */
  dialogId?: string;
  /** What was said up front and need not be asked again. */
  entities: Entities;
  /** The user puts something right: "sorry, I meant 1001". */
  isCorrection: boolean;
}

/** Understands free words. Any recogniser that keeps this shape can take its place. */
export interface IntentRecognizer {
  recognize(text: string, locale: string): Recognition;
}
