import { parentPort, workerData } from 'node:worker_threads';
import Database from 'better-sqlite3';

// The thread of checkpointer.ts. PASSIVE never waits for a reader and never makes the writer wait.
const raw = new Database(String(workerData), { timeout: 5000 });
raw.pragma('synchronous = FULL');

parentPort?.on('message', (wanted: 'copy' | 'stop') => {
  if (wanted === 'stop') {
    raw.close();
    parentPort?.close();
    return;
  }
  raw.pragma('wal_checkpoint(PASSIVE)');
  parentPort?.postMessage('done');
});
