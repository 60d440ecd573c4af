import { Button, Skeleton } from '@mantine/core';
import { Component, type ReactNode, Suspense } from 'react';
import { useAddressState } from '../../lib/address-state.js';
import { overviewTexts } from '../../texts/overview.js';
import { Section } from '../../ui/page.js';
import classes from './trend.module.css';

const texts = overviewTexts.trend;
const TABLES = { table: ['open', 'weeks'] } as const;

interface TrendProps {
  /** Its name in the address. */
  readonly name: 'open' | 'weeks';
  readonly title: string;
  readonly note: string;
  /** How many points there are. */
  readonly count: number;
  /** Which one is read, from 0. */
  readonly active: number;
  readonly onActive: (index: number) => void;
  readonly sliderLabel: string;
  /** The point that is read, for those who listen. */
  readonly words: string;
  readonly legend: ReactNode;
  /** What stands in the lazily loaded chunk. */
  readonly chart: ReactNode;
  /** The point that is read, each number a link. */
  readonly readout: ReactNode;
  readonly table: ReactNode;
}

/** A chart with what makes it readable without seeing it: a slider over its points, the numbers of one, and all as a table. */
export function Trend(props: TrendProps) {
  const address = useAddressState(TABLES);
  const shown = address.many('table', TABLES.table);
  const isTable = shown.includes(props.name);
  const others = shown.filter((name) => name !== props.name);
  return (
    <Section
      title={props.title}
      note={props.note}
      actions={
        <Button
          variant="subtle"
          size="xs"
          onClick={() => address.keep({ table: isTable ? others : [...others, props.name] })}
        >
          {isTable ? texts.asChart : texts.asTable}
        </Button>
      }
    >
      {isTable ? (
        <div className={classes.tableFrame} role="region" aria-label={props.title} tabIndex={0}>
          {props.table}
        </div>
      ) : (
        <Chart {...props} />
      )}
    </Section>
  );
}

function Chart({ count, active, onActive, sliderLabel, words, legend, chart, readout }: TrendProps) {
  return (
    <div className={classes.chart}>
      <div className={classes.legend}>{legend}</div>
      <div className={classes.plot} aria-hidden="true">
        <ChunkBoundary>
          <Suspense fallback={<Skeleton height={PLOT_HEIGHT} />}>{chart}</Suspense>
        </ChunkBoundary>
      </div>
      <input
        type="range"
        className={classes.slider}
        min={0}
        max={Math.max(0, count - 1)}
        value={active}
        aria-label={sliderLabel}
        aria-valuetext={words}
        onChange={(event) => onActive(Number(event.currentTarget.value))}
      />
      <div className={classes.readout}>{readout}</div>
    </div>
  );
}

/** As high as `.plot`, so that nothing moves when the chart comes. */
const PLOT_HEIGHT = 200;

/** A chunk that cannot be loaded costs the picture only: the numbers and the table stay. */
class ChunkBoundary extends Component<{ readonly children: ReactNode }, { readonly isBroken: boolean }> {
  override state = { isBroken: false };

  static getDerivedStateFromError() {
    return { isBroken: true };
  }

  override render() {
    return this.state.isBroken ? <p className="quiet">{texts.failed}</p> : this.props.children;
  }
}
