import { openConversation, remembered } from './connection.js';
import { cardHostConfig, styleOptions } from './theme.js';

const STATES = {
  connecting: 'Connecting …',
  online: 'Online',
  reconnecting: 'Connection lost. Reconnecting …',
  lost: 'Starting again …',
};

const status = document.getElementById('status');
const container = document.getElementById('chat');
const { nonce } = document.querySelector('script[nonce]');
const darkScheme = window.matchMedia('(prefers-color-scheme: dark)');

/** Who chats: what the tab remembers, or what the browser says. */
const visitor = {
  persona: remembered()?.persona ?? 'customer',
  language: remembered()?.language ?? (navigator.language.startsWith('de') ? 'de' : 'en'),
};
/** What is on the page now: the connection, Web Chat's store, and a number that changes with each conversation. */
const current = { number: 0, connection: undefined, store: undefined };

/** Opens a conversation in place of the one that is there. */
async function converse(previous) {
  const number = ++current.number;
  current.connection?.close();
  const connection = await openConversation({
    ...visitor,
    locale: localeOf(visitor.language),
    previous,
    onState: (state) => {
      if (number === current.number) show(state);
    },
  });
  // The visitor may have started another one meanwhile.
  if (number !== current.number) return connection.close();
  Object.assign(current, { connection, store: window.WebChat.createStore({}, dropRepeats) });
  render();
}

function show(state) {
  status.dataset.state = state;
  status.textContent = STATES[state];
  if (state === 'lost') setTimeout(() => void converse(remembered()), 1000);
}

/** The browser's own locale where it is of that language: it knows how dates are written there. */
function localeOf(language) {
  if (navigator.language.startsWith(language)) return navigator.language;
  return language === 'de' ? 'de-DE' : 'en-US';
}

/** Draws Web Chat in the colours of the moment. Another key makes it forget the conversation before. */
function render() {
  if (!current.connection) return;
  container.lang = visitor.language;
  window.WebChat.renderWebChat(
    {
      key: current.number,
      directLine: current.connection.directLine,
      store: current.store,
      locale: localeOf(visitor.language),
      nonce,
      styleOptions: styleOptions(),
      adaptiveCardsHostConfig: cardHostConfig(),
    },
    container,
  );
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

// Web Chat makes its box read-only for a moment to keep a phone's keyboard down, and forgets to undo it on a double click.
container.addEventListener('focusin', ({ target }) => {
  if (target.matches('input, textarea')) setTimeout(() => (target.readOnly = false), 300);
});

function say(text) {
  current.store?.dispatch({ type: 'WEB_CHAT/SEND_MESSAGE', payload: { text } });
}

darkScheme.addEventListener('change', render);
document.getElementById('new-conversation').addEventListener('click', () => void converse());
if (document.body.dataset.development === 'true') {
  const { mountPanel } = await import('./panel.js');
  const change = (changes) => {
    Object.assign(visitor, changes);
    void converse();
  };
  mountPanel({ ...visitor, say, change });
}
void converse(remembered());
