import { Textarea, TextInput } from '@mantine/core';
import { integrationTexts as texts } from '../../texts/integrations.js';

interface ReachValues {
  readonly proxyUrl: string;
  readonly caPem: string;
}

/** How GitLab is reached: a proxy, and authorities of one's own. */
export function ReachFields({
  values,
  proxyNote,
  onChange,
}: {
  readonly values: ReachValues;
  readonly proxyNote: string;
  readonly onChange: (change: Partial<ReachValues>) => void;
}) {
  return (
    <>
      <TextInput
        label={texts.settings.proxy}
        description={proxyNote}
        autoComplete="off"
        maxLength={2_000}
        value={values.proxyUrl}
        onChange={(event) => onChange({ proxyUrl: event.currentTarget.value })}
      />
      <Textarea
        label={texts.settings.certificates}
        description={texts.settings.certificatesNote}
        autosize
        minRows={2}
        maxRows={8}
        classNames={{ input: 'mono' }}
        value={values.caPem}
        onChange={(event) => onChange({ caPem: event.currentTarget.value })}
      />
    </>
  );
}
