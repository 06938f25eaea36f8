import { ensureTrained } from '../../scripts/understanding/ensureTrained';

/** Jest's `globalSetup`: trains the recogniser when the utterances or its code changed since the last run. */
export default function trainedModel(): void {
  ensureTrained();
}
