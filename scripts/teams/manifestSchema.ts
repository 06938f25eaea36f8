import { z } from 'zod';

/**
 * What Teams asks of the parts of a manifest that are used here, version 1.23; a part that is not known here is refused.
 * https://developer.microsoft.com/json-schemas/teams/v1.23/MicrosoftTeams.schema.json
 */
export const MANIFEST_VERSION = '1.23';

const text = (longest: number) => z.string().min(1).max(longest);
const guid = z.string().regex(/^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$/);
const https = z
  .string()
  .regex(/^https:\/\//)
  .max(2048);
const file = text(2048);
const scopes = z.array(z.enum(['personal', 'team', 'groupChat'])).max(4);

const commandList = z.strictObject({
  scopes,
  commands: z.array(z.strictObject({ title: text(128), description: text(4000) })).max(10),
});

const bot = z.strictObject({
  botId: guid,
  scopes,
  isNotificationOnly: z.boolean(),
  supportsFiles: z.boolean(),
  commandLists: z.array(commandList).max(3),
});

export const manifestSchema = z.strictObject({
  $schema: z.string().regex(/\/v1\.23\/MicrosoftTeams\.schema\.json$/),
  manifestVersion: z.literal(MANIFEST_VERSION),
  version: z.string().regex(/^\d+\.\d+\.\d+$/),
  id: guid,
  localizationInfo: z.strictObject({
    defaultLanguageTag: z.string(),
    additionalLanguages: z.array(z.strictObject({ languageTag: z.string(), file })),
  }),
  developer: z.strictObject({ name: text(32), websiteUrl: https, privacyUrl: https, termsOfUseUrl: https }),
  name: z.strictObject({ short: text(30), full: text(100) }),
  description: z.strictObject({ short: text(80), full: text(4000) }),
  icons: z.strictObject({ color: file, outline: file }),
  accentColor: z.string().regex(/^#[0-9a-fA-F]{6}$/),
  bots: z.array(bot).max(1),
  permissions: z.array(z.enum(['identity', 'messageTeamMembers'])),
  validDomains: z.array(text(2048)).max(16),
  webApplicationInfo: z.strictObject({ id: guid, resource: text(100) }),
});

/** The same words in another language: the places are paths into the manifest. */
export const localizationSchema = z.strictObject({
  $schema: z.string().regex(/\/v1\.23\/MicrosoftTeams\.Localization\.schema\.json$/),
  'name.short': text(30),
  'name.full': text(100),
  'description.short': text(80),
  'description.full': text(4000),
});
