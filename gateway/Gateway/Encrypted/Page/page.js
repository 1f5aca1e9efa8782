import SEAL from './seal/seal_throws.js';
import { Core } from './seal/core.js';
import { Client } from './seal/client.js';
import { readAnswer, writeRequest } from './container.js';

const element = id => document.getElementById(id);
const say = text => { element('status').textContent = text; };
const api = () => `/v1/products/${encodeURIComponent(element('product').value)}/encrypted-scores`;
let offer;
let sealed;

async function call(options = {}) {
  const headers = { Authorization: `Bearer ${element('token').value.trim()}`, ...options.headers };
  const response = await fetch(api(), { ...options, headers });
  if (response.ok) return response;
  const problem = await response.json().catch(() => ({}));
  throw new Error(`${response.status} ${problem.code ?? ''}: ${problem.detail ?? response.statusText}`);
}

// SEAL and the key are made once, in this page.
async function client() {
  sealed ??= (async () => {
    const holder = new Client(new Core(await SEAL(), 8192, [60, 40, 60], 40));
    return { holder, key: holder.generateKey() };
  })();
  return sealed;
}

async function readOffer() {
  offer = await (await call()).json();
  const fields = element('features');
  fields.replaceChildren(fields.firstElementChild, ...offer.features.map(feature => {
    const label = document.createElement('label');
    const input = Object.assign(document.createElement('input'), {
      type: 'number', step: 'any', min: feature.lower, max: feature.upper, required: true, id: `feature-${feature.name}`
    });
    label.append(`${feature.name} (${feature.lower} … ${feature.upper})`, input);
    return label;
  }));
  fields.hidden = false;
  element('score').disabled = false;
}

async function score() {
  say('Encrypting 加密中 …');
  const { holder, key } = await client();
  const values = Float64Array.from(offer.features, ({ name, lower, upper }) => {
    const half = upper / 2 - lower / 2;
    return (element(`feature-${name}`).valueAsNumber - (lower + half)) / half;
  });
  const request = writeRequest({
    purpose: element('purpose').value, offer, subjects: [element('subject').value.trim().toUpperCase()],
    ciphertexts: holder.encrypt(key.slice(), values, offer.features.length)
  });
  const sent = await call({ method: 'POST', body: request, headers: { 'Content-Type': request.type } });
  const answer = readAnswer(await sent.arrayBuffer());
  const [points] = holder.decrypt(key.slice(), answer.ciphertext, 1);
  const rounded = Math.round(Math.min(850, Math.max(300, points)));
  element('result').textContent = answer.scored[0] ? `${rounded}` : 'not known 未知';
  say(`Sent ${request.size} bytes of ciphertext 已发送密文. ${sent.headers.get('Receipt')}`);
}

function run(work) {
  element('result').textContent = '';
  say('');
  work().catch(error => say(error.message));
}

element('offer').addEventListener('click', () => run(readOffer));
element('form').addEventListener('submit', event => {
  event.preventDefault();
  run(score);
});
