import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { loadConfig, settings } from '../../services/config';
import { vendors } from '../../services/vendors';
import { loadSettings, readOnlySetting } from '../../services/vendorsInUse';

describe('.env.example', () => {
  const text = readFileSync(join(__dirname, '..', '..', '.env.example'), 'utf8');
  const example = parseEnv(text) as Record<string, string>;
  const vendorSettings = vendors.flatMap((vendor) => [...Object.keys(vendor.config.shape), readOnlySetting(vendor)]);

  test('has exactly the settings that exist', () => {
    expect(Object.keys(example).sort()).toEqual([...Object.keys(settings.shape), ...vendorSettings].sort());
  });

  test('changes nothing when it is used as it is', () => {
    const { NODE_ENV: _left, ...config } = loadConfig(example);
    expect(config).toEqual({ ...loadConfig({}), NODE_ENV: undefined, HOST: '127.0.0.1' });
    expect(loadSettings(example).vendorsInUse.map(({ onSandbox }) => onSandbox)).toEqual(vendors.map(() => true));
  });

  test('explains every setting in the line above it', () => {
    const lines = text.split('\n');
    const unexplained = lines.filter((line, index) => /^\w+=/.test(line) && !lines[index - 1]?.startsWith('# '));
    expect(unexplained).toEqual([]);
  });
});
