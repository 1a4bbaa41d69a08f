import { useLingui } from '@lingui/react/macro';

/** Written into the entry as they stand: one wording for every language of the screen. */
export const VOID_REASONS = [
  'Ghi nhầm người',
  'Ghi trùng',
  'Chưa tiêm thật',
  'Sai vắc xin hoặc số lô',
  'Sai ngày tiêm',
] as const;
export type VoidReason = (typeof VOID_REASONS)[number];

export function useVoidWords(): (reason: VoidReason) => string {
  const { t } = useLingui();
  return (reason) => {
    switch (reason) {
      case 'Ghi nhầm người':
        return t`Ghi nhầm người`;
      case 'Ghi trùng':
        return t`Ghi trùng`;
      case 'Chưa tiêm thật':
        return t`Chưa tiêm thật`;
      case 'Sai vắc xin hoặc số lô':
        return t`Sai vắc xin hoặc số lô`;
      case 'Sai ngày tiêm':
        return t`Sai ngày tiêm`;
    }
  };
}
