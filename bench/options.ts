import { parseArgs } from 'node:util';

/** How long and how hard to measure. */
export interface Options {
  /** How often each bot is measured at each level; the bots take turns. */
  rounds: number;
  /** How long one round lasts. */
  seconds: number;
  /** Conversations at the same time. */
  levels: number[];
}

const USAGE = 'npm run bench -- [--rounds 4] [--seconds 4] [--levels 1,16,64]';
const MAX_LEVEL = 512;

/** @throws Error that says how it is used. */
export function readOptions(args: string[]): Options {
  const { values } = parseArgs({
    args,
    options: {
      rounds: { type: 'string', default: '4' },
      seconds: { type: 'string', default: '4' },
      levels: { type: 'string', default: '1,16,64' },
    },
  });
  return {
    rounds: readNumber('rounds', values.rounds, 100),
    seconds: readNumber('seconds', values.seconds, 600),
    levels: values.levels.split(',').map((level) => readNumber('levels', level, MAX_LEVEL)),
  };
}

function readNumber(name: string, text: string, max: number): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1 || value > max) {
    throw new Error(`--${name}: "${text}" is not a whole number from 1 to ${max}. Usage: ${USAGE}`);
  }
  return value;
}
