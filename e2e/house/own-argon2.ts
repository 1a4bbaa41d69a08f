import { argon2Sync } from 'node:crypto';
import type { KdfCost, RegisterPort } from '@khop/client/world';

type Derive = { ask: number; call: { name: string; args: [string, Uint8Array, KdfCost] } };

/** WebAssembly is compiled in other threads; the same Argon2id, in this one. */
export function withOwnArgon2(port: RegisterPort): RegisterPort {
  let toTablet: (message: unknown) => void = () => {};
  return {
    ...port,
    listen(onMessage) {
      toTablet = onMessage;
      port.listen(onMessage);
    },
    post(message) {
      const { ask, call } = message as Derive;
      if (call.name !== 'derive') return port.post(message);
      const [pin, nonce, cost] = call.args;
      const value = argon2Sync('argon2id', {
        message: pin.normalize('NFKC'),
        nonce,
        memory: cost.memoryKiB,
        passes: cost.passes,
        parallelism: 1,
        tagLength: 32,
      });
      queueMicrotask(() => toTablet({ ask, value: new Uint8Array(value) }));
    },
  };
}
