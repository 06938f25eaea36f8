/**
 * One conversation with the bot over Direct Line, which goes on through reloads, lost connections and restarts.
 *
 * What is needed to go on is in `sessionStorage`: it survives a reload, ends with the tab, and two tabs are two
 * conversations, as on other sites.
 */
const RETRY_MS = 1000;
const LONGEST_RETRY_MS = 60_000;

/** The states of DirectLineJS that are looked at: its `ConnectionStatus`. */
const ONLINE = 2;
const EXPIRED_TOKEN = 3;
const FAILED_TO_CONNECT = 4;

/** The server gives no token, and would not give one later either; `code` says why. */
export class Refused extends Error {
  constructor(code) {
    super(`No token: ${code}`);
    this.code = code;
  }
}

/** What this tab has kept under a name, or undefined. */
export function remembered(key) {
  try {
    return JSON.parse(sessionStorage.getItem(key)) ?? undefined;
  } catch {
    return undefined;
  }
}

/** Keeps something for this tab. */
export function remember(key, value) {
  try {
    sessionStorage.setItem(key, JSON.stringify(value));
  } catch {
    // Storage may be switched off; then a reload starts afresh.
  }
}

/**
 * Opens a conversation: the one of `previous` when the server still knows it, otherwise a new one.
 *
 * @param {{ identify: () => Promise<object>, locale: string, previous?: { token: string, conversationId: string },
 *   save: (conversation: { token: string, conversationId: string }) => void,
 *   onState: (state: 'connecting'|'online'|'reconnecting'|'lost') => void }} options
 *   `identify`: who asks, for the token's request; `lost`: this conversation cannot go on, open another one.
 * @returns {Promise<{ directLine: object, goesOn: boolean, renew: () => Promise<void>, close: () => void }>}
 *   `renew` says again who asks; a conversation that is not theirs is then lost.
 * @throws Refused
 */
export async function openConversation({ identify, locale, previous, save, onState }) {
  onState('connecting');
  const { token, conversationId, domain } = await retrying(() => requestToken(identify, previous), onState);
  const directLine = window.WebChat.createDirectLine({
    token,
    conversationId,
    domain,
    // From the beginning, so that a reload shows what has been said.
    watermark: '',
    conversationStartProperties: { locale },
  });
  const keep = () => save({ token: directLine.token, conversationId: directLine.conversationId ?? conversationId });
  reconnectSoon(directLine, domain, identify, onState);

  const status = directLine.connectionStatus$.subscribe((value) => {
    if (value === ONLINE) {
      keep();
      onState('online');
    }
    if (value === EXPIRED_TOKEN) void directLine.reconnectToConversation();
    if (value === FAILED_TO_CONNECT) onState('lost');
  });
  // DirectLineJS refreshes its token every 15 minutes; the newest is the one to go on with.
  window.addEventListener('pagehide', keep);
  return {
    directLine,
    goesOn: conversationId !== undefined,
    async renew() {
      const current = { token: directLine.token, conversationId: directLine.conversationId };
      try {
        const answer = await requestToken(identify, current);
        if (answer.conversationId !== current.conversationId) onState('lost');
      } catch (error) {
        if (error instanceof Refused) onState('lost');
      }
    },
    close() {
      status.unsubscribe();
      window.removeEventListener('pagehide', keep);
      directLine.end();
    },
  };
}

/**
 * After a lost connection DirectLineJS waits 3 to 15 s, then 20 s between attempts, shows nothing meanwhile, and fails what is
 * said. Here it comes back within a second or two, also with a token that has expired while the computer slept; the page says
 * so, and what is said meanwhile is sent when it is back.
 */
function reconnectSoon(directLine, domain, identify, onState) {
  let reconnected = Promise.resolve();
  const reconnect = async () => {
    onState('reconnecting');
    const answer = await retrying(() => askForStream(directLine, domain, identify)).catch(() => undefined);
    if (!answer?.ok) {
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
async function askForStream(directLine, domain, identify) {
  const { conversationId, token, watermark } = directLine;
  const ask = (bearer) =>
    fetch(`${domain}/conversations/${conversationId}?watermark=${watermark}`, {
      headers: { Authorization: `Bearer ${bearer}` },
    });
  const answer = await ask(token);
  return answer.status === 403 ? ask((await requestToken(identify, { token, conversationId })).token) : answer;
}

/** Asks the bot's server for a token; with the previous one, for the same user and conversation. */
async function requestToken(identify, previous) {
  const response = await fetch('/api/directline/token', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', ...(previous && { Authorization: `Bearer ${previous.token}` }) },
    body: JSON.stringify({ ...(await identify()), conversationId: previous?.conversationId }),
  });
  if (response.ok) return response.json();
  // Too old to go on with (Azure: half an hour; here a day, or the server has another key), or another user's.
  if (previous && [403, 409].includes(response.status)) return requestToken(identify);
  const { code } = (await response.json().catch(() => ({}))).error ?? {};
  if (response.status < 500 && response.status !== 429) throw new Refused(code ?? response.status);
  const waitMs = Number(response.headers.get('Retry-After')) * 1000;
  throw Object.assign(new Error(`No token: ${response.status}`), { waitMs });
}

/** Tries until it works or is refused: the server may be starting. An answer with a server's error counts as a failure. */
async function retrying(attempt, onState = () => undefined) {
  for (;;) {
    let waitMs = RETRY_MS;
    try {
      const result = await attempt();
      if (!(result.status >= 500)) return result;
    } catch (error) {
      if (error instanceof Refused) throw error;
      waitMs = Math.min(error.waitMs || RETRY_MS, LONGEST_RETRY_MS);
      onState('reconnecting');
    }
    // Not all clients at the same moment.
    await new Promise((resolve) => setTimeout(resolve, waitMs + Math.random() * 500));
  }
}
