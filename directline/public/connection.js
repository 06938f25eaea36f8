/**
 * One conversation with the bot over Direct Line, which goes on through reloads, lost connections and restarts.
 *
 * What is needed to go on is in `sessionStorage`: it survives a reload, ends with the tab, and two tabs are two
 * conversations, as on other sites.
 */
const STORAGE_KEY = 'conversation';
const RETRY_MS = 1000;

/** The states of DirectLineJS that are looked at: its `ConnectionStatus`. */
const ONLINE = 2;
const EXPIRED_TOKEN = 3;
const FAILED_TO_CONNECT = 4;

/** The conversation this tab had before: `{ token, conversationId, persona, language }`, or undefined. */
export function remembered() {
  try {
    return JSON.parse(sessionStorage.getItem(STORAGE_KEY)) ?? undefined;
  } catch {
    return undefined;
  }
}

function remember(conversation) {
  try {
    sessionStorage.setItem(STORAGE_KEY, JSON.stringify(conversation));
  } catch {
    // Storage may be switched off; then a reload starts afresh.
  }
}

/**
 * Opens a conversation: the one of `previous` when the server still knows it, otherwise a new one.
 *
 * @param {{ persona: string, language: string, locale: string, previous?: object, onState: (state: 'connecting'|'online'|'reconnecting'|'lost') => void }} options
 *   `lost`: this conversation cannot go on; open another one.
 * @returns {Promise<{ directLine: object, close: () => void }>}
 */
export async function openConversation({ persona, language, locale, previous, onState }) {
  onState('connecting');
  const { token, conversationId, domain } = await retrying(() => requestToken(persona, previous), onState);
  const directLine = window.WebChat.createDirectLine({
    token,
    conversationId,
    domain,
    // From the beginning, so that a reload shows what has been said.
    watermark: '',
    conversationStartProperties: { locale },
  });
  const save = () =>
    remember({
      persona,
      language,
      token: directLine.token,
      conversationId: directLine.conversationId ?? conversationId,
    });
  reconnectSoon(directLine, domain, persona, onState);

  const status = directLine.connectionStatus$.subscribe((value) => {
    if (value === ONLINE) {
      save();
      onState('online');
    }
    if (value === EXPIRED_TOKEN) void directLine.reconnectToConversation();
    if (value === FAILED_TO_CONNECT) onState('lost');
  });
  // DirectLineJS refreshes its token every 15 minutes; the newest is the one to go on with.
  window.addEventListener('pagehide', save);
  return {
    directLine,
    close() {
      status.unsubscribe();
      window.removeEventListener('pagehide', save);
      directLine.end();
    },
  };
}

/**
 * After a lost connection DirectLineJS waits 3 to 15 s, then 20 s between attempts, shows nothing meanwhile, and fails what is
 * said. Here it comes back within a second or two, also with a token that has expired while the computer slept; the page says
 * so, and what is said meanwhile is sent when it is back.
 */
function reconnectSoon(directLine, domain, persona, onState) {
  let reconnected = Promise.resolve();
  const reconnect = async () => {
    onState('reconnecting');
    const answer = await retrying(() => askForStream(directLine, domain, persona));
    if (!answer.ok) {
      onState('lost');
      // The page opens another one; whatever waits for this one is not to go on.
      return new Promise(() => undefined);
    }
    directLine.reconnect(await answer.json());
    onState('online');
    return undefined;
  };
  directLine.getRetryDelay = () => 50;
  directLine.reconnectToConversation = () => (reconnected = reconnect());

  const post = directLine.postActivity.bind(directLine);
  directLine.postActivity = (activity) =>
    directLine.connectionStatus$
      .take(1)
      .concatMap(() => reconnected)
      .concatMap(() => post(activity));
}

/** Asks where to connect to, with a new token when the old one has expired. */
async function askForStream(directLine, domain, persona) {
  const { conversationId, token, watermark } = directLine;
  const ask = (bearer) =>
    fetch(`${domain}/conversations/${conversationId}?watermark=${watermark}`, {
      headers: { Authorization: `Bearer ${bearer}` },
    });
  const answer = await ask(token);
  return answer.status === 403 ? ask((await requestToken(persona, { token, conversationId })).token) : answer;
}

/** Asks the bot's server for a token; with the previous one, for the same user and conversation. */
async function requestToken(persona, previous) {
  const response = await fetch('/api/directline/token', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', ...(previous && { Authorization: `Bearer ${previous.token}` }) },
    body: JSON.stringify({ persona, conversationId: previous?.conversationId }),
  });
  if (response.ok) return response.json();
  const isRefused = response.status === 401 || response.status === 403;
  // Too old to go on with: a day, or the server has another key.
  if (previous && isRefused) return requestToken(persona);
  throw new Error(`No token: ${response.status}`);
}

/** Tries until it works: the server may be starting. An answer with a server's error counts as a failure. */
async function retrying(attempt, onState = () => undefined) {
  for (;;) {
    try {
      const result = await attempt();
      if (!(result.status >= 500)) return result;
    } catch {
      onState('reconnecting');
    }
    // Not all clients at the same moment.
    await new Promise((resolve) => setTimeout(resolve, RETRY_MS + Math.random() * 500));
  }
}
