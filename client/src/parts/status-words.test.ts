import { i18n } from '@lingui/core';
import { beforeAll, describe, expect, it } from 'vitest';
import type { SyncStatus } from '../tablet.ts';
import { backlogAlarm, clockAlarm, fullAlarm, storageAlarm } from './alarm-words.ts';
import { statusWords } from './status-words.ts';

const now = Date.parse('2026-11-21T02:00:00.000Z');

const calm: SyncStatus = {
  phase: 'idle',
  waiting: 0,
  waitingByKind: {},
  oldestAt: null,
  sent: 0,
  total: 0,
  lastSuccessAt: '2026-11-21T01:40:00.000Z',
  pulledAt: '2026-11-21T01:40:00.000Z',
  pullProgress: null,
  quarantine: [],
  storage: { persisted: true, usedBytes: 1, quotaBytes: 100, room: 'kept' },
  skewMs: 0,
  retryAt: null,
  problem: null,
};

const hoursAgo = (hours: number) => new Date(now - hours * 3_600_000).toISOString();

beforeAll(() => i18n.loadAndActivate({ locale: 'vi', messages: {} }));

describe('the status line', () => {
  it('[UX1] offline is grey and says that recording goes on', () => {
    const words = statusWords(
      { ...calm, phase: 'offline', waiting: 12, oldestAt: hoursAgo(2) },
      now,
    );
    expect(words.state).toBe('offline');
    expect(words.title).toBe('Ngoại tuyến – vẫn ghi nhận bình thường');
    expect(words.notes).toEqual(['Chờ gửi: 12', 'cũ nhất 2 giờ']);
  });

  it('[UX2] the time is that of the last success, read in Viet Nam', () => {
    expect(statusWords(calm, now).title).toBe('Đã gửi hết lúc 08:40');
    expect(statusWords(calm, now).exchanged?.time).toBe('08:40');
  });

  it('[UX2] idle with something waiting never says that all is sent', () => {
    const words = statusWords({ ...calm, waiting: 1, oldestAt: hoursAgo(0) }, now);
    expect(words.title).not.toContain('Đã gửi hết');
  });

  it('[UX5] quarantine is red until it is mended', () => {
    const bad = {
      entry: '018f0000-0000-7000-8000-000000000001',
      seq: 3,
      kind: 'dose-recorded' as const,
      subject: '018f0000-0000-7000-8000-000000000002',
      recordedAt: hoursAgo(1),
      problem: 'bad-body' as const,
      mended: false,
    };
    expect(statusWords({ ...calm, quarantine: [bad] }, now).state).toBe('act');
    expect(statusWords({ ...calm, quarantine: [{ ...bad, mended: true }] }, now).state).toBe(
      'done',
    );
  });
});

describe('alarms before the needle', () => {
  it('[UX6] the oldest entry turns yellow at a day and red at three', () => {
    const at = (hours: number) =>
      backlogAlarm(
        { ...calm, waiting: 5, waitingByKind: { 'dose-recorded': 5 }, oldestAt: hoursAgo(hours) },
        now,
      );
    expect(at(23.99)).toBeNull();
    expect(at(24)?.state).toBe('warn');
    expect(at(72)).toMatchObject({ state: 'act', title: '5 mũi chưa gửi đã 3 ngày.' });
  });

  it('storage is yellow at 80 %, red at 95 % or when nothing was promised', () => {
    const at = (usedBytes: number, persisted: boolean | null = true) => {
      const storage = { persisted, usedBytes, quotaBytes: 100, room: null };
      const status = { ...calm, storage };
      return [fullAlarm(status)?.state, storageAlarm(status)?.state];
    };
    expect(at(79)).toEqual([undefined, undefined]);
    expect(at(80)).toEqual([undefined, 'warn']);
    expect(at(95)).toEqual(['act', undefined]);
    expect(at(1, false)).toEqual([undefined, 'act']);
    expect(at(96, false)).toEqual(['act', 'act']);
    expect(at(1, null)).toEqual([undefined, undefined]);
  });

  it('[UX11] a clock more than two minutes off is said, either way', () => {
    expect(clockAlarm({ ...calm, skewMs: 120_000 })).toBeNull();
    expect(clockAlarm({ ...calm, skewMs: 180_000 })?.title).toBe('Đồng hồ máy nhanh 3 phút.');
    expect(clockAlarm({ ...calm, skewMs: -180_000 })?.title).toBe('Đồng hồ máy chậm 3 phút.');
  });
});
