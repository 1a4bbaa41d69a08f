import { plural, t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { IconFileImport, IconQrcode } from '@tabler/icons-react';
import { lazy, Suspense, useState } from 'react';
import { formatMoment } from '../../app/format.ts';
import type { Bytes } from '../../data/bytes.ts';
import { StorageTrouble } from '../../data/storage-trouble.ts';
import { useLive, useTablet } from '../../deps.tsx';
import { carriedWords, rescueProblemWords } from '../../parts/rescue-words.ts';
import type { Carried, RescueProblem } from '../../rescue.ts';
import { Button } from '../../ui/button.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Mark } from '../../ui/mark.tsx';
import { Part } from '../../ui/part.tsx';
import { Say } from '../../ui/say.tsx';
import { saveFile } from './save-file.ts';

const FilmCamera = lazy(() => import('./film-camera.tsx'));

type Taken = Carried | { problem: RescueProblem | 'not-kept' };

/** Somebody else's entries: taken from a file or from another tablet's screen, and what became of them. */
export function CarryPart() {
  const { rescue } = useTablet();
  const carried = useLive(rescue.carried);
  const [isScanning, setScanning] = useState(false);
  const [taken, setTaken] = useState<Taken | null>(null);

  async function take(bytes: Bytes) {
    try {
      setTaken(await rescue.take(bytes));
    } catch (error) {
      if (!(error instanceof StorageTrouble)) throw error;
      setTaken({ problem: 'not-kept' });
    }
  }
  return (
    <Part title={<Trans>Nhận mang hộ</Trans>}>
      <p>
        <Trans>
          Mở tệp .khop hoặc quét mã trên máy kia. Máy này giữ lại và gửi khi có mạng; không ai đọc
          được ở đây.
        </Trans>
      </p>
      <div className="btn-group after">
        <label className="btn">
          <Icon of={IconFileImport} />
          <Trans>Mở tệp</Trans>
          <input
            type="file"
            className="vh"
            aria-label={t`Tệp gửi hộ của máy khác`}
            onChange={(event) => {
              const [file] = event.currentTarget.files ?? [];
              event.currentTarget.value = '';
              if (file) void file.arrayBuffer().then((read) => take(new Uint8Array(read)));
            }}
          />
        </label>
        <Button icon={<Icon of={IconQrcode} />} onClick={() => setScanning(!isScanning)}>
          {isScanning ? <Trans>Đóng camera</Trans> : <Trans>Quét mã máy khác</Trans>}
        </Button>
      </div>
      {isScanning && (
        <Suspense fallback={<p role="status">{t`Đang mở camera`}</p>}>
          <FilmCamera
            onFile={(file) => {
              setScanning(false);
              void take(file);
            }}
          />
        </Suspense>
      )}
      <div role="status">{taken !== null && <TakenSay taken={taken} />}</div>
      {carried.length > 0 && (
        <ul className="sheet after">
          {carried.map((each) => (
            <Line key={each.id} carried={each} />
          ))}
        </ul>
      )}
    </Part>
  );
}

function TakenSay({ taken }: { taken: Taken }) {
  if (!('problem' in taken)) {
    const { deviceName, entries, deliveredAt } = taken;
    const counted = plural(entries, { other: '# lượt' });
    return (
      <Say
        state={deliveredAt === null ? 'saved' : 'received'}
        title={
          deliveredAt === null
            ? t`Đã giữ ${counted} của ${deviceName}`
            : t`Trung tâm đã có ${counted} này của ${deviceName}`
        }
      >
        {deliveredAt === null && <Trans>Máy kia vẫn giữ bản của nó.</Trans>}
      </Say>
    );
  }
  if (taken.problem === 'not-kept') {
    return (
      <Say state="act" title={t`Máy này không giữ được: hết chỗ`}>
        <Trans>Máy kia vẫn giữ đủ. Dùng máy khác để mang.</Trans>
      </Say>
    );
  }
  const { title, todo } = rescueProblemWords(taken.problem);
  return (
    <Say state="warn" title={title}>
      {todo}
    </Say>
  );
}

function Line({ carried }: { carried: Carried }) {
  const { rescue } = useTablet();
  const { id, deviceName, site, entries, madeAt, deliveredAt } = carried;
  const { mark, text } = carriedWords(carried);
  async function handOn() {
    const file = await rescue.handOn(id);
    if (file !== null) await saveFile(file);
  }
  return (
    <li className="cause">
      <Mark state={mark} />
      <div className="grow">
        <b>{deviceName}</b>
        <p>{text}</p>
        <p className="soft note dots">
          <span>{plural(entries, { other: '# lượt' })}</span>
          <span>{site}</span>
          <span>{formatMoment(madeAt)}</span>
        </p>
      </div>
      {deliveredAt === null && (
        <div className="btn-group">
          <Button onClick={() => void handOn()}>
            <Trans>Lưu ra tệp</Trans>
          </Button>
        </div>
      )}
    </li>
  );
}
