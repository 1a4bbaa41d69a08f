import { Trans, useLingui } from '@lingui/react/macro';
import { IconKeyboard, IconQrcode } from '@tabler/icons-react';
import { formatNumber, formatTime } from '../../app/format.ts';
import { useLive, useRegister, useTablet } from '../../deps.tsx';
import { ButtonTo } from '../../parts/links.tsx';
import { language } from '../../parts/spoken-language.ts';
import { useNewPerson } from '../../parts/use-new-person.ts';
import { Button } from '../../ui/button.tsx';
import { Empty } from '../../ui/empty.tsx';
import { Icon } from '../../ui/icon.tsx';
import { PersonRows } from './person-rows.tsx';

const MOST_FOUND = 50;

/** In place of the lists while something stands in the search box. */
export function SearchResults({ query }: { query: string }) {
  const found = useRegister((register) => register.find(query, MOST_FOUND), [query], 'keep');
  if (found === undefined) return null;
  if (found.length === 0) return <NothingFound query={query} />;
  return (
    <>
      <p className="part note soft" role="status">
        {found.length < MOST_FOUND ? (
          <Trans>Tìm thấy {found.length} người</Trans>
        ) : (
          <Trans>{MOST_FOUND} người gần nhất; gõ thêm để thu hẹp</Trans>
        )}
      </p>
      <PersonRows list="found" rows={found} />
    </>
  );
}

/** What was looked for and where; never a dead end. */
function NothingFound({ query }: { query: string }) {
  const { t } = useLingui();
  const tablet = useTablet();
  const { pulledAt } = useLive(tablet.status);
  const size = useRegister((register) => register.size(), []);
  const newPerson = useNewPerson();
  const count = formatNumber(size?.persons ?? 0, language());
  const time = pulledAt === null ? null : formatTime(pulledAt);
  return (
    <Empty
      title={t`Không thấy “${query}”`}
      acts={
        <>
          <ButtonTo look="solid" to="/scan" icon={<Icon of={IconQrcode} />}>
            <Trans>Quét mã</Trans>
          </ButtonTo>
          <Button
            icon={<Icon of={IconKeyboard} />}
            onClick={() => void newPerson({ scanned: null, typed: query })}
          >
            <Trans>Nhập người mới</Trans>
          </Button>
        </>
      }
    >
      {time === null ? (
        <Trans>Đã tìm trong {count} người trên máy này; máy chưa tải danh sách nào.</Trans>
      ) : (
        <Trans>
          Đã tìm trong {count} người trên máy này, danh sách lúc {time}.
        </Trans>
      )}
      {size?.ready === false && (
        <>
          {' '}
          <Trans>Danh sách còn đang mở, thử lại sau ít giây.</Trans>
        </>
      )}
    </Empty>
  );
}
