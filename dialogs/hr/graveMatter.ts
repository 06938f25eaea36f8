import { mentions } from '../commands';

/** True for what somebody suffers at work: harassment, discrimination, a complaint about one's manager. */
export function isGraveMatter(text: string, locale: string): boolean {
  return mentions('graveWords', text, locale);
}
