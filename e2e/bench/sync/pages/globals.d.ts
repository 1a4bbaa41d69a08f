interface Window {
  /** Set by the driver when it counts what a page says it has saved. */
  saved?: (count: number) => void;
}
