import { createChatView } from './chatView.js';
import { paletteOf } from './colors.js';
import { openConversation, Refused, remember, remembered } from './connection.js';
import { listenTo } from './hostPage.js';

const STORAGE_KEY = 'widget';
/** A website's word on its user holds for an hour. */
const RENEW_MS = 20 * 60_000;

/** As the widget's script has put them into the address; whoever made that up can do no harm with them. */
const settings = Object.fromEntries(new URLSearchParams(window.location.hash.slice(1)));
const TEXTS = JSON.parse(document.body.dataset.texts);
const language = Object.hasOwn(TEXTS, settings.language) ? settings.language : 'en';
const texts = TEXTS[language];
const title = settings.title || texts.title.replace('{company}', () => document.body.dataset.company);
const $ = (id) => document.getElementById(id);

const current = { number: 0, connection: undefined, isOpen: true, isSignedIn: false, said: new Set(), seen: 0 };

const host = listenTo(settings.origin ?? '', {
  opened: ({ focus }) => {
    current.isOpen = true;
    countUnread();
    if (focus) void focusBox();
  },
  closed: () => (current.isOpen = false),
  userChanged: () => void current.connection?.renew(),
});
current.isOpen = !host.isFramed;
const view = createChatView({
  container: $('chat'),
  nonce: document.querySelector('script[nonce]').nonce,
  onActivity: noteActivity,
});

function dress() {
  document.documentElement.lang = language;
  document.title = title;
  $('title').textContent = title;
  for (const [id, key] of [
    ['close', 'close'],
    ['new-conversation', 'newConversation'],
  ]) {
    $(id).setAttribute('aria-label', texts[key]);
    $(id).title = texts[key];
  }
  $('try-again').textContent = texts.tryAgain;
  $('close').hidden = !host.isFramed;
  if (['light', 'dark'].includes(settings.scheme)) forceScheme(settings.scheme);
  paint();
}

/** Makes the rules for dark screens hold always, or never. */
function forceScheme(scheme) {
  document.documentElement.style.colorScheme = scheme;
  const rules = [...document.styleSheets].flatMap(({ cssRules }) => [...cssRules]);
  for (const { media } of rules)
    if (media?.mediaText.includes('prefers-color-scheme')) media.mediaText = scheme === 'dark' ? 'all' : 'not all';
}

function paint() {
  const { style } = document.documentElement;
  const given = window.getComputedStyle(document.documentElement);
  const [surface, bubble] = ['--surface', '--bubble'].map((name) => given.getPropertyValue(name).trim());
  const brand = /^#[0-9a-f]{6}$/i.test(settings.color) ? settings.color : '#3d4bd1';
  for (const [name, value] of Object.entries(paletteOf(brand, surface, bubble))) style.setProperty(name, value);
  view.render();
}

/** Opens a conversation in place of the one that is there. */
async function converse(previous) {
  const number = ++current.number;
  current.connection?.close();
  Object.assign(current, { connection: undefined, said: new Set(), seen: previous?.seen ?? 0 });
  notice();
  try {
    const connection = await openConversation({
      identify,
      locale: localeOf(language),
      previous,
      save: (conversation) => remember(STORAGE_KEY, { ...conversation, seen: current.seen }),
      onState: (state) => {
        if (number === current.number) show(state);
      },
    });
    if (number !== current.number) return connection.close();
    current.connection = connection;
    if (previous && !connection.goesOn) startOver();
    view.show(connection.directLine, localeOf(language));
  } catch (error) {
    if (number === current.number) showRefusal(error);
  }
}

async function identify() {
  const jwt = await host.userToken();
  current.isSignedIn = jwt !== null;
  return jwt === null ? {} : { jwt };
}

function startOver() {
  current.seen = 0;
  notice(texts.startedOver);
}

function show(state) {
  const { number } = current;
  const again = () => number === current.number && void converse(remembered(STORAGE_KEY));
  if (state === 'lost') setTimeout(again, 1000);
  $('status').dataset.state = state;
  $('status').textContent = navigator.onLine ? texts[state === 'lost' ? 'connecting' : state] : texts.offline;
}

function showRefusal(error) {
  console.error('BusinessChat:', error.message);
  const isSignIn = error instanceof Refused && /^(Jwt|EmailNotVerified|SignInOff)/.test(error.code);
  notice(isSignIn ? texts.signInFailed : texts.unavailable, { again: true });
  $('status').textContent = '';
}

function notice(text = '', { again = false } = {}) {
  $('notice').hidden = text === '';
  $('notice-text').textContent = text;
  $('try-again').hidden = !again;
}

/** Counts what the bot has said; what was said before this page was loaded comes once more, and is the same. */
function noteActivity({ type, id, from }) {
  // Whoever speaks has read it.
  if (type === 'message' && from?.role === 'user') notice();
  if (type !== 'message' || from?.role === 'user') return;
  current.said.add(id);
  countUnread();
}

function countUnread() {
  if (current.isOpen && current.said.size > current.seen) {
    current.seen = current.said.size;
    const kept = remembered(STORAGE_KEY);
    if (kept) remember(STORAGE_KEY, { ...kept, seen: current.seen });
  }
  host.tell('unread', { count: Math.max(0, current.said.size - current.seen) });
}

/** The browser's own locale where it is of that language: it knows how dates are written there. */
function localeOf(language) {
  if (navigator.language.startsWith(language)) return navigator.language;
  return language === 'de' ? 'de-DE' : 'en-US';
}

/** The box is there once Web Chat is; until then the heading's bar has the focus. */
async function focusBox() {
  $('chat').focus();
  while (current.isOpen) {
    const box = document.querySelector('.webchat__send-box-text-box__input');
    const isUntouched = [document.body, $('chat')].includes(document.activeElement);
    if (box && isUntouched) return box.focus();
    if (!isUntouched) return undefined;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return undefined;
}

$('close').addEventListener('click', () => host.tell('close'));
$('new-conversation').addEventListener('click', () => void converse());
$('try-again').addEventListener('click', () => void converse(remembered(STORAGE_KEY)));
// In the transcript Escape leads out of a message, which is Web Chat's own.
document.addEventListener('keydown', (event) => {
  const isInMessage = event.target.closest?.('.webchat__basic-transcript');
  if (event.key === 'Escape' && !event.defaultPrevented && !isInMessage) host.tell('close');
});
for (const event of ['online', 'offline']) window.addEventListener(event, () => show($('status').dataset.state));
window.matchMedia('(prefers-color-scheme: dark)').addEventListener('change', paint);
setInterval(() => {
  if (current.isSignedIn) void current.connection?.renew();
}, RENEW_MS);

dress();
host.tell('ready');
void converse(remembered(STORAGE_KEY));
