// What every role shares. Runs unchanged in the worker's and the command's V8 and in browsers: no import, no global but WebAssembly.

/** A C++ exception of SEAL's, such as a ciphertext that it refuses. The module is sound afterwards; after any other error it is not. */
export class SealError extends Error {
  constructor(message) {
    super(message);
    this.name = 'SealError';
  }
}

/** One SEAL context. It lives as long as the module; everything else belongs to the one run that made it. */
export class Core {
  #seal;
  #live = 0;

  constructor(seal, degree, bits, scaleBits) {
    this.#seal = seal;
    this.scale = 2 ** scaleBits;
    this.slots = degree / 2;
    this.run(own => {
      const parameters = own(new seal.EncryptionParameters(seal.SchemeType.ckks));
      parameters.setPolyModulusDegree(degree);
      parameters.setCoeffModulus(own(seal.CoeffModulus.Create(degree, Int32Array.from(bits))));
      this.context = new seal.SEALContext(parameters, true, seal.SecLevelType.tc128);
      if (!this.context.parametersSet()) throw new SealError('The parameters do not reach 128 bits.');
      this.encoder = new seal.CKKSEncoder(this.context);
    });
  }

  get seal() {
    return this.#seal;
  }

  /** Objects of C++ that some run owns now: 0 between runs. */
  get live() {
    return this.#live;
  }

  /** Runs `work(own)`. Whatever is given to `own` is deleted at the end, however it ends. */
  run(work) {
    const owned = [];
    const own = object => {
      owned.push(object);
      this.#live++;
      return object;
    };
    try {
      return work(own);
    } catch (error) {
      throw this.#translate(error);
    } finally {
      while (owned.length > 0) {
        owned.pop().delete();
        this.#live--;
      }
    }
  }

  /** Saves to bytes that belong to JavaScript, uncompressed: a length that the parameters fix leaves nothing to inflate. */
  save(object) {
    return object.saveToArray(this.#seal.ComprModeType.none).slice();
  }

  // C++ exceptions come as message-less WebAssembly.Exception, and are counted.
  #translate(error) {
    if (!(error instanceof WebAssembly.Exception)) return error;
    try {
      const [type, message] = this.#seal.getExceptionMessage(error);
      return type === 'std::bad_alloc' ? new RangeError('out of memory') : new SealError(`${type}: ${message}`);
    } finally {
      this.#seal.decrementExceptionRefcount(error);
    }
  }
}
