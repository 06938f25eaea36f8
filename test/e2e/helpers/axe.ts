import { readFileSync } from 'node:fs';
import type { AxeResults } from 'axe-core';
import type { Frame, Page } from 'playwright-core';

const AXE = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const WCAG_22_AA = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/** What axe finds against WCAG 2.2 A and AA, each with the elements it is about. */
export async function violations(page: Page | Frame): Promise<string[]> {
  await page.evaluate(AXE);
  const results = await page.evaluate<AxeResults>(`axe.run({ runOnly: ${JSON.stringify(WCAG_22_AA)} })`);
  return results.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`);
}
