import { Button, Popover } from '@mantine/core';
import { ChevronDown } from 'lucide-react';
import { useState } from 'react';
import { EXPORT_FORMATS, exportAddress, type ExportedList } from '../lib/export-address.js';
import { exportTexts } from '../texts/exports.js';

interface ExportMenuProps extends ExportedList {
  /** As the list's connection says; left out where it is not asked for. */
  readonly totalCount?: number | undefined;
  readonly isTotalCountCapped?: boolean | undefined;
  /** Whether the reader chose a filter. */
  readonly isFiltered: boolean;
}

/** Gives the whole list that is shown, not only its page, as a file in one of its formats; says first how much that is. */
export function ExportMenu({ totalCount, isTotalCountCapped, isFiltered, ...list }: ExportMenuProps) {
  const [isOpen, setOpen] = useState(false);
  const say = exportTexts.what[list.noun];
  return (
    <Popover
      opened={isOpen}
      onChange={setOpen}
      position="bottom-end"
      shadow="sm"
      trapFocus
      returnFocus
      transitionProps={{ duration: 80 }}
    >
      <Popover.Target>
        <Button
          variant="default"
          size="sm"
          fw={400}
          disabled={totalCount === 0}
          rightSection={<ChevronDown size={14} aria-hidden="true" />}
          onClick={() => setOpen(!isOpen)}
        >
          {exportTexts.button}
        </Button>
      </Popover.Target>
      <Popover.Dropdown p="md" maw={320}>
        <div className="stack">
          <p className="small">{say(totalCount ?? null, isTotalCountCapped ?? false, isFiltered)}</p>
          <ul className="plain-list stack">
            {EXPORT_FORMATS[list.noun].map((format) => (
              <li key={format} className="stack-tight">
                <a
                  href={exportAddress(list, format)}
                  download
                  style={{ minHeight: 24, alignSelf: 'start' }}
                  onClick={() => setOpen(false)}
                >
                  {exportTexts.formats[format].name}
                </a>
                <span className="quiet small">{exportTexts.formats[format].note}</span>
              </li>
            ))}
          </ul>
        </div>
      </Popover.Dropdown>
    </Popover>
  );
}
