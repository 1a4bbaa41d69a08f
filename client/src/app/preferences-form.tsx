import { useLingui } from '@lingui/react/macro';
import { useId } from 'react';
import { type Choice, Choices } from '../ui/choices.tsx';
import { Part } from '../ui/part.tsx';
import type { Preferences } from './preferences.ts';
import { usePreferences } from './use-preferences.tsx';

/** How this device shows things: look, contrast, language. For unlock, status and the desk. */
export function PreferencesForm() {
  const { t } = useLingui();
  const { preferences, change } = usePreferences();
  return (
    <>
      <One
        title={t`Ngoài trời`}
        field="contrast"
        chosen={preferences.contrast}
        choices={[
          { value: 'auto', title: t`Theo máy` },
          { value: 'normal', title: t`Thường` },
          { value: 'outdoor', title: t`Ngoài nắng`, note: t`Đen trên trắng, nét dày` },
        ]}
        onChoose={(contrast) => change({ contrast })}
      />
      <One
        title={t`Sáng tối`}
        field="theme"
        chosen={preferences.theme}
        choices={[
          { value: 'auto', title: t`Theo máy` },
          { value: 'light', title: t`Nền sáng` },
          { value: 'dark', title: t`Nền tối`, note: t`Cho trong phòng` },
        ]}
        onChoose={(theme) => change({ theme })}
      />
      <One
        title={t`Ngôn ngữ`}
        field="language"
        chosen={preferences.language}
        choices={[
          { value: 'vi', title: 'Tiếng Việt' },
          { value: 'en', title: 'English' },
        ]}
        onChoose={(language) => change({ language })}
      />
    </>
  );
}

function One<Field extends keyof Preferences>({
  title,
  field,
  ...rest
}: {
  title: string;
  field: Field;
  chosen: Preferences[Field];
  choices: readonly Choice<Preferences[Field]>[];
  onChoose: (value: Preferences[Field]) => void;
}) {
  const id = useId();
  return (
    <Part title={<span id={id}>{title}</span>}>
      <Choices name={field} labelledBy={id} {...rest} />
    </Part>
  );
}
