import './hand-in.css';
import { plural, t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { IconFileImport } from '@tabler/icons-react';
import { useState } from 'react';
import { useDesk } from '../../desk.tsx';
import { carryTroubleWords, rescueProblemWords } from '../../parts/rescue-words.ts';
import type { HandedIn, RescueProblem } from '../../rescue.ts';
import { Head } from '../../ui/head.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Part } from '../../ui/part.tsx';
import { Say } from '../../ui/say.tsx';

type State =
  | { at: 'waiting' }
  | { at: 'sending'; done: number; of: number }
  | { at: 'done'; said: HandedIn | { problem: RescueProblem } }
  | { at: 'cut' };

/** Hands in the file of a tablet that has no network. Nothing of it stays on this machine. */
export function HandInPage() {
  const desk = useDesk();
  const [state, setState] = useState<State>({ at: 'waiting' });

  async function handIn(file: File) {
    setState({ at: 'sending', done: 0, of: 1 });
    const bytes = new Uint8Array(await file.arrayBuffer());
    try {
      const said = await desk.handIn(bytes, (done, of) => setState({ at: 'sending', done, of }));
      setState({ at: 'done', said });
    } catch {
      // Asked once more with the same file: what arrived is only skipped.
      setState({ at: 'cut' });
    }
  }
  return (
    <main className="desk-person hand-in">
      <Head title={<Trans>Nhận hộ</Trans>} />
      <Part title={<Trans>Tệp của máy không có mạng</Trans>}>
        <p>
          <Trans>
            Trên máy tính bảng: Gửi hộ, nhận hộ → Lưu tệp. Tệp được niêm phong cho trung tâm; ở đây
            không đọc được và không giữ lại gì.
          </Trans>
        </p>
        <div className="btn-group">
          <label className="btn btn-solid">
            <Icon of={IconFileImport} />
            <Trans>Mở tệp .khop</Trans>
            <input
              type="file"
              className="vh"
              aria-label={t`Tệp gửi hộ của máy khác`}
              disabled={state.at === 'sending'}
              onChange={(event) => {
                const [file] = event.currentTarget.files ?? [];
                event.currentTarget.value = '';
                if (file) void handIn(file);
              }}
            />
          </label>
        </div>
        <div role="status">
          <Said state={state} />
        </div>
      </Part>
    </main>
  );
}

function Said({ state }: { state: State }) {
  switch (state.at) {
    case 'waiting':
      return null;
    case 'sending':
      return <p>{t`Đang gửi ${state.done}/${state.of}`}</p>;
    case 'cut':
      return (
        <Say state="retry" title={t`Chưa gửi hết: không hỏi được trung tâm`}>
          <Trans>Mở lại tệp này khi có mạng. Phần đã gửi không bị tính hai lần.</Trans>
        </Say>
      );
    case 'done':
      return 'problem' in state.said ? (
        <Refused problem={state.said.problem} />
      ) : (
        <Handed said={state.said} />
      );
  }
}

function Refused({ problem }: { problem: RescueProblem }) {
  const { title, todo } = rescueProblemWords(problem);
  return (
    <Say state="warn" title={title}>
      {todo}
    </Say>
  );
}

function Handed({ said: { deviceName, site, entries, trouble } }: { said: HandedIn }) {
  const counted = plural(entries, { other: '# lượt' });
  if (trouble !== null) {
    return (
      <Say state="act" title={t`Chưa nhận đủ ${counted} của ${deviceName} (${site})`}>
        {carryTroubleWords(trouble)} <Trans>Giữ tệp lại.</Trans>
      </Say>
    );
  }
  return (
    <Say state="received" title={t`Trung tâm đã có đủ ${counted} của ${deviceName} (${site})`}>
      <Trans>Máy ấy sẽ tự biết khi có mạng; không cần làm gì thêm.</Trans>
    </Say>
  );
}
