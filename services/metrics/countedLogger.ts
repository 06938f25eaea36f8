import type { Logger } from '../logger';
import type { Metrics } from './metrics';

/** The same log, with its warnings and errors counted by name, so that an alert can watch any of them. */
export function countLines(log: Logger, metrics: Metrics): Logger {
  const count = (level: string, event: string) => metrics.count('bot_log_lines_total', { level, event });
  return {
    debug: (event, fields) => log.debug(event, fields),
    info: (event, fields) => log.info(event, fields),
    warn(event, fields) {
      count('warn', event);
      log.warn(event, fields);
    },
    error(event, error, fields) {
      count('error', event);
      log.error(event, error, fields);
    },
  };
}
