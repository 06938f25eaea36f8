import { createChatView } from './chatView.js';
import { openConversation, remember, remembered } from './connection.js';

const STORAGE_KEY = 'conversation';

const STATES = {
  connecting: 'Connecting …',
  online: 'Online',
  reconnecting: 'Connection lost. Reconnecting …',
  lost: 'Starting again …',
};

const status = document.getElementById('status');
const container = document.getElementById('chat');
const view = createChatView({ container, nonce: document.querySelector('script[nonce]').nonce });

/** Who chats: what the tab remembers, or what the browser says. */
const visitor = {
  persona: remembered(STORAGE_KEY)?.persona ?? 'customer',
  language: remembered(STORAGE_KEY)?.language ?? (navigator.language.startsWith('de') ? 'de' : 'en'),
};
/** What is on the page now: the connection, and a number that changes with each conversation. */
const current = { number: 0, connection: undefined };

/** Opens a conversation in place of the one that is there. */
async function converse(previous) {
  const number = ++current.number;
  const { persona, language } = visitor;
  current.connection?.close();
  const connection = await openConversation({
    identify: () => Promise.resolve({ persona }),
    locale: localeOf(language),
    previous,
    save: (conversation) => remember(STORAGE_KEY, { persona, language, ...conversation }),
    onState: (state) => {
      if (number === current.number) show(state);
    },
  });
  // The visitor may have started another one meanwhile.
  if (number !== current.number) return connection.close();
  current.connection = connection;
  container.lang = language;
  view.show(connection.directLine, localeOf(language));
}

function show(state) {
  status.dataset.state = state;
  status.textContent = STATES[state];
  if (state === 'lost') setTimeout(() => void converse(remembered(STORAGE_KEY)), 1000);
}

/** The browser's own locale where it is of that language: it knows how dates are written there. */
function localeOf(language) {
  if (navigator.language.startsWith(language)) return navigator.language;
  return language === 'de' ? 'de-DE' : 'en-US';
}

document.getElementById('new-conversation').addEventListener('click', () => void converse());
if (document.body.dataset.development === 'true') {
  const { mountPanel } = await import('./panel.js');
  const change = (changes) => {
    Object.assign(visitor, changes);
    void converse();
  };
  mountPanel({ ...visitor, say: view.say, change });
}
void converse(remembered(STORAGE_KEY));
