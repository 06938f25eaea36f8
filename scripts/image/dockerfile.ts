/** A line of a Dockerfile, continued lines joined. */
export interface Instruction {
  name: string;
  /** `--from=build` and the like. */
  flags: Record<string, string>;
  /** The words after them; of the JSON form its items. */
  args: string[];
  /** All after the flags as it stands. */
  text: string;
}

/** What begins with a `FROM`. */
export interface Stage {
  base: string;
  name?: string;
  instructions: Instruction[];
}

const NAMES = ['FROM', 'RUN', 'COPY', 'WORKDIR', 'ENV', 'USER', 'EXPOSE', 'STOPSIGNAL', 'HEALTHCHECK', 'CMD'];

/** The stages of a Dockerfile. Throws an Error on what it does not know: https://docs.docker.com/reference/dockerfile/ */
export function parseDockerfile(text: string): Stage[] {
  const stages: Stage[] = [];
  const lines = text.replaceAll(/\\\n\s*/g, '').split('\n');
  for (const line of lines.filter((candidate) => candidate.trim() && !candidate.startsWith('#'))) {
    const instruction = parseLine(line);
    if (instruction.name === 'FROM') {
      const [base = '', as, name] = instruction.args;
      stages.push({ base, instructions: [], ...(as === 'AS' && name !== undefined && { name }) });
    } else {
      const stage = stages.at(-1);
      if (!stage) throw new Error(`before FROM: ${line}`);
      stage.instructions.push(instruction);
    }
  }
  return stages;
}

function parseLine(line: string): Instruction {
  const [, name = '', rest = ''] = /^([A-Z]+) (.+)$/.exec(line) ?? [];
  if (!NAMES.includes(name)) throw new Error(`not an instruction: ${line}`);
  const flags: Record<string, string> = {};
  let text = rest.trim();
  for (let flag = nextFlag(text); flag; flag = nextFlag(text)) {
    flags[flag.key] = flag.value;
    text = text.slice(flag.length);
  }
  return { name, flags, text, args: wordsOf(text) };
}

function nextFlag(text: string): { key: string; value: string; length: number } | undefined {
  const [all, key, value] = /^--([a-z-]+)=(\S+)\s+/.exec(text) ?? [];
  return all !== undefined && key !== undefined && value !== undefined ? { key, value, length: all.length } : undefined;
}

/** The JSON form, as of `CMD ["node", "x"]`, or words. `HEALTHCHECK` has its `CMD` before it. */
function wordsOf(text: string): string[] {
  const json = text.replace(/^CMD (?=\[)/, '');
  return json.startsWith('[') ? (JSON.parse(json) as string[]) : text.split(/\s+/);
}
