// The containers of docs/encrypted-scoring.md, in the browser. Numbers are big-endian; a text is one byte of length and ASCII.
const ascii = new TextEncoder();

/** A request about one person and more: `values[feature][person]` is encrypted, all else is in the clear. */
export function writeRequest({ purpose, offer, subjects, ciphertexts }) {
  const parts = [];
  const bytes = part => parts.push(part);
  const number = (value, length) => {
    const view = new DataView(new ArrayBuffer(8));
    view.setBigUint64(0, BigInt(value));
    bytes(new Uint8Array(view.buffer, 8 - length));
  };
  const double = value => {
    const view = new DataView(new ArrayBuffer(8));
    view.setFloat64(0, value);
    bytes(new Uint8Array(view.buffer));
  };
  const text = value => {
    const encoded = ascii.encode(value);
    number(encoded.length, 1);
    bytes(encoded);
  };
  bytes(ascii.encode('DPGENCRQ'));
  number(1, 1);
  bytes(Uint8Array.from(offer.parametersSha256.match(/../g), pair => parseInt(pair, 16)));
  text(purpose);
  text(offer.contract);
  number(offer.version, 4);
  number(offer.features.length, 1);
  for (const feature of offer.features) {
    text(feature.name);
    double(feature.lower);
    double(feature.upper);
  }
  number(subjects.length, 2);
  for (const subject of subjects) text(subject);
  number(ciphertexts.length / offer.features.length, 4);
  bytes(ciphertexts);
  return new Blob(parts, { type: 'application/vnd.dpg.encrypted-request' });
}

/** Who was scored, and the ciphertext of the points. */
export function readAnswer(buffer) {
  const view = new DataView(buffer);
  const head = 8 + 1 + 32 + 32 + 32 + 16;
  if (new TextDecoder().decode(buffer.slice(0, 8)) !== 'DPGENCAN' || view.getUint8(8) !== 1) throw new Error('This is no answer.');
  const people = view.getUint16(head + 1);
  const mask = head + 3;
  const scored = Array.from({ length: people }, (_, i) => (view.getUint8(mask + (i >> 3)) & (0x80 >> (i & 7))) !== 0);
  const length = mask + Math.ceil(people / 8);
  return { precision: view.getUint8(head), scored, ciphertext: new Uint8Array(buffer, length + 4, view.getUint32(length)) };
}
