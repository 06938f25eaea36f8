import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parseDockerfile, type Instruction, type Stage } from './dockerfile';

/** What an image would hold and do. */
export interface Image {
  /** Its root, with the application in `app/`. */
  root: string;
  app: string;
  environment: Record<string, string>;
  command: string[];
  healthCheck: string[];
  user: number;
}

interface Place {
  root: string;
  directory: string;
  environment: Record<string, string>;
}

/**
 * Does what a container engine does with the Dockerfile, each stage in a clean folder of its own, on the Node that runs
 * this. Layers, the base image's own files and the change of root are all that is missing.
 */
export function assemble(project: string, folder: string): Image {
  const stages = parseDockerfile(readFileSync(join(project, 'Dockerfile'), 'utf8'));
  const roots = new Map<string, string>();
  let place: Place | undefined;
  for (const [index, stage] of stages.entries()) {
    const root = join(folder, stage.name ?? String(index));
    roots.set(stage.name ?? String(index), root);
    place = { root, directory: root, environment: {} };
    mkdirSync(root, { recursive: true });
    for (const instruction of stage.instructions) perform(instruction, place, project, roots);
  }
  const last = stages.at(-1);
  if (!place || !last) throw new Error('the Dockerfile has no stage');
  return { root: place.root, app: place.directory, environment: place.environment, ...whatRuns(last) };
}

function whatRuns({ instructions }: Stage): Pick<Image, 'command' | 'healthCheck' | 'user'> {
  const argsOf = (name: string) => instructions.findLast((instruction) => instruction.name === name)?.args ?? [];
  return { command: argsOf('CMD'), healthCheck: argsOf('HEALTHCHECK'), user: Number(argsOf('USER')[0]) };
}

function perform(instruction: Instruction, place: Place, project: string, roots: Map<string, string>): void {
  const { name, text, args, flags } = instruction;
  if (name === 'WORKDIR') mkdirSync((place.directory = join(place.root, text)), { recursive: true });
  if (name === 'ENV') Object.assign(place.environment, Object.fromEntries(args.map((pair) => pair.split('=', 2))));
  if (name === 'RUN') run(text, place);
  if (name === 'COPY') copy(args, place, flags['from'] === undefined ? project : roots.get(flags['from']), project);
}

function run(command: string, { directory, environment }: Place): void {
  console.log(`  ${command}`);
  execFileSync('sh', ['-c', command], {
    cwd: directory,
    env: { ...ofTheMachine(process.env), ...environment },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
}

/** As a container engine does, nothing else is handed on: the way to the registry, through proxies and their certificates. */
const HANDED_ON = /^(PATH|HOME|NODE_EXTRA_CA_CERTS|(https?_|no_|all_)proxy|npm_config_(registry|cache|cafile))$/i;

function ofTheMachine(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(environment).filter(([name]) => HANDED_ON.test(name)));
}

function copy(args: readonly string[], { directory }: Place, from: string | undefined, project: string): void {
  if (from === undefined) throw new Error(`no such stage: COPY ${args.join(' ')}`);
  const target = args.at(-1) ?? '';
  const isIgnored = from === project ? ignored(project) : () => false;
  for (const source of args.slice(0, -1)) {
    const path = join(from, source);
    const intoFolder = target.endsWith('/') && !statSync(path).isDirectory();
    cpSync(path, join(directory, target, intoFolder ? basename(source) : ''), {
      recursive: true,
      verbatimSymlinks: true,
      filter: (candidate) => !isIgnored(candidate),
    });
  }
}

/** By `.dockerignore`, whose lines here are names at the top, `*.suffix` or `!exception`. */
function ignored(project: string): (path: string) => boolean {
  const file = join(project, '.dockerignore');
  const lines = existsSync(file) ? readFileSync(file, 'utf8').split('\n').filter(Boolean) : [];
  const matches = (pattern: string, name: string) =>
    new RegExp(`^${pattern.replaceAll('.', '\\.').replaceAll('*', '.*')}$`).test(name);
  return (path) => {
    const name = path.slice(project.length + 1);
    return lines.reduce(
      (is, line) => (line.startsWith('!') ? is && !matches(line.slice(1), name) : is || matches(line, name)),
      false,
    );
  };
}
