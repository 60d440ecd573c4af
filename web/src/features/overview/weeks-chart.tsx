import { Bar, BarChart, CartesianGrid, ReferenceLine, ResponsiveContainer, XAxis, YAxis } from 'recharts';
import { COUNT_AXIS, DAY_AXIS, FRAME, indexOf, MARGIN } from './chart-axes.js';

interface WeeksChartProps {
  readonly weeks: readonly {
    readonly week: string;
    readonly found: { readonly total: number };
    readonly fixed: { readonly total: number };
  }[];
  readonly active: number;
  readonly onActive: (index: number) => void;
  readonly onChoose: (index: number, what: 'found' | 'fixed') => void;
}

/** What was found and what was fixed in each week, side by side: outlined and solid. */
export default function WeeksChart({ weeks, active, onActive, onChoose }: WeeksChartProps) {
  const week = weeks[active]?.week;
  return (
    <ResponsiveContainer {...FRAME}>
      <BarChart
        data={[...weeks]}
        margin={MARGIN}
        barGap={1}
        barCategoryGap="20%"
        accessibilityLayer={false}
        onMouseMove={(state) => {
          const index = indexOf(state);
          if (index !== null) onActive(index);
        }}
      >
        <CartesianGrid vertical={false} stroke="var(--line)" />
        <XAxis dataKey="week" {...DAY_AXIS} />
        <YAxis {...COUNT_AXIS} />
        {week !== undefined && <ReferenceLine x={week} stroke="var(--text)" strokeDasharray="3 3" />}
        <Bar
          dataKey="found.total"
          fill="var(--ground)"
          stroke="var(--text-quiet)"
          maxBarSize={24}
          isAnimationActive={false}
          style={{ cursor: 'pointer' }}
          onClick={(_bar, index) => onChoose(index, 'found')}
        />
        <Bar
          dataKey="fixed.total"
          fill="var(--good)"
          stroke="var(--good)"
          maxBarSize={24}
          isAnimationActive={false}
          style={{ cursor: 'pointer' }}
          onClick={(_bar, index) => onChoose(index, 'fixed')}
        />
      </BarChart>
    </ResponsiveContainer>
  );
}
