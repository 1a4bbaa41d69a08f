import type { ImportReport } from '@khop/shared/protocol/desk-admin';
import { plural, t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { formatNumber } from '../../app/format.ts';
import { language } from '../../parts/spoken-language.ts';
import { Button } from '../../ui/button.tsx';
import { Part } from '../../ui/part.tsx';
import { Say } from '../../ui/say.tsx';
import { Table, TableRow } from '../../ui/table.tsx';
import { changeWords, fileWords, reasonWords } from './admin-words.ts';

/** What the workbook would change, or what is wrong with it, or that it is in. */
export function ImportPreview({
  name,
  report,
  isBusy,
  onApply,
}: {
  name: string;
  report: ImportReport;
  isBusy: boolean;
  onApply: () => void;
}) {
  const { applied, changeCount, problemCount, file } = report;
  const changes = plural(changeCount, {
    other: `${formatNumber(changeCount, language())} thay đổi`,
  });
  if (file !== null) {
    return (
      <Part title={name}>
        <Say state="act" role="alert" title={fileWords(file)} />
      </Part>
    );
  }
  if (problemCount > 0) return <Problems name={name} report={report} />;
  return (
    <Part title={name}>
      <div role="status">
        {applied && <Say state="done" title={<Trans>Đã nhận: {changes}.</Trans>} />}
        {!applied && changeCount === 0 && (
          <Say state="done" title={<Trans>Trung tâm đã có đủ, không có gì thay đổi.</Trans>} />
        )}
        {!applied && changeCount > 0 && (
          <Say
            state="warn"
            title={<Trans>Xem lại {changes}, rồi ghi vào trung tâm.</Trans>}
            acts={
              <Button look="solid" disabled={isBusy} onClick={onApply}>
                <Trans>Ghi {changes}</Trans>
              </Button>
            }
          />
        )}
      </div>
      {changeCount > 0 && <Changes report={report} />}
    </Part>
  );
}

function Changes({ report: { changes, changeCount } }: { report: ImportReport }) {
  const more = changeCount - changes.length;
  return (
    <>
      <Table
        caption={t`Thay đổi`}
        columns={[
          { key: 'kind', title: t`Thay đổi` },
          { key: 'what', title: t`Với` },
        ]}
      >
        {changes.map(({ kind, what }) => (
          <TableRow key={`${kind}:${what}`}>
            <td>{changeWords(kind)}</td>
            <td>{what}</td>
          </TableRow>
        ))}
      </Table>
      <More count={more} />
    </>
  );
}

function Problems({ name, report }: { name: string; report: ImportReport }) {
  const { problems, problemCount } = report;
  const count = formatNumber(problemCount, language());
  return (
    <Part title={name}>
      <Say state="act" role="alert" title={<Trans>{count} lỗi. Chưa nhận dòng nào.</Trans>}>
        <Trans>Sửa trong tệp rồi chọn lại tệp.</Trans>
      </Say>
      <Table
        caption={t`Lỗi trong tệp`}
        columns={[
          { key: 'sheet', title: t`Trang` },
          { key: 'row', title: t`Dòng`, num: true },
          { key: 'field', title: t`Cột` },
          { key: 'why', title: t`Vì sao và sửa thế nào` },
        ]}
      >
        {problems.map(({ sheet, row, field, reason }) => (
          <TableRow key={`${sheet}:${row}:${field}:${reason}`}>
            <td>{sheet}</td>
            <td className="num">{row}</td>
            <td>{field}</td>
            <td>{reasonWords(reason)}</td>
          </TableRow>
        ))}
      </Table>
      <More count={problemCount - problems.length} />
    </Part>
  );
}

function More({ count }: { count: number }) {
  if (count <= 0) return null;
  const more = formatNumber(count, language());
  return (
    <p className="soft">
      <Trans>và {more} dòng nữa</Trans>
    </p>
  );
}
