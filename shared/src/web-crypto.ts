/** WebCrypto as the browser and Node name it alike; always an argument, so that a simulation can replay it. */
export type Subtle = typeof globalThis.crypto.subtle;
export type SecretKey = Awaited<ReturnType<Subtle['importKey']>>;
