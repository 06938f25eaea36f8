import { join } from 'node:path';
import { ManifestUtil, type TeamsAppManifest, type TeamsAppManifestJSONSchema } from '@microsoft/teams-manifest';
import { strFromU8, unzipSync } from 'fflate';
import { z } from 'zod';
import { responses } from '../../resources/responses';
import { appPackage } from '../../scripts/teams/appPackage';
import { manifestSchema } from '../../scripts/teams/manifestSchema';
import { ConfigError } from '../../services/config';

const FOLDER = join(__dirname, '..', '..', 'teamsAppManifest');
const ID = '3f2b8c1e-1d2a-4b5c-9d8e-7f6a5b4c3d2e';
const SETTINGS = {
  MicrosoftAppId: ID,
  PUBLIC_URL: 'https://bot.example.com',
  PRIVACY_URL: 'https://example.com/privacy',
  TERMS_URL: 'https://example.com/terms',
  COMPANY_NAME: 'Müller & "Söhne"',
};

const IN_GROUPS = ['job.productSearch', 'job.knowledge'] as const;

type Localized = Record<string, string>;

const files = unzipSync(appPackage(SETTINGS, FOLDER, '1.2.3'));
const read = (name: string) => JSON.parse(strFromU8(files[name] ?? new Uint8Array())) as unknown;
const manifest = read('manifest.json') as TeamsAppManifest;
const german = read('de.json') as Localized;

test('holds the manifest, the languages and the icons, and nothing else', () => {
  expect(Object.keys(files).sort()).toEqual(['color.png', 'de.json', 'manifest.json', 'outline.png']);
  expect(JSON.stringify([manifest, german])).not.toContain('<<');
});

test('the manifest is valid', async () => {
  const schema = z.toJSONSchema(manifestSchema, { target: 'draft-4' }) as unknown as TeamsAppManifestJSONSchema;
  expect(await ManifestUtil.validateManifestAgainstSchema(manifest, schema)).toEqual([]);
  expect(await ManifestUtil.validateManifestAgainstSchema({ ...manifest, id: 'x' }, schema)).not.toEqual([]);
  expect(ManifestUtil.parseCommonProperties(manifest)).toMatchObject({
    id: ID,
    version: '1.2.3',
    capabilities: ['Bot'],
  });
});

test('names the bot, where it is, and whom it signs in for', () => {
  expect(manifest).toMatchObject({
    id: ID,
    bots: [{ botId: ID, scopes: ['personal', 'team', 'groupChat'] }],
    validDomains: ['token.botframework.com', 'bot.example.com'],
    webApplicationInfo: { id: ID, resource: `api://botid-${ID}` },
    developer: { name: SETTINGS.COMPANY_NAME, privacyUrl: SETTINGS.PRIVACY_URL, termsOfUseUrl: SETTINGS.TERMS_URL },
    name: { short: 'Müller & "Söhne" Assistant' },
  });
});

test('a managed identity signs nobody in: the registration beside it does, for the same address', () => {
  const signInApp = '11111111-2222-3333-4444-555555555555';
  const zip = unzipSync(appPackage({ ...SETTINGS, OAUTH_APP_ID: signInApp }, FOLDER, '1.2.3'));
  expect(JSON.parse(strFromU8(zip['manifest.json'] ?? new Uint8Array()))).toMatchObject({
    bots: [{ botId: ID }],
    webApplicationInfo: { id: signInApp, resource: `api://botid-${ID}` },
  });
});

test.each([
  ['color.png', 192],
  ['outline.png', 32],
])('%s is a picture of %i pixels', (name, size) => {
  const png = Buffer.from(files[name] ?? []);
  expect(png.subarray(1, 4).toString()).toBe('PNG');
  expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([size, size]);
  // 6: with transparency, which the outline needs.
  if (name === 'outline.png') expect(png[25]).toBe(6);
});

test('each command is something that the bot offers, in every language', () => {
  const keys = ['menu.help', 'job.orderLookup', 'job.createTicket', 'job.ticketStatus', 'job.leaveRequest'] as const;
  const more = ['job.leaveBalance', 'job.itIncident', 'job.itOrder', 'job.handoff'] as const;
  const offered = (locale: string) =>
    [...keys, ...more, ...IN_GROUPS].map((key) => responses('main', locale).plain(key));
  const lists = manifest.bots?.[0]?.commandLists ?? [];
  expect(lists.map(({ scopes }) => scopes)).toEqual([['personal'], ['team', 'groupChat']]);
  lists.forEach(({ commands }, list) =>
    commands.forEach(({ title }, command) => {
      expect(offered('en')).toContain(title);
      expect(offered('de')).toContain(german[`bots[0].commandLists[${list}].commands[${command}].title`]);
      expect(german[`bots[0].commandLists[${list}].commands[${command}].description`]).toBeTruthy();
    }),
  );
});

test('what is done where everybody reads along is offered there first', () => {
  const [, shared] = manifest.bots?.[0]?.commandLists ?? [];
  const titles = IN_GROUPS.map((key) => responses('main', 'en').plain(key));
  expect(shared?.commands.slice(0, titles.length).map(({ title }) => title)).toEqual(titles);
});

describe('settings', () => {
  const faultsOf = (settings: Record<string, string>) => {
    try {
      appPackage(settings, FOLDER, '1.2.3');
      return [];
    } catch (error) {
      expect(error).toBeInstanceOf(ConfigError);
      return (error as ConfigError).faults.map((fault) => fault.split(' ')[0]);
    }
  };

  test('that are missing are all named', () => {
    expect(faultsOf({})).toEqual(['MicrosoftAppId', 'PUBLIC_URL', 'PRIVACY_URL', 'TERMS_URL']);
  });

  test('that are wrong are all named', () => {
    const wrong = {
      ...SETTINGS,
      MicrosoftAppId: 'x',
      PUBLIC_URL: 'http://bot.example.com',
      COMPANY_NAME: 'x'.repeat(31),
    };
    expect(faultsOf(wrong)).toEqual(['MicrosoftAppId', 'PUBLIC_URL', 'COMPANY_NAME']);
  });

  test('that the package does not need do not matter', () => {
    expect(faultsOf({ ...SETTINGS, PORT: 'x' })).toEqual([]);
  });
});
