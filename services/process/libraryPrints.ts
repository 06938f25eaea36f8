import { maskPersonal, type Logger } from '../logger';

/** Of a text that a library prints, in characters; what is longer is seldom about what went wrong. */
const LONGEST_PRINT = 200;

/**
 * What libraries print of warnings and errors becomes lines of the log, masked as all of them are: a whole stack for each
 * message that is refused, as botbuilder's CloudAdapter prints it, is nothing that a log can be searched by.
 */
export function logLibraryPrints(log: Logger): void {
  console.warn = console.error = (printed: unknown) => {
    const [errorName, message] =
      printed instanceof Error ? [printed.name, printed.message] : ['printed', String(printed)];
    // Masked before it is cut: half an address would no longer be known as one.
    log.warn('library.printed', { errorName, errorMessage: maskPersonal(message).slice(0, LONGEST_PRINT) });
  };
}
