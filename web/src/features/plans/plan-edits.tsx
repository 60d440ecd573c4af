import { Button, SegmentedControl } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { useState } from 'react';
import { graphql } from '../../generated/plans/gql.js';
import type { PlanEditsFragment } from '../../generated/plans/graphql.js';
import { useAddressState } from '../../lib/address-state.js';
import { isLockfile } from '../../lib/lockfiles.js';
import { planTexts } from '../../texts/plans.js';
import { type DiffLayout, DiffView } from '../../ui/diff-view.js';
import { Section } from '../../ui/page.js';
import { Empty } from '../../ui/page-states.js';
import { useShortcuts } from '../../ui/shortcuts.js';

graphql(/* GraphQL */ `
  fragment PlanEdits on RemediationPlan {
    id
    edits {
      path
      diff
      additions
      deletions
    }
  }
`);

const texts = planTexts.diff;
const LAYOUTS = ['unified', 'split'] as const;
const STORED = 'backline-diff';
/** More files than these are all folded at first. */
const MOST_OPEN = 6;

/** The exact diff of every file: this, byte for byte, is what the commit will hold. Lockfiles are folded at first. */
export function PlanEdits({ plan }: { readonly plan: PlanEditsFragment }) {
  const { edits } = plan;
  const [open, setOpen] = useState<ReadonlySet<string>>(() => openAtFirst(edits));
  const [layout, setLayout] = useLayout();
  const isNarrow = useMediaQuery('(max-width: 899px)') === true;
  const isAllOpen = edits.every(({ path }) => open.has(path));
  const toggleAll = () => setOpen(new Set(isAllOpen ? [] : edits.map(({ path }) => path)));
  useShortcuts([
    { keys: 'e', label: planTexts.keys.expand, run: toggleAll },
    ...(isNarrow
      ? []
      : [
          {
            keys: 'd',
            label: planTexts.keys.layout,
            run: () => setLayout(layout === 'unified' ? 'split' : 'unified'),
          },
        ]),
  ]);
  return (
    <Section
      title={texts.title}
      note={texts.note(edits.length)}
      actions={
        edits.length > 0 && (
          <>
            {!isNarrow && (
              <SegmentedControl
                size="xs"
                aria-label={texts.layout}
                value={layout}
                data={LAYOUTS.map((value) => ({ value, label: texts[value] }))}
                onChange={(value) => setLayout(value === 'split' ? 'split' : 'unified')}
              />
            )}
            <Button variant="default" size="xs" onClick={toggleAll}>
              {isAllOpen ? texts.fold : texts.expand}
            </Button>
          </>
        )
      }
    >
      {edits.length === 0 && <Empty title={texts.none} />}
      {edits.map((edit) => (
        <DiffView
          key={edit.path}
          path={edit.path}
          diff={edit.diff}
          additions={edit.additions}
          deletions={edit.deletions}
          layout={isNarrow ? 'unified' : layout}
          isOpen={open.has(edit.path)}
          toggle={() => setOpen(toggled(open, edit.path))}
        />
      ))}
    </Section>
  );
}

function openAtFirst(edits: PlanEditsFragment['edits']): ReadonlySet<string> {
  const read = edits.filter(({ path }) => !isLockfile(path));
  return new Set(read.length <= MOST_OPEN ? read.map(({ path }) => path) : []);
}

function toggled(open: ReadonlySet<string>, path: string): ReadonlySet<string> {
  const next = new Set(open);
  if (!next.delete(path)) next.add(path);
  return next;
}

/** What the address asks for, else what this reader chose last. */
function useLayout(): readonly [DiffLayout, (layout: DiffLayout) => void] {
  const address = useAddressState();
  const [asked] = address.many('diff', LAYOUTS);
  const [remembered, setRemembered] = useState(readStored);
  return [
    asked ?? remembered,
    (layout) => {
      setRemembered(layout);
      try {
        window.localStorage.setItem(STORED, layout);
      } catch {
        // A browser that stores nothing forgets the choice; the address has it all the same.
      }
      address.keep({ diff: [layout] });
    },
  ];
}

function readStored(): DiffLayout {
  try {
    return window.localStorage.getItem(STORED) === 'split' ? 'split' : 'unified';
  } catch {
    return 'unified';
  }
}
