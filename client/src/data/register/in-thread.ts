import type { Random } from '@khop/shared/ids';
import type { RegisterPort } from '../../world.ts';
import { serveRegister } from './serve.ts';

/** The register without a worker: for the house simulation and for tests. The same messages pass. */
export function makeRegisterInThread(subtle: SubtleCrypto, random: Random): RegisterPort {
  let toTablet: (message: unknown) => void = () => {};
  let toRegister: (message: unknown) => void = () => {};
  let isClosed = false;
  const later = (deliver: () => void) => {
    queueMicrotask(() => {
      if (!isClosed) deliver();
    });
  };
  serveRegister(
    {
      post: (message) => later(() => toTablet(message)),
      listen: (onMessage) => {
        toRegister = onMessage;
      },
      close: () => {},
    },
    subtle,
    random,
  );
  return {
    post: (message) => later(() => toRegister(message)),
    listen: (onMessage) => {
      toTablet = onMessage;
    },
    close: () => {
      isClosed = true;
    },
  };
}
