/** A text that stands exactly once in `file`, and what stands there instead while the source is loaded. */
export type Edit = { file: string; find: string; put: string };

/** A bug as somebody might write it. `breaks` names the promise that must be seen broken. */
export type Plant = {
  name: string;
  breaks: RegExp;
  edits: Edit[];
  /** A seed in which it bites soon. */
  seed: number;
};
