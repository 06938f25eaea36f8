import { ensureTrained } from '../../scripts/understanding/ensureTrained';

/** Jest's global set-up: trains the recogniser once, unless nothing changed, and tells all workers where it is. */
export default function trainModel(): void {
  process.env['TEST_RECOGNIZER_MODEL'] = ensureTrained().path;
}
