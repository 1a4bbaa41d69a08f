import 'react';

declare module 'react' {
  // The ruler's numbers are CSS variables; React sets them through the CSSOM, as our policy asks.
  interface CSSProperties {
    [variable: `--${string}`]: string | number | undefined;
  }
}
