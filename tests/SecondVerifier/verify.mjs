#!/usr/bin/env node
// Verifies a log with no code of the gateway's: written from RFC 6962, RFC 8785 and the C2SP specifications signed-note, tlog-checkpoint,
// tlog-tiles, tlog-cosignature and tlog-proof. Node's standard library only.
//
//   node verify.mjs log FOLDER --key VKEY [--earlier FILE]     the whole log; FILE is a checkpoint that one has kept
//   node verify.mjs proof FILE --key VKEY [--witness VKEY]…    a receipt's proof, whose extra data is the entry
//
// Prints one line of JSON: {"ok":true,"size":300} or {"ok":false,"problems":[…]}. The exit code is 0 or 1.
import { createHash, createPublicKey, verify as verifySignature } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const sha256 = (...parts) => parts.reduce((hash, part) => hash.update(part), createHash('sha256')).digest();
const leafHash = (entry) => sha256(Buffer.of(0), entry);
const nodeHash = (left, right) => sha256(Buffer.of(1), left, right);
const problems = [];
const fail = (problem) => { problems.push(problem); };

// --- Notes
function parseKey(text) {
  const [name, id, encoded] = text.trim().split(/\+(.*?)\+(.*)/s);
  const bytes = Buffer.from(encoded ?? '', 'base64');
  if (bytes.length !== 33 || sha256(name, '\n', bytes).subarray(0, 4).toString('hex') !== id) throw new Error(`no key: ${text}`);
  const spki = Buffer.concat([Buffer.from('302a300506032b6570032100', 'hex'), bytes.subarray(1)]);
  return { name, id, type: bytes[0], key: createPublicKey({ key: spki, format: 'der', type: 'spki' }) };
}

function parseNote(bytes) {
  const note = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  const end = note.lastIndexOf('\n\n');
  if (end < 0 || !note.endsWith('\n')) throw new Error('no note');
  const signatures = note.slice(end + 2, -1).split('\n').map((line) => {
    const match = /^\u2014 ([^ +]+) ([A-Za-z0-9+/]+=*)$/.exec(line);
    if (!match) throw new Error('no signature line');
    const signature = Buffer.from(match[2], 'base64');
    if (signature.toString('base64') !== match[2]) throw new Error('base64 in another spelling');
    return { name: match[1], id: signature.subarray(0, 4).toString('hex'), bytes: signature.subarray(4) };
  });
  return { text: note.slice(0, end + 1), signatures };
}

function isSigned(note, key) {
  const own = note.signatures.filter((s) => s.name === key.name && s.id === key.id);
  return own.length > 0 && own.every(({ bytes }) => {
    if (key.type === 1) return verifySignature(null, Buffer.from(note.text), key.key, bytes);
    if (key.type !== 4 || bytes.length !== 72) return false;
    const message = `cosignature/v1\ntime ${bytes.readBigUInt64BE(0)}\n${note.text}`;
    return verifySignature(null, Buffer.from(message), key.key, bytes.subarray(8));
  });
}

function openCheckpoint(bytes, key, witnesses = []) {
  const note = parseNote(bytes);
  if (!isSigned(note, key)) throw new Error('the checkpoint is not signed by the log');
  for (const witness of witnesses) if (!isSigned(note, witness)) throw new Error(`the checkpoint is not cosigned by ${witness.name}`);
  const [origin, size, root] = note.text.split('\n');
  if (origin !== key.name || !/^(0|[1-9][0-9]*)$/.test(size)) throw new Error('no checkpoint of this log');
  const hash = Buffer.from(root, 'base64');
  if (hash.length !== 32 || hash.toString('base64') !== root) throw new Error('no root');
  return { size: Number(size), root: hash };
}

// --- Trees
/** MTH over hashes that stand side by side on one level (RFC 6962, section 2.1). */
function treeHash(hashes) {
  if (hashes.length === 0) return sha256();
  if (hashes.length === 1) return hashes[0];
  const split = 2 ** Math.floor(Math.log2(hashes.length - 1));
  return nodeHash(treeHash(hashes.slice(0, split)), treeHash(hashes.slice(split)));
}

/** The root that an inclusion proof leads to (RFC 9162, section 2.1.3.2); null when it has another length than the tree asks for. */
function rootOfProof(hash, index, size, proof) {
  if (index >= size) return null;
  let [at, last] = [BigInt(index), BigInt(size) - 1n];
  for (const sibling of proof) {
    if (last === 0n) return null;
    if ((at & 1n) === 1n || at === last) {
      hash = nodeHash(sibling, hash);
      while ((at & 1n) === 0n && at !== 0n) [at, last] = [at >> 1n, last >> 1n];
    } else hash = nodeHash(hash, sibling);
    [at, last] = [at >> 1n, last >> 1n];
  }
  return last === 0n ? hash : null;
}

// --- Tiles
function tileName(index) {
  const parts = [String(index % 1000).padStart(3, '0')];
  for (let rest = Math.floor(index / 1000); rest > 0; rest = Math.floor(rest / 1000)) parts.unshift(`x${String(rest % 1000).padStart(3, '0')}`);
  return parts.join('/');
}

function readTile(folder, kind, index, width) {
  const path = join(folder, 'tile', String(kind), tileName(index));
  const partial = `${path}.p/${width}`;
  if (width < 256 && existsSync(partial)) return readFileSync(partial);
  return existsSync(path) ? readFileSync(path) : Buffer.alloc(0);
}

