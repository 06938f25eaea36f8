import { html, type Html } from './html';

/** A whole page: nothing in it is a script, and its one style comes from here. */
export function layout(title: string, body: Html): string {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title}</title>
        <link rel="stylesheet" href="/ops/style.css" />
      </head>
      <body>
        ${body}
      </body>
    </html>`.text;
}

const UNITS: readonly [name: string, ms: number][] = [
  ['d', 86_400_000],
  ['h', 3_600_000],
  ['min', 60_000],
  ['s', 1_000],
];

/** A length of time for people: `3 min`, `2 h`. */
export function inWords(ms: number): string {
  const [name, unitMs] = UNITS.find(([, unitMs]) => ms >= unitMs) ?? ['s', 1_000];
  return `${Math.floor(Math.max(0, ms) / unitMs)} ${name}`;
}

/** What a call took: `85 ms`, `1.2 s`. */
export function latency(ms: number): string {
  return ms < 1000 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(1)} s`;
}
