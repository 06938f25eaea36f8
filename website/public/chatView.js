/** Web Chat as both pages show it: in the colours of the moment, and without what it gets wrong. */
import { cardHostConfig, styleOptions } from './theme.js';

/**
 * @param {{ container: HTMLElement, nonce: string, onActivity?: (activity: object) => void }} options
 * @returns {{ show: (directLine: object, locale: string) => void, render: () => void, say: (text: string) => void }}
 *   `show` puts another conversation in place of the one before; `render` draws the same one again.
 */
export function createChatView({ container, nonce, onActivity = () => undefined }) {
  const current = { key: 0, directLine: undefined, store: undefined, locale: undefined };

  // Web Chat makes its box read-only for a moment to keep a phone's keyboard down, and forgets to undo it on a double click.
  container.addEventListener('focusin', ({ target }) => {
    if (target.matches('input, textarea')) setTimeout(() => (target.readOnly = false), 300);
  });

  const render = () => {
    const { key, directLine, store, locale } = current;
    if (!directLine) return;
    window.WebChat.renderWebChat(
      {
        // Another key makes it forget the conversation before.
        ...{ key, directLine, store, locale, nonce },
        styleOptions: styleOptions(),
        adaptiveCardsHostConfig: cardHostConfig(),
      },
      container,
    );
  };
  window.matchMedia('(prefers-color-scheme: dark)').addEventListener('change', render);
  return {
    render,
    show(directLine, locale) {
      const store = window.WebChat.createStore({}, dropRepeats, tellActivities(onActivity));
      Object.assign(current, { key: current.key + 1, directLine, store, locale });
      render();
    },
    say: (text) => current.store?.dispatch({ type: 'WEB_CHAT/SEND_MESSAGE', payload: { text } }),
  };
}

function tellActivities(onActivity) {
  return () => (next) => (action) => {
    if (action.type === 'DIRECT_LINE/INCOMING_ACTIVITY') onActivity(action.payload.activity);
    return next(action);
  };
}

/** A double click would say the same twice; nobody means that within half a second. */
function dropRepeats() {
  let last = { said: '', at: 0 };
  return (next) => (action) => {
    if (!/^WEB_CHAT\/SEND_(MESSAGE|MESSAGE_BACK|POST_BACK)$/.test(action.type)) return next(action);
    const said = JSON.stringify([action.payload.text, action.payload.value]);
    if (said === last.said && Date.now() - last.at < 500) return undefined;
    last = { said, at: Date.now() };
    return next(action);
  };
}
