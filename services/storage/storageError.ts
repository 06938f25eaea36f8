/** The data file or database cannot be used as it is, or does not answer. The message says what is wrong and what to do. */
export class StorageError extends Error {
  override readonly name = 'StorageError';
}
