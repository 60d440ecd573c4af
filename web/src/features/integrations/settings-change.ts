/** What is set for an integration now. */
export interface PresentSettings {
  readonly allowGroups: readonly string[];
  readonly denyGroups: readonly string[];
  readonly makesWebhooks: boolean;
  readonly proxyUrl?: string | null;
  readonly hasProxyLogin: boolean;
  readonly caPem?: string | null;
}

/** What stands in the fields of the dialog; groups one a line. */
export interface SettingsValues {
  readonly allowGroups: string;
  readonly denyGroups: string;
  readonly makesWebhooks: boolean;
  readonly proxyUrl: string;
  readonly caPem: string;
}

/** The fields as they are at first. */
export function settingsValues(present: PresentSettings): SettingsValues {
  return {
    allowGroups: present.allowGroups.join('\n'),
    denyGroups: present.denyGroups.join('\n'),
    makesWebhooks: present.makesWebhooks,
    proxyUrl: present.proxyUrl ?? '',
    caPem: present.caPem ?? '',
  };
}

/** What to send for what was typed: an empty proxy or certificate removes it. */
export function settingsChange({ allowGroups, denyGroups, makesWebhooks, proxyUrl, caPem }: SettingsValues) {
  return {
    allowGroups: linesOf(allowGroups),
    denyGroups: linesOf(denyGroups),
    makesWebhooks,
    proxyUrl: proxyUrl.trim() === '' ? null : proxyUrl.trim(),
    caPem: caPem.trim() === '' ? null : caPem.trim(),
  };
}

function linesOf(text: string): string[] {
  return text
    .split(/[\n,]/)
    .map((line) => line.trim())
    .filter((line) => line !== '');
}
