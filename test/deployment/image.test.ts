import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { unzipSync } from 'fflate';
import { assemble } from '../../scripts/image/assemble';
import { parseDockerfile } from '../../scripts/image/dockerfile';
import { zipFolder } from '../../scripts/image/zipFolder';
import { example, PROJECT } from './arm/templates';

const { load } = createRequire(__filename)('js-yaml') as { load: (text: string) => unknown };
const read = (file: string) => readFileSync(join(PROJECT, file), 'utf8');
const packageJson = JSON.parse(read('package.json')) as {
  scripts: { start: string };
  dependencies: Record<string, string>;
  optionalDependencies: { node: string };
};

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'image-test-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function write(path: string, text = ''): void {
  mkdirSync(join(folder, path, '..'), { recursive: true });
  writeFileSync(join(folder, path), text);
}

describe('the Dockerfile', () => {
  const stages = parseDockerfile(read('Dockerfile'));
  const last = stages.at(-1);
  const argsOf = (name: string) => last?.instructions.findLast((instruction) => instruction.name === name)?.args;

  test('is built on the Node of the npm scripts, in every stage', () => {
    for (const { base } of stages) expect(base).toBe(`node:${packageJson.optionalDependencies.node}-bookworm-slim`);
  });

  test('starts as npm start does, not as root, in production, and says how it is', () => {
    expect(argsOf('CMD')).toEqual(packageJson.scripts.start.split(' '));
    expect(argsOf('USER')).toEqual(['1000']);
    expect(argsOf('ENV')).toContain('NODE_ENV=production');
    expect(argsOf('STOPSIGNAL')).toEqual(['SIGTERM']);
    expect(argsOf('HEALTHCHECK')?.join(' ')).toContain('/livez');
  });

  test('copies from stages and folders that are there', () => {
    const names = stages.map(({ name }) => name);
    const copies = stages.flatMap(({ instructions }) => instructions.filter(({ name }) => name === 'COPY'));
    for (const { flags } of copies) if (flags['from']) expect(names).toContain(flags['from']);
  });

  test('takes away only packages that the project has', () => {
    const { text = '' } =
      stages.flatMap(({ instructions }) => instructions).find(({ text }) => text.includes('uninstall')) ?? {};
    const names = text.split(' ').filter((word, index) => index > 1 && !word.startsWith('--'));
    expect(Object.keys(packageJson.dependencies)).toEqual(expect.arrayContaining(names));
  });

  test.each(['RUN npm ci', 'FROM x\nUNKNOWN y', 'FROM x\nrun y'])('refuses %j', (text) => {
    expect(() => parseDockerfile(text)).toThrow();
  });
});

test('its steps can be done without an engine: stages, ignored files, variables, commands', () => {
  write(
    'project/Dockerfile',
    [
      'FROM a AS one',
      'WORKDIR /app',
      'COPY . .',
      'RUN echo built > made.txt',
      'FROM a',
      'ENV COLOUR=blue',
      'WORKDIR /app',
      'COPY --from=one /app/made.txt ./deep/',
      'RUN echo $COLOUR $HTTPS_PROXY $OF_THE_MACHINE > colour.txt',
      'USER 1000',
      'CMD ["node", "x.js"]',
    ].join('\n'),
  );
  write('project/.dockerignore', '*.log\n.env\n');
  for (const file of ['kept.ts', 'old.log', '.env']) write(`project/${file}`);
  const print = jest.spyOn(console, 'log').mockImplementation();
  const environment = jest.replaceProperty(process, 'env', {
    ...process.env,
    HTTPS_PROXY: 'proxy',
    OF_THE_MACHINE: 'no',
  });
  const image = assemble(join(folder, 'project'), join(folder, 'stages'));
  environment.restore();
  print.mockRestore();
  expect(image).toMatchObject({ command: ['node', 'x.js'], user: 1000, environment: { COLOUR: 'blue' } });
  expect(readFileSync(join(image.app, 'deep', 'made.txt'), 'utf8')).toBe('built\n');
  expect(readFileSync(join(image.app, 'colour.txt'), 'utf8')).toBe('blue proxy\n');
  const one = (file: string) => readFileSync(join(folder, 'stages', 'one', 'app', file), 'utf8');
  expect(one('kept.ts')).toBe('');
  for (const file of ['old.log', '.env']) expect(() => one(file)).toThrow(/ENOENT/);
});

test('the package for App Service holds what runs, byte for byte', () => {
  const files = { 'lib/index.js': 'run()', 'lib/index.js.map': '{}', 'node_modules/a/index.js': 'a()' };
  const unneeded = [
    'node_modules/a/index.d.ts',
    'node_modules/a/readme.md',
    'node_modules/.bin/a',
    'node_modules/a/node_modules/.bin/b',
  ];
  for (const [path, text] of Object.entries(files)) write(`app/${path}`, text);
  for (const path of unneeded) write(`app/${path}`);
  const file = join(folder, 'bot.zip');
  expect(zipFolder(join(folder, 'app'), file)).toBe(3);
  const unzipped = Object.entries(unzipSync(readFileSync(file))).map(([name, bytes]) => [
    name,
    Buffer.from(bytes).toString(),
  ]);
  expect(Object.fromEntries(unzipped)).toEqual(files);
});

describe('compose.yaml', () => {
  interface Service {
    environment?: Record<string, string>;
    depends_on?: Record<string, { condition: string }>;
    healthcheck?: object;
    [property: string]: unknown;
  }
  const { services, configs, volumes } = load(read('compose.yaml')) as {
    services: Record<'bot' | 'postgres' | 'nats' | 'proxy', Service>;
    configs: { caddyfile: { content: string } };
    volumes: object;
  };

  test('has the bot twice, read-only and without rights', () => {
    expect(services.bot).toMatchObject({ deploy: { replicas: 2 }, read_only: true, cap_drop: ['ALL'] });
    expect(services.bot['ports']).toBeUndefined();
  });

  test('waits only for services that tell how they are', () => {
    const dockerfileTells = ['bot'];
    for (const { depends_on = {} } of Object.values(services))
      for (const [name, { condition }] of Object.entries(depends_on)) {
        expect(condition).toBe('service_healthy');
        expect(dockerfileTells.includes(name) || services[name as 'nats'].healthcheck).toBeTruthy();
      }
  });

  test('sets nothing but settings, pins every image, and holds no secret', () => {
    expect(Object.keys(services.bot.environment ?? {}).filter((name) => example[name] === undefined)).toEqual([]);
    for (const name of ['postgres', 'nats', 'proxy'] as const) expect(services[name]['image']).toMatch(/:\d+\.\d+/);
    expect(services.postgres.environment?.['POSTGRES_PASSWORD']).toMatch(/^\$\{POSTGRES_PASSWORD:\?/);
    expect(services.bot.environment?.['DATABASE_URL']).toContain('${POSTGRES_PASSWORD:?');
  });

  test('names only volumes and configurations that it has', () => {
    expect(Object.keys(volumes).sort()).toEqual(['caddy', 'nats', 'postgres']);
    expect(Object.keys(configs)).toEqual(['caddyfile']);
  });

  test('looks every few seconds where the bots are: made anew, they have other addresses', () => {
    expect(configs.caddyfile.content).toMatch(/dynamic a \{\s+name bot\s+port 3978\s+refresh \ds\s/);
  });
});
