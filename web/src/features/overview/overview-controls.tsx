import { NativeSelect, SegmentedControl } from '@mantine/core';
import type { AddressState } from '../../lib/address-state.js';
import { overviewTexts } from '../../texts/overview.js';
import { RANGES, type Range } from './finding-links.js';

const texts = overviewTexts;

/** Of which GitLab and how far back; both are in the address. */
export function OverviewControls({
  address,
  range,
  integrations,
}: {
  readonly address: AddressState;
  readonly range: Range;
  readonly integrations: readonly { readonly id: string; readonly name: string }[];
}) {
  const integrationId = address.one('integrationId');
  return (
    <>
      {(integrations.length > 1 || integrationId !== '') && (
        <NativeSelect
          aria-label={texts.integration}
          value={integrationId}
          data={[
            { value: '', label: texts.everyIntegration },
            ...integrations.map(({ id, name }) => ({ value: id, label: name })),
          ]}
          onChange={({ currentTarget: { value } }) =>
            address.keep({ integrationId: value === '' ? [] : [value] })
          }
        />
      )}
      <SegmentedControl
        aria-label={texts.range}
        size="xs"
        transitionDuration={80}
        value={range}
        onChange={(value) => address.keep({ days: value === '90' ? [] : [value] })}
        data={RANGES.map((value) => ({ value, label: texts.ranges[value] }))}
      />
    </>
  );
}
