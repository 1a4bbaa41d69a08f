import * as z from 'zod/mini';
import { Signature } from '../signature.ts';

/** A text of the office's, with its signature. */
export const SignedText = z.object({ text: z.string().check(z.maxLength(4000)), sig: Signature });
export type SignedText = z.infer<typeof SignedText>;
