import { plural, t } from '@lingui/core/macro';
import { formatDuration, formatNumber } from '../../app/format.ts';
import { language } from '../../parts/spoken-language.ts';
import {
  fullness,
  type ReadinessCheck,
  type ReadinessFacts,
  type ReadinessState,
} from './readiness.ts';

/** What is checked, what was found, and what to do about it (empty when there is nothing to do). */
type ReadinessWords = { label: string; found: string; todo: string };

type Say = (facts: ReadinessFacts, state: ReadinessState) => ReadinessWords;

const unknown = () => t`máy không cho biết`;
const percent = (share: number) => `${formatNumber(Math.floor(share * 100), language())} %`;

function lists({ pulledAt, isPulling, nowMs }: ReadinessFacts, state: ReadinessState) {
  const age = pulledAt === null ? '' : formatDuration(nowMs - Date.parse(pulledAt), language());
  return {
    label: t`Danh sách`,
    found: isPulling
      ? t`đang tải`
      : pulledAt === null
        ? t`chưa tải lần nào`
        : t`cập nhật ${age} trước`,
    todo: state === 'ok' ? '' : isPulling ? t`Chờ tải xong` : t`Nối mạng, bấm Cập nhật ngay`,
  };
}

function operator({ grantUntil, nowMs }: ReadinessFacts, state: ReadinessState) {
  const left =
    grantUntil === null ? '' : formatDuration(Date.parse(grantUntil) - nowMs, language());
  return {
    label: t`Người dùng`,
    found:
      grantUntil === null || state === 'act'
        ? t`hết quyền trên máy này`
        : t`mở máy bằng PIN, còn quyền ${left}`,
    todo: state === 'ok' ? '' : t`Đăng nhập lại khi có mạng`,
  };
}

function clock({ skewMs }: ReadinessFacts, state: ReadinessState) {
  const off = skewMs === null ? '' : formatDuration(Math.abs(skewMs), language());
  return {
    label: t`Đồng hồ`,
    found:
      skewMs === null
        ? t`chưa so với trung tâm`
        : state === 'ok'
          ? t`lệch dưới 2 phút`
          : skewMs > 0
            ? t`nhanh ${off}`
            : t`chậm ${off}`,
    todo: state === 'warn' ? t`Bật giờ tự động trong cài đặt máy` : '',
  };
}

function battery({ battery: power }: ReadinessFacts, state: ReadinessState) {
  const level = power === null ? '' : percent(power.level);
  return {
    label: t`Pin`,
    found: power === null ? unknown() : power.isCharging ? t`${level}, đang sạc` : level,
    todo: state === 'ok' ? '' : state === 'unknown' ? t`Xem pin trên máy` : t`Sạc trước khi đi`,
  };
}

const says: Record<ReadinessCheck, Say> = {
  lists,
  operator,
  clock,
  battery,
  lots: ({ lots }, state) => ({
    label: t`Lô vắc xin`,
    found: lots === 0 ? t`chưa có lô còn hạn` : plural(lots, { other: '# lô còn hạn' }),
    todo: state === 'ok' ? '' : t`Ghi lô khi mở buổi tiêm`,
  }),
  scanner: ({ isScannerCached }, state) => ({
    label: t`Máy quét`,
    found: isScannerCached === null ? unknown() : isScannerCached ? t`có trên máy` : t`chưa tải`,
    todo: state === 'ok' ? '' : t`Mở Quét mã một lần khi có mạng`,
  }),
  app: ({ isAppCached }, state) => ({
    label: t`Ứng dụng`,
    found:
      isAppCached === null
        ? unknown()
        : isAppCached
          ? t`mở được khi không có mạng`
          : t`chưa lưu đủ trên máy`,
    todo: state === 'ok' ? '' : t`Tải lại trang khi có mạng`,
  }),
  persisted: ({ storage }, state) => ({
    label: t`Giữ dữ liệu`,
    found:
      storage.persisted === null
        ? unknown()
        : storage.persisted
          ? t`trình duyệt không tự xóa`
          : t`trình duyệt có thể tự xóa`,
    todo: state === 'ok' ? '' : t`Xin giữ dữ liệu, hoặc cài Khớp lên máy`,
  }),
  space: ({ storage }, state) => {
    const full = fullness(storage);
    const used = full === null ? '' : percent(full);
    return {
      label: t`Bộ nhớ`,
      found:
        storage.room === 'none'
          ? t`không đủ chỗ cho một buổi tiêm`
          : state === 'ok' && storage.room === 'kept'
            ? t`đủ chỗ cho một buổi tiêm`
            : full === null
              ? unknown()
              : t`đã dùng ${used}`,
      todo: state === 'ok' || state === 'unknown' ? '' : t`Gửi hết dữ liệu, dọn ảnh và ứng dụng`,
    };
  },
};

export function readinessWords(
  check: ReadinessCheck,
  state: ReadinessState,
  facts: ReadinessFacts,
): ReadinessWords {
  const words = says[check](facts, state);
  return state === 'asking' ? { ...words, found: t`đang xem`, todo: '' } : words;
}

export function readinessStateWords(state: ReadinessState): string {
  switch (state) {
    case 'ok':
      return t`Đủ dùng`;
    case 'warn':
      return t`Xem lại`;
    case 'act':
      return t`Cần làm`;
    case 'unknown':
      return t`Chưa rõ`;
    case 'asking':
      return t`Đang xem`;
  }
}
