// What holds the key: keys are made, features encrypted and scores decrypted here, and nowhere near the evaluator.
import { SealError } from './core.js';

export class Client {
  #core;

  constructor(core) {
    this.#core = core;
  }

  /** A new secret key. The caller wipes the bytes. */
  generateKey() {
    return this.#core.run(own => {
      const generator = own(new this.#core.seal.KeyGenerator(this.#core.context));
      return this.#core.save(own(generator.secretKey()));
    });
  }

  /**
   * Encrypts `features` vectors that follow each other in `values`, equally long, at most a slot a value.
   * Symmetric and seeded: the uniform half of each ciphertext travels as the seed that it is expanded from. Wipes `key` and `values`.
   */
  encrypt(key, values, features) {
    const { seal, encoder, scale, slots } = this.#core;
    const count = values.length / features;
    const padded = new Float64Array(slots);
    try {
      if (!Number.isInteger(count) || count < 1 || count > slots) throw new SealError('The values are not a whole number of vectors that fit.');
      return this.#core.run(own => {
        const encryptor = this.#encryptor(own, this.#secret(own, key));
        const plain = own(new seal.Plaintext());
        let ciphertexts;
        for (let f = 0; f < features; f++) {
          padded.set(values.subarray(f * count, (f + 1) * count));
          encoder.encode(padded, scale, plain);
          const saved = this.#core.run(own => this.#core.save(own(encryptor.encryptSymmetricSerializable(plain))));
          ciphertexts ??= new Uint8Array(saved.length * features);
          ciphertexts.set(saved, f * saved.length);
        }
        encoder.encode(padded.fill(0), scale, plain);
        return ciphertexts;
      });
    } finally {
      padded.fill(0);
      values.fill(0);
      key.fill(0);
    }
  }

  /** The first `count` values of a ciphertext. Wipes `key`. */
  decrypt(key, ciphertext, count) {
    const { seal, context, encoder } = this.#core;
    try {
      return this.#core.run(own => {
        const decryptor = own(new seal.Decryptor(context, this.#secret(own, key)));
        const [cipher, plain] = [own(new seal.Ciphertext()), own(new seal.Plaintext())];
        cipher.loadFromArray(context, ciphertext);
        decryptor.decrypt(cipher, plain);
        return encoder.decodeFloat64(plain).slice(0, count);
      });
    } finally {
      key.fill(0);
    }
  }

  #secret(own, bytes) {
    const secret = own(new this.#core.seal.SecretKey());
    secret.loadFromArray(this.#core.context, bytes);
    return secret;
  }

  // The only constructor with a secret key wants a public one, too: it is made, never used and never sent.
  #encryptor(own, secret) {
    const { seal, context } = this.#core;
    const generator = own(new seal.KeyGenerator(context, secret));
    return own(new seal.Encryptor(context, own(generator.createPublicKey()), secret));
  }
}
