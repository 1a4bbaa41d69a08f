import './home-head.css';
import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { IconChevronRight } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useLive, useRegister, useTablet } from '../../deps.tsx';
import { ButtonTo } from '../../parts/links.tsx';
import { LockButton } from '../../parts/operator-badge.tsx';
import { sessionName } from '../../parts/session-words.ts';
import type { WorkSession } from '../../tablet.ts';
import { Head } from '../../ui/head.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Mark } from '../../ui/mark.tsx';

/** Which session this is and the way to end it, where, and what is left to mend. */
export function HomeHead({ session }: { session: WorkSession }) {
  const { t } = useLingui();
  const state = useLive(useTablet().state);
  const tasks = useRegister((register) => register.tasks(), []);
  const open = tasks?.filter(({ task }) => task.state === 'open').length ?? 0;
  const site = state.at === 'open' ? state.site.name : '';
  return (
    <Head
      title={
        session === null ? (
          t`Hôm nay`
        ) : (
          <Link className="to-session" to="/session">
            {sessionName(session.record)}
            <Icon of={IconChevronRight} />
          </Link>
        )
      }
      sub={session?.record.point ?? site}
      act={
        <>
          {open > 0 && (
            <ButtonTo to="/tasks" icon={<Mark state="act" />}>
              <span>
                <Plural value={open} other="# việc" />
                <span className="phone-hide">
                  {' '}
                  <Trans>cần sửa</Trans>
                </span>
              </span>
            </ButtonTo>
          )}
          <LockButton />
        </>
      }
    />
  );
}
