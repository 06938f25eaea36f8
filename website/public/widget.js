/*
 * The chat on a website: a button that opens it. Include this script once, from the bot's server:
 *
 *   <script src="https://bot.example.com/widget.js" data-color="#0b6e45" data-title="Ask us" async></script>
 *
 * It needs `script-src` and `frame-src` of the bot's server in the page's content security policy, and nothing else.
 * Its only global name is `BusinessChat`.
 */
(() => {
  'use strict';
  const script = document.currentScript;
  const given = window.BusinessChat ?? {};
  // Included twice: the first one stays.
  if (given.open) return;
  if (!script) {
    console.warn('BusinessChat: widget.js must be included without type="module"');
    return;
  }

  const TEXTS = '{{texts}}';
  const COMPANY = '{{companyName}}';
  const STYLE = '{{style}}';
  const BOT = new URL(script.src).origin;
  /** Of this tab: whether the chat was open, and whether there has been a conversation at all. */
  const STORAGE_KEY = 'business-chat';
  /** As in widget.css. */
  const SMALL = '(max-width: 479px), (max-height: 499px)';
  /** Between what the browser says of the frame and what the frame itself says. */
  const READY_WITHIN_MS = 2_000;
  const [FIRST_RETRY_MS, LONGEST_RETRY_MS] = [1_000, 15_000];
  const DEFAULT_COLOR = '#3d4bd1';

  const { title: givenTitle, position, language: givenLanguage, scheme, tokenUrl } = script.dataset;
  const color = readColor(script.dataset.color ?? DEFAULT_COLOR);
  const language = [givenLanguage, document.documentElement.lang, navigator.language]
    .map((tag) => tag?.toLowerCase().split(/[-_]/)[0])
    .find((tag) => Object.hasOwn(TEXTS, tag));
  const texts = TEXTS[language] ?? TEXTS.en;
  const title = givenTitle?.trim() || texts.title.replace('{company}', () => COMPANY);

  const state = {
    isOpen: false,
    isReady: false,
    wantsFocus: false,
    unread: 0,
    inert: [],
    frame: undefined,
    retryMs: FIRST_RETRY_MS,
  };
  const small = window.matchMedia(SMALL);

  function readColor(text) {
    if (/^#[0-9a-f]{6}$/i.test(text)) return text;
    console.warn(`BusinessChat: data-color must look like ${DEFAULT_COLOR}`);
    return DEFAULT_COLOR;
  }

  /** Black or white, whichever is read better on a colour: https://www.w3.org/TR/WCAG22/#dfn-relative-luminance */
  function textOn(hex) {
    const [red, green, blue] = [1, 3, 5]
      .map((at) => parseInt(hex.slice(at, at + 2), 16) / 255)
      .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
    const luminance = 0.2126 * red + 0.7152 * green + 0.0722 * blue;
    return 1.05 / (luminance + 0.05) >= (luminance + 0.05) / 0.05 ? '#ffffff' : '#000000';
  }

  function element(name, attributes = {}, ...children) {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    made.append(...children);
    return made;
  }

  function icon(name, ...paths) {
    const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
    svg.setAttribute('viewBox', '0 0 24 24');
    svg.setAttribute('class', name);
    svg.setAttribute('aria-hidden', 'true');
    for (const d of paths) {
      const path = document.createElementNS(svg.namespaceURI, 'path');
      path.setAttribute('d', d);
      svg.append(path);
    }
    return svg;
  }

  const side = position === 'left' ? 'left' : 'right';
  const badge = element('span', { class: 'badge', 'aria-hidden': 'true', hidden: '' });
  const launcher = element(
    'button',
    { class: side, type: 'button', 'aria-haspopup': 'dialog', 'aria-expanded': 'false' },
    icon('bubble', 'M21 12a8 8 0 0 1-8 8H4l1.9-3.2A8 8 0 1 1 21 12z', 'M9 12h.01M13 12h.01M17 12h.01'),
    icon('cross', 'M6 6l12 12M18 6L6 18'),
    badge,
  );
  const waiting = element('p', { class: 'waiting', role: 'status' });
  const panel = element('section', { class: `panel ${side}`, role: 'dialog', 'aria-label': title }, waiting);
  if (['light', 'dark'].includes(scheme)) panel.style.colorScheme = scheme;
  const status = element('p', { class: 'status', role: 'status' });
  const host = element('div', { lang: language ?? 'en' });
  const root = host.attachShadow({ mode: 'open' });
  // A style sheet made by a script needs no permission of the page's content security policy, unlike a style element.
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(STYLE);
  root.adoptedStyleSheets = [sheet];
  root.append(launcher, panel, status);
  host.style.setProperty('--color', color);
  host.style.setProperty('--on-color', textOn(color));

  function remember(change) {
    const kept = { ...remembered(), ...change };
    try {
      sessionStorage.setItem(STORAGE_KEY, JSON.stringify(kept));
    } catch {
      // Storage may be switched off; then each page begins with a closed chat.
    }
  }

  function remembered() {
    try {
      return JSON.parse(sessionStorage.getItem(STORAGE_KEY)) ?? {};
    } catch {
      return {};
    }
  }

  /** Loads the chat itself, which happens when it is wanted for the first time. */
  function load() {
    if (state.frame) return;
    const settings = { origin: location.origin, title, color, language: language ?? 'en', scheme: scheme ?? 'auto' };
    const src = `${BOT}/widget#${new URLSearchParams(settings)}`;
    const frame = element('iframe', { src, title, allow: 'clipboard-write' });
    // Also when it could not be loaded: then the browser shows a page of its own, which never says that it is ready.
    frame.addEventListener('load', () => setTimeout(replace, READY_WITHIN_MS, frame));
    state.frame = frame;
    panel.append(frame);
  }

  /** The bot's server is down, there is no internet, or the page's policy forbids the frame: tries until it is there. */
  function replace(frame) {
    if (state.isReady || frame !== state.frame) return;
    frame.remove();
    state.frame = undefined;
    waiting.textContent = texts.unreachable;
    setTimeout(load, state.retryMs);
    state.retryMs = Math.min(state.retryMs * 2, LONGEST_RETRY_MS);
  }

  function tell(type, more = {}) {
    if (state.isReady) state.frame.contentWindow.postMessage({ businessChat: type, ...more }, BOT);
  }

  function open({ focus = true } = {}) {
    load();
    Object.assign(state, { isOpen: true, wantsFocus: focus });
    setUnread(0);
    show();
    waiting.textContent ||= texts.connecting;
    remember({ isOpen: true, hasBegun: true });
    tell('opened', { focus });
    // Until the chat is there, whoever waits for it can close it.
    if (focus) (state.isReady ? state.frame : launcher).focus();
  }

  function close({ focus = true } = {}) {
    if (!state.isOpen) return;
    state.isOpen = false;
    show();
    remember({ isOpen: false });
    tell('closed');
    if (focus) launcher.focus();
  }

  function show() {
    panel.classList.toggle('open', state.isOpen);
    launcher.setAttribute('aria-expanded', String(state.isOpen));
    label();
    setFullScreen(state.isOpen && small.matches);
  }

  /** A chat that covers the page is the only thing there: nobody may tab into what is behind it. */
  function setFullScreen(isFull) {
    for (const other of state.inert.splice(0)) other.inert = false;
    panel.setAttribute('aria-modal', String(isFull));
    if (!isFull) return;
    state.inert = [...document.body.children].filter((other) => other !== host && !other.inert);
    for (const other of state.inert) other.inert = true;
  }

  function setUnread(count) {
    if (count === state.unread) return;
    state.unread = count;
    badge.hidden = count === 0;
    badge.textContent = count > 99 ? '99+' : count;
    status.textContent = news();
    label();
  }

  function news() {
    if (state.unread === 0) return '';
    return state.unread === 1 ? texts.unreadOne : texts.unreadMany.replace('{count}', state.unread);
  }

  function label() {
    const name = state.isOpen ? texts.close : texts.open.replace('{title}', () => title);
    launcher.setAttribute('aria-label', [name, news()].filter(Boolean).join(', '));
  }

  /** The signed-in user's token, which the page's own server has signed; null for everybody else. */
  async function userToken() {
    if (typeof given.userToken === 'function') return (await given.userToken()) || null;
    if (!tokenUrl) return null;
    const response = await fetch(tokenUrl, { credentials: 'same-origin', headers: { Accept: 'text/plain' } });
    // Whoever is not signed in has none.
    if ([204, 401, 403].includes(response.status)) return null;
    if (!response.ok) throw new Error(`data-token-url answered ${response.status}`);
    return (await response.text()).trim() || null;
  }

  const heard = {
    ready() {
      state.isReady = true;
      const focus = state.isOpen && state.wantsFocus && root.activeElement === launcher;
      if (focus) state.frame.focus();
      for (const each of [launcher, panel]) each.classList.add('ready');
      tell(state.isOpen ? 'opened' : 'closed', { focus });
    },
    close: () => close(),
    unread: ({ count }) => setUnread(state.isOpen || !Number.isInteger(count) ? 0 : count),
    async userTokenWanted({ id }) {
      try {
        tell('userToken', { id, jwt: await userToken() });
      } catch (error) {
        console.error('BusinessChat: no token of the signed-in user.', error);
        tell('userToken', { id, failed: true });
      }
    },
  };

  window.addEventListener('message', ({ source, origin, data }) => {
    if (origin !== BOT || !state.frame || source !== state.frame.contentWindow) return;
    const type = data?.businessChat;
    if (Object.hasOwn(heard, type)) void heard[type](data);
  });
  launcher.addEventListener('click', () => (state.isOpen ? close() : open()));
  root.addEventListener('keydown', ({ key }) => {
    if (key === 'Escape') close();
  });
  small.addEventListener('change', show);
  for (const event of ['resize', 'scroll']) window.visualViewport?.addEventListener(event, fit);

  /** A phone's keyboard covers the page or pushes it up: the chat keeps to what is left. Zooming in leaves it as it is. */
  function fit() {
    const { height, offsetTop, scale } = window.visualViewport;
    panel.style.setProperty('--height', `${height * scale}px`);
    panel.style.setProperty('--top', scale > 1.01 ? '0' : `${offsetTop}px`);
  }

  Object.assign(given, {
    open: () => open(),
    close: () => close(),
    /** Somebody has signed in or out without loading the page again. */
    userChanged: () => tell('userChanged'),
  });
  window.BusinessChat = given;

  function start() {
    label();
    // Not into the body, which some sites replace when they go to another page, and some move or filter.
    document.documentElement.append(host);
    const { isOpen, hasBegun } = remembered();
    const isReload = performance.getEntriesByType('navigation')[0]?.type === 'reload';
    // On a phone it would cover the page that somebody has just gone to.
    if (isOpen && (isReload || !small.matches)) open({ focus: false });
    // News must be seen on the next page too.
    else if (hasBegun) load();
  }
  if (document.body) start();
  else document.addEventListener('DOMContentLoaded', start);
})();
