import { existsSync } from 'node:fs';
import { chromium, type Browser } from 'playwright-core';

const CANDIDATES = [
  process.env['CHROMIUM_PATH'],
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
];

/** The browser of this machine. */
export function findBrowser(): string {
  const path = CANDIDATES.find((candidate) => candidate && existsSync(candidate));
  if (!path)
    throw new Error('No Chromium found. Install it (Debian: apt-get install -y chromium) or name it in CHROMIUM_PATH.');
  return path;
}

/** Starts it without a window; nothing is looked up outside this machine. */
export function openBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: findBrowser(),
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}
