import { plural, t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { IconDeviceFloppy, IconQrcode, IconShare } from '@tabler/icons-react';
import { useState } from 'react';
import { formatDuration, formatNumber } from '../../app/format.ts';
import { useLive, useTablet } from '../../deps.tsx';
import { language } from '../../parts/spoken-language.ts';
import type { RescueFile } from '../../rescue.ts';
import { Button } from '../../ui/button.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Part } from '../../ui/part.tsx';
import { Say } from '../../ui/say.tsx';
import { FilmShow, filmMs } from './film-show.tsx';
import { mayShare, type Saved, saveFile, shareFile } from './save-file.ts';
import { useHandOver } from './use-hand-over.ts';

/** Above this a film takes minutes; a file is as quick as ever. */
const MANY = 300;

/** What waits, as a file or a film of codes for somebody else. Nothing here is marked as sent (I16). */
export function HandOverPart() {
  const { waiting } = useLive(useTablet().status);
  const [shown, setShown] = useState<RescueFile | null>(null);
  const { file, isFailed } = useHandOver(waiting);
  return (
    <Part
      title={<Trans>Nhờ mang hộ</Trans>}
      note={plural(waiting, { 0: 'không còn lượt nào chờ', other: '# lượt chưa gửi' })}
    >
      {waiting === 0 && (
        <p className="soft">
          <Trans>Trung tâm đã có mọi lượt của máy này.</Trans>
        </p>
      )}
      {isFailed && (
        <Say state="act" role="alert" title={t`Máy không đọc ghi được bộ nhớ`}>
          <Trans>Đóng các ứng dụng khác, mở lại Khớp. Chưa tiêm tiếp trên máy này.</Trans>
        </Say>
      )}
      {waiting > 0 && !isFailed && shown === null && (
        <p>
          <Trans>
            Các lượt được niêm phong cho trung tâm: người mang không đọc, không sửa được. Máy này
            vẫn giữ đủ đến khi trung tâm nhận. Mang nhiều lần cũng chỉ tính một lần.
          </Trans>
        </p>
      )}
      {shown !== null && <FilmShow file={shown} onClose={() => setShown(null)} />}
      {shown === null && file !== null && <Ways file={file} onShow={() => setShown(file)} />}
    </Part>
  );
}

function Ways({ file, onShow }: { file: RescueFile; onShow: () => void }) {
  const [told, setTold] = useState<Saved | 'shared' | 'failed' | null>(null);
  const size = formatNumber(Math.ceil(file.bytes.length / 1000), language());
  const ms = filmMs(file);
  return (
    <>
      <div className="btn-group after">
        <Button
          look="solid"
          icon={<Icon of={IconDeviceFloppy} />}
          onClick={() => void saveFile(file).then(setTold)}
        >
          {t`Lưu tệp (${size} kB)`}
        </Button>
        {mayShare(file) && (
          <Button icon={<Icon of={IconShare} />} onClick={() => void shareFile(file).then(setTold)}>
            <Trans>Chia sẻ tệp</Trans>
          </Button>
        )}
        {ms !== null && (
          <Button icon={<Icon of={IconQrcode} />} onClick={onShow}>
            <Trans>Cho máy khác quét</Trans>
          </Button>
        )}
      </div>
      <p role="status" className={told === null ? 'vh' : 'after'}>
        <Told saved={told} name={file.name} />
      </p>
      {ms === null && (
        <p className="soft after">
          <Trans>Nhiều lượt như vậy không quét mã được: hãy lưu tệp.</Trans>
        </p>
      )}
      {ms !== null && file.entries > MANY && (
        <p className="soft after">
          {t`Quét mã mất ít nhất ${formatDuration(ms, language())}: với nhiều lượt, tệp nhanh hơn.`}
        </p>
      )}
    </>
  );
}

function Told({ saved, name }: { saved: Saved | 'shared' | 'failed' | null; name: string }) {
  switch (saved) {
    case 'written':
      return t`Đã lưu ${name}. Đưa tệp cho người có mạng: mở ở mục Nhận mang hộ, hoặc ở bàn đối sánh.`;
    case 'downloading':
      return t`Trình duyệt đang lưu ${name} vào mục Tải xuống. Kiểm tra đã có tệp trước khi đưa.`;
    case 'shared':
      return t`Đã chuyển cho ứng dụng được chọn.`;
    case 'failed':
      return t`Máy này không chia sẻ được tệp. Hãy lưu tệp.`;
    case 'given-up':
    case null:
      return null;
  }
}
