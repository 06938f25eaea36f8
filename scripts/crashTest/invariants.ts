import type { FinalAnswer } from './conversation';
import type { Outcome } from './outcome';
import type { Protection } from './scenarios';

/** One promise, and how often it was kept. */
export interface Verdict {
  name: string;
  /** How often it was tried. */
  of: number;
  /** Each time it was broken, in a line. */
  broken: string[];
  /** More figures, for whoever reads the line. */
  note?: string;
}

/** What the bot's books and processes tell when all is at rest. */
export interface Rest {
  /** The ids of operations that a hand-over to a person names. */
  reportedUnknown: ReadonlySet<string>;
  openOperations: number;
  /** By kind. */
  leftToDo: readonly string[];
  deaths: readonly string[];
  kills: number;
}

/** Checks every promise against the systems' own records. */
export function checkInvariants(outcomes: readonly Outcome[], rest: Rest): Verdict[] {
  const confirmed = outcomes.filter(({ conversation }) => conversation.confirmedAt !== undefined);
  const protectedBy = (...kinds: Protection[]) =>
    confirmed.filter(({ conversation }) => kinds.includes(conversation.scenario.protection));
  const unknown = outcomes.flatMap((outcome) =>
    outcome.rows.filter(({ state }) => state === 'unknown').map((row) => ({ outcome, row })),
  );
  return [
    check('nothing lost: what was told done, or stands as done, is in the system', confirmed, isLost),
    check('nothing twice: keyed writes', protectedBy('keyed'), ({ records }) => records > 1),
    check('nothing twice: findable writes', protectedBy('findable'), ({ records }) => records > 1),
    check('never sent again by itself: writes with neither', protectedBy('neither'), isSentAgain),
    check('nothing false: what was told failed is not in the system', confirmed, isFalseAlarm),
    {
      name: 'every unknown outcome is told and lies with a person',
      of: unknown.length,
      broken: unknown
        .filter(({ outcome, row }) => !rest.reportedUnknown.has(row.id) || !wasTold(outcome, 'unknown'))
        .map(
          ({ outcome, row }) => `${inWords(outcome)} ${rest.reportedUnknown.has(row.id) ? 'not told' : 'not reported'}`,
        ),
    },
    {
      ...check('exactly one final answer in each conversation', outcomes, (outcome) => distinct(outcome).length !== 1),
      note: `${repeatedAnswers(outcomes)} said again after a kill, in the same words`,
    },
    {
      name: 'nothing left over: operations and tasks',
      of: outcomes.length,
      broken: [
        ...(rest.openOperations > 0 ? [`${rest.openOperations} operations that nobody was told about`] : []),
        ...rest.leftToDo,
      ],
    },
    { name: 'no process ended by itself', of: rest.kills, broken: [...rest.deaths] },
    { name: 'processes were killed', of: rest.kills, broken: rest.kills > 0 ? [] : ['none: this run proves nothing'] },
  ];
}

function check(name: string, of: readonly Outcome[], isBroken: (outcome: Outcome) => boolean): Verdict {
  return { name, of: of.length, broken: of.filter(isBroken).map(inWords) };
}

/** Told done or written down as done, and not there; or confirmed, and nobody knows of it. */
function isLost(outcome: Outcome): boolean {
  const stands = outcome.rows.some(({ state }) => state === 'succeeded') || wasTold(outcome, 'done');
  return stands ? outcome.records === 0 : outcome.rows.length === 0 && outcome.records === 0;
}

/** Sent again although the first time may have done it; a refusal before anything was sent may be followed by a try. */
function isSentAgain({ carriedOut, sent, records }: Outcome): boolean {
  return records > 1 || carriedOut.length > 1 || sent > 1;
}

function isFalseAlarm(outcome: Outcome): boolean {
  return wasTold(outcome, 'failed') && outcome.records > 0;
}

function wasTold({ conversation }: Outcome, kind: FinalAnswer['kind']): boolean {
  return conversation.answers.some((answer) => answer.kind === kind);
}

/** Answers that differ: the same one may come twice when the process dies right after it was sent. */
function distinct({ conversation }: Outcome): string[] {
  return [...new Set(conversation.answers.map(({ kind, reference }) => `${kind} ${reference}`))];
}

function repeatedAnswers(outcomes: readonly Outcome[]): number {
  return outcomes.reduce((sum, each) => sum + Math.max(0, each.conversation.answers.length - distinct(each).length), 0);
}

function inWords({ conversation, rows, records, carriedOut }: Outcome): string {
  const states = rows.map(({ state, attempts }) => `${state} after ${attempts}`).join(', ') || 'no operation';
  const told = conversation.answers.map(({ kind, reference }) => `${kind} ${reference}`.trim()).join(', ') || 'nothing';
  return `${conversation.scenario.name} ${conversation.id}: ${states}; ${records} records, ${carriedOut.length} times carried out; told ${told}`;
}
