import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { documents, FOLDER, tablesOf, withInventory } from '../../scripts/inventory';
import { about as shopifyAbout } from '../../services/vendors/shopify/about';
import { vendors } from '../../services/vendors';

const HEADINGS = [
  ...['What it serves', 'Permissions', 'Credentials', 'Settings', 'Webhooks', 'Limits', 'API version'],
  ...['Test accounts', 'Before going live', 'Troubleshooting'],
];
const read = (file: string) => readFileSync(join(FOLDER, file), 'utf8');

test('every system has a document, and every document a system', () => {
  expect(documents().sort()).toEqual(['README.md', ...vendors.map(({ id }) => `${id}.md`)].sort());
});

test.each(documents().map((file) => [file]))(
  '%s says what the definitions say (otherwise: npm run inventory)',
  (file) => {
    const document = read(file);
    expect(withInventory(document, tablesOf(file))).toBe(document);
  },
);

describe.each(vendors.map((vendor) => [vendor.id, vendor] as const))('%s', (id, { webhook, about }) => {
  test('is described under the same headings as all others', () => {
    const headings = [...read(`${id}.md`).matchAll(/^## (.+)$/gm)].map(([, heading]) => heading);
    expect(headings).toEqual(HEADINGS);
  });

  test('is described with its webhooks, where its version stands, and when its pages were read', () => {
    const document = read(`${id}.md`);
    expect(document).toContain(`/webhooks/${id}`);
    expect(document).toContain(webhook?.setting);
    if (about.apiVersions.length > 0) expect(document).toContain(`services/vendors/${id}/about.ts`);
    expect(document).toContain('November 2026');
    expect(about.readOn).toBe('2026-11');
    for (const page of Object.values(about.pages)) expect(URL.canParse(page)).toBe(true);
  });

  test('names each permission once', () => {
    const names = about.scopes.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
  });
});

test('the commands of a document name the version that is used', () => {
  for (const [, version] of read('shopify.md').matchAll(/admin\/api\/(\d{4}-\d{2})\//g)) {
    expect(shopifyAbout.apiVersions).toContain(version);
  }
});

test('links between the documents lead somewhere', () => {
  for (const file of [...documents().map((name) => join(FOLDER, name)), join(FOLDER, '..', 'adopt.md')]) {
    const targets = [...readFileSync(file, 'utf8').matchAll(/\]\((?!https?:|#)([^)#]+)/g)].map(
      ([, target]) => target ?? '',
    );
    for (const target of targets) expect(() => readFileSync(join(file, '..', target))).not.toThrow();
  }
});
