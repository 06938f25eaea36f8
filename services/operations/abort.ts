/** Not the vendor's fault, and so no ServiceError. */
export function calledOff(why: string): DOMException {
  return new DOMException(why, 'AbortError');
}

/** Rejects at once when the signal aborts, even if the call itself does not listen. */
export function abortable<T>(call: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
    call.then(resolve, reject);
  });
}
