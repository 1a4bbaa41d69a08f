import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import * as z from 'zod/mini';
import { Fact } from '../entry.ts';
import {
  EnrolReply,
  EnrolRequest,
  Lease,
  LeaseReply,
  OperatorKeyReply,
  OperatorKeyRequest,
  RecoveryReply,
  RecoveryRequest,
  ReturnRequest,
  SignInReply,
  SignInRequest,
  Voucher,
} from './enrol.ts';
import { PackedHead, Run } from './packed-page.ts';
import { Problem } from './problem.ts';
import { Page } from './pull.ts';
import { PushReply, PushRequest } from './push.ts';
import { PROTOCOL } from './version.ts';

// [P1] Every version of the wire that was ever released. A changed schema is a new version: raise
// PROTOCOL, add a line, keep the old ones; the office must go on understanding them for 400 days.
const history: Record<number, string> = {
  1: '695e821226c9d609',
  2: '7f1e278189d07e27',
};

function wireHash(): string {
  const words = {
    Fact,
    PushRequest,
    PushReply,
    Page,
    PackedHead,
    Run,
    Problem,
    EnrolRequest,
    EnrolReply,
    SignInRequest,
    SignInReply,
    OperatorKeyRequest,
    OperatorKeyReply,
    RecoveryRequest,
    RecoveryReply,
    Lease,
    LeaseReply,
    Voucher,
    ReturnRequest,
  };
  const schemas = Object.entries(words).map(([name, schema]) => [name, z.toJSONSchema(schema)]);
  return createHash('sha256').update(JSON.stringify(schemas)).digest('hex').slice(0, 16);
}

test('[P1] the words on the wire are those of their version', () => {
  expect(history[PROTOCOL], 'raise PROTOCOL and add its hash').toBe(wireHash());
});
