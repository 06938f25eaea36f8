/** What stands in place of the dialogs' version in a conversation whose user was erased while something was going on. */
export const ERASED_VERSION = 'erased';

interface State {
  dialogs?: { dialogStack?: unknown[] };
}

/**
 * What is left of a conversation: nothing, but that the user is told so where they were in the middle of something. The rest
 * of its row stays for a while, so that a turn that is under way cannot bring back what it had read.
 */
export function erasedState({ dialogs }: State): State & object {
  const wasBusy = (dialogs?.dialogStack?.length ?? 0) > 0;
  return wasBusy
    ? {
        dialogs: { dialogStack: [{ id: ERASED_VERSION, state: {} }], version: ERASED_VERSION } as State['dialogs'] &
          object,
      }
    : {};
}
