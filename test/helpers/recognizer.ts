import { WordRecognizer } from '../../dialogs/wordRecognizer';

let recognizer: WordRecognizer | undefined;

/** The recogniser as it was trained for this test run; loaded once a test file. */
export function testRecognizer(): WordRecognizer {
  return (recognizer ??= new WordRecognizer(process.env['TEST_RECOGNIZER_MODEL']));
}
