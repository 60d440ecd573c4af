import type { PaletteSearchQuery } from '../../generated/search/graphql.js';
import { addressOf } from '../../lib/addresses.js';
import { frameTexts } from '../../texts/frame.js';
import { PLACES } from '../../ui/places.js';
import type { Shortcut } from '../../ui/shortcuts.js';

const texts = frameTexts.palette;

/** One line of the palette: a way to somewhere, or something that is done. */
export interface PaletteItem {
  readonly key: string;
  readonly label: string;
  readonly hint: string | null;
  readonly keys: string | null;
  readonly action: { readonly to: string } | { readonly run: () => void };
}

export interface PaletteGroup {
  readonly key: string;
  readonly label: string;
  readonly items: readonly PaletteItem[];
}

/** What somebody went to before. */
export interface RecentItem {
  readonly label: string;
  readonly to: string;
}

interface PaletteFacts {
  readonly text: string;
  readonly results: PaletteSearchQuery['search'] | null;
  readonly shortcuts: readonly Shortcut[];
  readonly recent: readonly RecentItem[];
  readonly setScheme: (scheme: 'light' | 'dark' | 'auto') => void;
}

/** Everything that fits the text, in groups that are not empty: what was found before places and commands. */
export function paletteGroups({
  text,
  results,
  shortcuts,
  recent,
  setScheme,
}: PaletteFacts): readonly PaletteGroup[] {
  const wanted = text.trim().toLowerCase();
  const fits = ({ label }: PaletteItem) =>
    wanted.split(/\s+/).every((word) => label.toLowerCase().includes(word));
  const groups: readonly PaletteGroup[] = [
    { key: 'recent', label: texts.recent, items: wanted === '' ? recent.map(toRecent) : [] },
    ...(wanted === '' || results === null ? [] : foundGroups(results)),
    { key: 'places', label: texts.goTo, items: places().filter(fits) },
    { key: 'commands', label: texts.commands, items: commands(shortcuts, setScheme).filter(fits) },
  ];
  return groups.filter(({ items }) => items.length > 0);
}

function foundGroups(results: PaletteSearchQuery['search']): readonly PaletteGroup[] {
  return [
    {
      key: 'projects',
      label: texts.projects,
      items: results.projects.map(({ id, path }) => way(`project ${id}`, path, null, addressOf.project(id))),
    },
    {
      key: 'packages',
      label: texts.packages,
      items: results.packages.map((found) =>
        way(
          `package ${found.ecosystem} ${found.name}`,
          found.name,
          texts.package(found.ecosystem, found.projectCount, found.openFindings),
          addressOf.packageCampaign(found.ecosystem, found.name),
        ),
      ),
    },
    {
      key: 'advisories',
      label: texts.advisories,
      items: results.advisories.map(({ advisoryId, summary }) =>
        way(`advisory ${advisoryId}`, advisoryId, summary, addressOf.advisory(advisoryId)),
      ),
    },
  ];
}

function places(): readonly PaletteItem[] {
  return PLACES.flatMap((group) => group.places.map(({ to, label }) => way(`place ${to}`, label, null, to)));
}

function commands(
  shortcuts: readonly Shortcut[],
  setScheme: PaletteFacts['setScheme'],
): readonly PaletteItem[] {
  const done = (key: string, label: string, run: () => void, keys: string | null = null): PaletteItem => ({
    key: `command ${key}`,
    label,
    hint: null,
    keys,
    action: { run },
  });
  return [
    ...shortcuts
      .filter(({ keys }) => keys !== 'Mod+k')
      .map(({ keys, label, run }) => done(keys, label, run, keys)),
    way('command connect', texts.connect, null, addressOf.connectGitLab),
    done('light', texts.light, () => setScheme('light')),
    done('dark', texts.dark, () => setScheme('dark')),
    done('system', texts.system, () => setScheme('auto')),
  ];
}

function way(key: string, label: string, hint: string | null, to: string): PaletteItem {
  return { key, label, hint, keys: null, action: { to } };
}

function toRecent({ label, to }: RecentItem): PaletteItem {
  return way(`recent ${to}`, label, null, to);
}
