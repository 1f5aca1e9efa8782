// The sandbox's side: weighted sums of ciphertexts. It has no key and no randomness, and needs neither.

const CACHED_MODELS = 8;

export class Evaluator {
  #core;
  #evaluator;
  #weights = new Map();

  constructor(core) {
    this.#core = core;
    this.#evaluator = new core.seal.Evaluator(core.context);
  }

  /**
   * addend + Σ weights[i] · ciphertexts[i], one rescale. `ciphertexts` holds one for each weight, equally long, one after the other.
   * No weight is 0: SEAL refuses a product with 0, as it would be transparent.
   */
  weightedSum(ciphertexts, weights, addend) {
    const { seal, context, encoder } = this.#core;
    const plains = this.#encoded(weights);
    const length = ciphertexts.length / weights.length;
    return this.#core.run(own => {
      const [cipher, product, sum, constant] =
        [own(new seal.Ciphertext()), own(new seal.Ciphertext()), own(new seal.Ciphertext()), own(new seal.Plaintext())];
      for (let i = 0; i < plains.length; i++) {
        cipher.loadFromArray(context, ciphertexts.subarray(i * length, (i + 1) * length));
        this.#evaluator.multiplyPlain(cipher, plains[i], i === 0 ? sum : product);
        if (i > 0) this.#evaluator.addInplace(sum, product);
      }
      this.#evaluator.rescaleToNextInplace(sum);
      encoder.encode(addend, sum.scale(), constant);
      this.#evaluator.plainModSwitchToInplace(constant, own(sum.parmsId()));
      this.#evaluator.addPlainInplace(sum, constant);
      return this.#core.save(sum);
    });
  }

  // Encoding a weight costs as much as using it, and models are few. The oldest goes first.
  #encoded(weights) {
    const name = weights.join();
    let plains = this.#weights.get(name);
    if (plains) return plains;
    plains = this.#encode(weights);
    this.#weights.set(name, plains);
    if (this.#weights.size > CACHED_MODELS) {
      const [oldest] = this.#weights.keys();
      for (const plain of this.#weights.get(oldest)) plain.delete();
      this.#weights.delete(oldest);
    }
    return plains;
  }

  #encode(weights) {
    const { seal, encoder, scale, slots } = this.#core;
    const plains = [];
    try {
      return this.#core.run(() => {
        for (const weight of weights) {
          plains.push(new seal.Plaintext());
          encoder.encode(new Float64Array(slots).fill(weight), scale, plains.at(-1));
        }
        return plains;
      });
    } catch (error) {
      for (const plain of plains) plain.delete();
      throw error;
    }
  }
}
