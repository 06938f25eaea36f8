import { settings } from '../config';
import { isSecretSetting } from '../secretSettings';
import { vendors } from '../vendors';

/** Every setting that may come from a file or a vault. */
export function knownSecrets(): string[] {
  const names = [...Object.keys(settings.shape), ...vendors.flatMap(({ config }) => Object.keys(config.shape))];
  return names.filter(isSecretSetting);
}
