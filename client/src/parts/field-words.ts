import type { Identity, IdentityField } from '@khop/shared/identity';
import { t } from '@lingui/core/macro';
import { birthWords, numberKindWords, sexWords } from './person-words.ts';

export function fieldWords(field: IdentityField): string {
  switch (field) {
    case 'fullName':
      return t`Họ tên`;
    case 'birthDate':
      return t`Ngày sinh`;
    case 'sex':
      return t`Giới tính`;
    case 'number':
      return t`Số định danh`;
    case 'oldNumber':
      return t`Số CMND trên thẻ`;
    case 'nationality':
      return t`Quốc tịch`;
  }
}

/** One field's value as plain text. */
export function fieldText(field: IdentityField, of: Identity): string {
  switch (field) {
    case 'fullName':
      return of.fullName;
    case 'birthDate':
      return birthWords(of.birthDate);
    case 'sex':
      return sexWords(of.sex) ?? t`chưa rõ giới tính`;
    case 'number':
      return of.number === null
        ? t`chưa có số`
        : `${of.number.value} · ${numberKindWords(of.number.kind)}`;
    case 'oldNumber':
      return of.oldNumber ?? t`không có`;
    case 'nationality':
      return of.nationality;
  }
}
