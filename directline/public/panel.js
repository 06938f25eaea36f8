/** The panel beside the chat, in development: who chats in which language, how the systems behave, and what could be said. */
import { SENTENCES } from './sentences.js';

/** The sandbox's fault for each condition of the systems; none for a normal one. */
const CONDITIONS = {
  normal: undefined,
  slow: { mode: 'latency', latencyMs: 7000 },
  hanging: { mode: 'hang' },
  failing: { mode: 'status', status: 503 },
};

/**
 * @param {{ persona: string, language: string, say: (text: string) => void,
 *   change: (visitor: { persona?: string, language?: string }) => void }} page
 */
export function mountPanel({ persona, language, say, change }) {
  document.querySelector('main').append(document.getElementById('panel-template').content);
  const panel = document.getElementById('panel');
  const visitor = { persona, language };

  for (const name of ['persona', 'language']) {
    choose(panel, name, visitor[name]);
    onChoice(panel, name, (value) => {
      visitor[name] = value;
      change({ [name]: value });
      showSentences(visitor, say);
    });
  }
  showSentences(visitor, say);
  mountDrawer(panel);
  if (document.body.dataset.sandbox === 'true') void mountSystems(panel);
  else document.getElementById('systems').remove();
  if (document.body.dataset.mails !== 'true') document.getElementById('mails').remove();
}

function choose(panel, name, value) {
  const input = panel.querySelector(`input[name="${name}"][value="${value}"]`);
  if (input) input.checked = true;
}

function onChoice(panel, name, listener) {
  for (const input of panel.querySelectorAll(`input[name="${name}"]`)) {
    input.addEventListener('change', () => listener(input.value));
  }
}

function showSentences({ persona, language }, say) {
  const list = document.getElementById('sentences');
  list.lang = language;
  const items = SENTENCES[language][persona].map((sentence) => {
    const button = document.createElement('button');
    button.type = 'button';
    button.textContent = sentence;
    button.addEventListener('click', () => {
      say(sentence);
      closeDrawer();
    });
    const item = document.createElement('li');
    item.append(button);
    return item;
  });
  list.replaceChildren(...items);
}

/** On a small screen the panel lies over the chat, which waits until it is closed. */
function mountDrawer(panel) {
  const opener = document.getElementById('panel-opener');
  opener.hidden = false;
  opener.addEventListener('click', (event) => {
    event.stopPropagation();
    setDrawer(true);
    document.getElementById('panel-title').focus();
  });
  document.getElementById('panel-closer').addEventListener('click', closeDrawer);
  document.addEventListener('click', (event) => {
    if (!panel.contains(event.target)) closeDrawer();
  });
  document.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') closeDrawer();
  });
  // On a wide screen both are there side by side.
  window.matchMedia('(min-width: 900px)').addEventListener('change', closeDrawer);
}

function closeDrawer() {
  const opener = document.getElementById('panel-opener');
  if (opener.getAttribute('aria-expanded') !== 'true') return;
  setDrawer(false);
  opener.focus();
}

function setDrawer(isOpen) {
  document.getElementById('panel').dataset.open = isOpen;
  document.getElementById('panel-opener').setAttribute('aria-expanded', isOpen);
  for (const behind of document.querySelectorAll('.brand, .chat')) behind.inert = isOpen;
}

/** Shows how the systems behave now, which may have been set elsewhere, and lets it be changed. */
async function mountSystems(panel) {
  const status = document.getElementById('systems-status');
  const attempt = async (work, done) => {
    try {
      await work();
      status.textContent = done;
    } catch {
      status.textContent = 'The sandbox does not answer.';
    }
  };
  onChoice(panel, 'systems', (condition) => attempt(() => setCondition(CONDITIONS[condition]), ''));
  document.getElementById('reset').addEventListener('click', () =>
    attempt(async () => {
      await callServer('POST', '/dev/reset', {});
      choose(panel, 'systems', 'normal');
    }, 'All records are as at the start.'),
  );
  await attempt(async () => choose(panel, 'systems', conditionOf(await callServer('GET', '/dev/faults'))), '');
}

async function setCondition(fault) {
  await callServer('DELETE', '/dev/faults');
  if (!fault) return;
  const { vendors } = await callServer('GET', '/dev/status');
  await Promise.all(vendors.map((vendor) => callServer('POST', '/dev/faults', { vendor, ...fault })));
}

function conditionOf(faults) {
  if (faults.length === 0) return 'normal';
  const modes = { latency: 'slow', hang: 'hanging', status: 'failing' };
  return modes[faults[0].mode];
}

async function callServer(method, path, body) {
  const response = await fetch(path, {
    method,
    headers: { 'Content-Type': 'application/json' },
    body: body && JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status}`);
  return response.json();
}
