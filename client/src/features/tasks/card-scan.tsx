import type { IdCard } from '@khop/shared/id-card';
import { readIdCardBytes } from '@khop/shared/id-card';
import { toHex } from '@khop/shared/ids';
import type { Day } from '@khop/shared/time';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { useState } from 'react';
import { decoder } from '../../scanner/decoder.ts';
import { Button } from '../../ui/button.tsx';
import { Dock } from '../../ui/dock.tsx';
import { Say } from '../../ui/say.tsx';

export function CardScan({
  today,
  onCard,
  onCancel,
}: {
  today: Day;
  onCard: (card: IdCard, hash: string | null) => void;
  onCancel: () => void;
}) {
  const [refusal, setRefusal] = useState<string | null>(null);

  async function readPhoto(file: File) {
    const picture = await createImageBitmap(file);
    const { bytes } = await decoder.read(picture, 'photo');
    if (bytes === null) return setRefusal(t`Không thấy mã trong ảnh.`);
    const reading = readIdCardBytes(bytes, today);
    if (reading.outcome === 'refused' || reading.card === null) return setRefusal(reading.problem);
    onCard(
      reading.card,
      toHex(new Uint8Array(await crypto.subtle.digest('SHA-256', bytes.slice()))),
    );
  }

  return (
    <>
      <div className="part stack">
        {refusal && <Say state="warn" role="status" title={refusal} />}
        <label className="btn">
          <Trans>Chọn ảnh</Trans>
          <input
            className="vh"
            type="file"
            accept="image/*"
            onChange={(event) => {
              const [file] = event.currentTarget.files ?? [];
              if (file) void readPhoto(file);
            }}
          />
        </label>
      </div>
      <Dock>
        <Button onClick={onCancel}>
          <Trans>Thôi</Trans>
        </Button>
      </Dock>
    </>
  );
}
