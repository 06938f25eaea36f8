/** The panel beside the chat, in development: who chats, how the shop system behaves, and what could be said. */
const SENTENCES = [
  'Where is my order 1001? My e-mail is customer@example.com',
  'Track an order',
  'help',
  'talk to a person',
];

/** The sandbox's fault for each condition of the shop system; none for a normal one. */
const CONDITIONS = {
  normal: undefined,
  slow: { vendor: 'shopify', mode: 'latency', latencyMs: 7000 },
  hanging: { vendor: 'shopify', mode: 'hang' },
  failing: { vendor: 'shopify', mode: 'status', status: 503 },
};

export function mountPanel({ persona, say, changePersona }) {
  document.querySelector('main').append(document.getElementById('panel-template').content);
  const panel = document.getElementById('panel');

  choose(panel, 'persona', persona);
  onChoice(panel, 'persona', changePersona);
  mountSentences(say);
  mountDrawer(panel);
  if (document.body.dataset.sandbox === 'true') void mountShop(panel);
  else document.getElementById('shop').remove();
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

function mountSentences(say) {
  const list = document.getElementById('sentences');
  for (const sentence of SENTENCES) {
    const button = document.createElement('button');
    button.type = 'button';
    button.textContent = sentence;
    button.addEventListener('click', () => {
      say(sentence);
      closeDrawer();
    });
    const item = document.createElement('li');
    item.append(button);
    list.append(item);
  }
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

/** Shows how the shop system behaves now, which may have been set elsewhere, and lets it be changed. */
async function mountShop(panel) {
  const status = document.getElementById('shop-status');
  const attempt = async (work, done) => {
    try {
      await work();
      status.textContent = done;
    } catch {
      status.textContent = 'The sandbox does not answer.';
    }
  };
  onChoice(panel, 'shop', (condition) => attempt(() => setCondition(CONDITIONS[condition]), ''));
  document.getElementById('reset').addEventListener('click', () =>
    attempt(async () => {
      await callServer('POST', '/dev/reset', {});
      choose(panel, 'shop', 'normal');
    }, 'All records are as at the start.'),
  );
  await attempt(async () => choose(panel, 'shop', conditionOf(await callServer('GET', '/dev/faults'))), '');
}

async function setCondition(fault) {
  await callServer('DELETE', '/dev/faults');
  if (fault) await callServer('POST', '/dev/faults', fault);
}

function conditionOf(faults) {
  const shopFaults = faults.filter((fault) => fault.vendor === 'shopify');
  if (shopFaults.length === 0) return 'normal';
  const modes = { latency: 'slow', hang: 'hanging', status: 'failing' };
  return modes[shopFaults[0].mode];
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
