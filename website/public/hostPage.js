/** The page that shows this one in a frame: what it wants of the chat, and what it is told. */

/** Of the signed-in user's token; the page's own server may be slow. */
const TOKEN_WITHIN_MS = 15_000;
/** How long to leave a page alone that could not say who its user is. */
const RETRY_MS = 10_000;

const isFramed = window.parent !== window;

/**
 * @param {string} origin of the page, which the widget's script has told; only that page is heard, and only it hears
 * @param {Record<string, (data: object) => void>} heard by what the page says
 */
export function listenTo(origin, heard) {
  const waiting = new Map();
  let asked = 0;

  const tell = (type, more = {}) => {
    if (isFramed) window.parent.postMessage({ businessChat: type, ...more }, origin);
  };
  const answers = {
    ...heard,
    userToken: ({ id, jwt, failed }) => waiting.get(id)?.({ jwt, failed }),
  };
  window.addEventListener('message', (event) => {
    if (!isFramed || event.source !== window.parent || event.origin !== origin) return;
    const type = event.data?.businessChat;
    if (Object.hasOwn(answers, type)) answers[type](event.data);
  });

  return {
    isFramed,
    tell,
    /** The token of the page's signed-in user; null when nobody is. Fails when the page cannot tell. */
    async userToken() {
      if (!isFramed) return null;
      const id = ++asked;
      const answer = await new Promise((resolve) => {
        waiting.set(id, resolve);
        setTimeout(() => resolve({ failed: true }), TOKEN_WITHIN_MS);
        tell('userTokenWanted', { id });
      });
      waiting.delete(id);
      if (answer.failed) throw Object.assign(new Error('the page has not told who its user is'), { waitMs: RETRY_MS });
      return typeof answer.jwt === 'string' ? answer.jwt : null;
    },
  };
}
