const LOOK_EVERY_MS = 500;

/**
 * Calls `stop` when the process that started this one is gone. `npm start` runs its command in a shell, and neither hands a
 * SIGTERM on: without this the bot would go on alone, holding its port.
 */
export function watchParent(stop: () => void): void {
  if (process.env['npm_lifecycle_event'] === undefined) return;
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    stop();
  }, LOOK_EVERY_MS);
  timer.unref();
}
