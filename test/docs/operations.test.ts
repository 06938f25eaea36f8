import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { COUNTERS, GAUGES, HISTOGRAMS, type MetricDefinition } from '../../services/metrics/catalogue';
import { PrometheusMetrics } from '../../services/metrics/prometheusMetrics';

const page = readFileSync(join(__dirname, '..', '..', 'docs', 'operations.md'), 'utf8');
const cellsOf = (line: string) => line.split('|').map((cell) => cell.trim());

const rowsOf = (type: string, definitions: Record<string, MetricDefinition>) =>
  Object.entries(definitions).map(([name, { labels, help }]) => ['', `\`${name}\``, type, labels.join(', '), help, '']);
const known = [...rowsOf('counter', COUNTERS), ...rowsOf('histogram', HISTOGRAMS), ...rowsOf('gauge', GAUGES)];

test('the table of metrics is the one of the code', () => {
  const written = page
    .split('\n')
    .filter((line) => line.startsWith('| `bot_'))
    .map(cellsOf);
  expect(written).toEqual(known);
});

test('all of them are registered', async () => {
  const text = await new PrometheusMetrics({ version: '1', vendors: [], withProcess: true }).text(undefined);
  for (const [, name = '', type] of known) expect(text).toContain(`# TYPE ${name.replaceAll('`', '')} ${type}`);
});

test('alerts watch nothing that is not there, and each has its line of what to do', () => {
  const yaml = /```yaml\n(groups:[^]*?)```/.exec(page)?.[1] ?? '';
  const alerts = [...yaml.matchAll(/- alert: (\w+)/g)].map(([, alert]) => alert);
  const names = known.map(([, name = '']) => name.replaceAll('`', ''));
  for (const [name] of yaml.matchAll(/bot_\w+/g)) expect(names).toContain(name.replace(/_(count|bucket|sum)$/, ''));
  const answered = page
    .split('\n')
    .map((line) => cellsOf(line)[1] ?? '')
    .filter((cell) => /^Bot[A-Z]/.test(cell));
  expect(alerts.length).toBeGreaterThan(10);
  expect(answered).toEqual(alerts);
});