function entriesOf(bundle, width, index) {
  const entries = [];
  let at = 0;
  while (entries.length < width && at + 2 <= bundle.length) {
    const size = bundle.readUInt16BE(at);
    if (at + 2 + size > bundle.length) break;
    entries.push(bundle.subarray(at + 2, at + 2 + size));
    at += 2 + size;
  }
  if (entries.length < width) fail(`bundle ${index} ends before its entry ${width}`);
  if (width === 256 && at < bundle.length) fail(`bundle ${index} goes on after its last entry`);
  return entries;
}

/** RFC 8785, for the values that entries have: objects, arrays, texts, booleans and integers. */
function canonical(value) {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  return `{${Object.keys(value).sort().map((name) => `${JSON.stringify(name)}:${canonical(value[name])}`).join(',')}}`;
}

function checkEntry(bytes, subjects, index) {
  const text = bytes.toString('utf8');
  let entry;
  try { entry = JSON.parse(text); } catch { return fail(`entry ${index} is no JSON`); }
  if (canonical(entry) !== text) fail(`entry ${index} is not canonical`);
  if (entry.version !== 1) fail(`entry ${index} is of a version that is not known here`);
  const root = subjects?.length > 0 ? treeHash(subjects.map(leafHash)).toString('base64') : undefined;
  if (entry.subjectsRoot !== root) fail(`the subjects of entry ${index} do not have the root that it states`);
}

function* subjectsOf(folder, index) {
  const path = join(folder, 'subjects', tileName(index));
  const bytes = existsSync(path) ? readFileSync(path) : Buffer.alloc(0);
  for (let at = 0; at + 4 <= bytes.length;) {
    const count = bytes.readUInt32BE(at);
    const end = at + 4 + count * 32;
    if (end > bytes.length) return;
    yield Array.from({ length: count }, (_, i) => bytes.subarray(at + 4 + i * 32, at + 36 + i * 32));
    at = end;
  }
}

// --- What is asked
function verifyLog(folder, key, earlier) {
  const checkpoint = openCheckpoint(readFileSync(join(folder, 'checkpoint')), key);
  let hashes = [];
  for (let index = 0; index * 256 < checkpoint.size; index++) {
    const width = Math.min(256, checkpoint.size - index * 256);
    const subjects = subjectsOf(folder, index);
    entriesOf(readTile(folder, 'entries', index, width), width, index).forEach((entry, i) => {
      checkEntry(entry, subjects.next().value, index * 256 + i);
      hashes.push(leafHash(entry));
    });
  }
  const root = treeHash(hashes);
  if (!root.equals(checkpoint.root)) fail('the checkpoint states another root than the entries have');
  if (earlier && !treeHash(hashes.slice(0, earlier.size)).equals(earlier.root)) fail('the log does not begin with what an earlier checkpoint stated');
  if (earlier && earlier.size > checkpoint.size) fail('the log is shorter than an earlier checkpoint stated');
  for (let level = 0; hashes.length > 0; level++) {
    for (let index = 0; index * 256 < hashes.length; index++) {
      const wanted = Buffer.concat(hashes.slice(index * 256, index * 256 + 256));
      const tile = readTile(folder, level, index, wanted.length / 32);
      if (!tile.subarray(0, wanted.length).equals(wanted)) fail(`tile ${level}/${index} holds other hashes than the entries have`);
    }
    hashes = Array.from({ length: Math.floor(hashes.length / 256) }, (_, i) => treeHash(hashes.slice(i * 256, i * 256 + 256)));
  }
  return checkpoint.size;
}

function verifyProof(file, key, witnesses) {
  const text = readFileSync(file, 'utf8');
  const match = /^c2sp\.org\/tlog-proof@v1\nextra ([A-Za-z0-9+/=]+)\nindex (0|[1-9][0-9]*)\n((?:[A-Za-z0-9+/]{43}=\n)*)\n/.exec(text);
  if (!match) throw new Error('no proof');
  const checkpoint = openCheckpoint(Buffer.from(text.slice(match[0].length)), key, witnesses);
  const proof = match[3].split('\n').slice(0, -1).map((line) => Buffer.from(line, 'base64'));
  const root = rootOfProof(leafHash(Buffer.from(match[1], 'base64')), Number(match[2]), checkpoint.size, proof);
  if (!root?.equals(checkpoint.root)) fail('the entry is not in the tree of the checkpoint');
  return checkpoint.size;
}

try {
  const [what, path, ...rest] = process.argv.slice(2);
  const given = (name) => rest.flatMap((word, i) => (rest[i - 1] === name ? [word] : []));
  const key = parseKey(given('--key')[0]);
  const earlier = given('--earlier').map((file) => openCheckpoint(readFileSync(file), key))[0];
  const size = what === 'log' ? verifyLog(path, key, earlier) : verifyProof(path, key, given('--witness').map(parseKey));
  if (problems.length === 0) console.log(JSON.stringify({ ok: true, size }));
} catch (error) {
  fail(error.message);
}
if (problems.length > 0) {
  console.log(JSON.stringify({ ok: false, problems: problems.slice(0, 20) }));
  process.exitCode = 1;
}
