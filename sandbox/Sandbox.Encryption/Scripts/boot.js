// Loads SEAL inside the host's V8. `settings` come from the host; `instantiateWasm` makes file and network unnecessary.
import SEAL from './seal_throws.js';
import { Core } from './core.js';

export async function boot({ wasm, memoryLimit, degree, bits, scaleBits }) {
  let memory;
  const seal = await SEAL({
    instantiateWasm(imports, done) {
      // H is emscripten_resize_heap and R the memory, in the build whose hash is pinned. It grows by a fifth and to whole pages at least.
      // 0 makes malloc fail: std::bad_alloc.
      const grow = imports.a.H;
      imports.a.H = size => Math.max(size >>> 0, 1.2 * memory.buffer.byteLength) + 65536 > memoryLimit ? 0 : grow(size);
      const module = new WebAssembly.Module(wasm);
      const instance = new WebAssembly.Instance(module, imports);
      memory = instance.exports.R;
      done(instance, module);
      return {};
    }
  });
  const core = new Core(seal, degree, bits, scaleBits);
  return { core, memoryBytes: () => memory.buffer.byteLength };
}
