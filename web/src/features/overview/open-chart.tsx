import { Area, AreaChart, CartesianGrid, ReferenceLine, ResponsiveContainer, XAxis, YAxis } from 'recharts';
import { countIn, type Severity, type SeverityTally } from '../../lib/severity.js';
import { COUNT_AXIS, DAY_AXIS, FRAME, indexOf, MARGIN } from './chart-axes.js';
import { colorOf, patternOf } from './severity-patterns.js';

interface OpenChartProps {
  readonly days: readonly { readonly day: string; readonly open: SeverityTally }[];
  readonly severities: readonly Severity[];
  readonly active: number;
  readonly onActive: (index: number) => void;
  readonly onChoose: (index: number) => void;
}

/** What was open on each day, the worst at the bottom. */
export default function OpenChart({ days, severities, active, onActive, onChoose }: OpenChartProps) {
  const day = days[active]?.day;
  const at = (state: Parameters<typeof indexOf>[0], tell: (index: number) => void) => {
    const index = indexOf(state);
    if (index !== null) tell(index);
  };
  return (
    <ResponsiveContainer {...FRAME}>
      <AreaChart
        data={[...days]}
        margin={MARGIN}
        accessibilityLayer={false}
        style={{ cursor: 'pointer' }}
        onMouseMove={(state) => at(state, onActive)}
        onClick={(state) => at(state, onChoose)}
      >
        <CartesianGrid vertical={false} stroke="var(--line)" />
        <XAxis dataKey="day" {...DAY_AXIS} />
        <YAxis {...COUNT_AXIS} />
        {severities.map((severity) => (
          <Area
            key={severity}
            dataKey={(each: OpenChartProps['days'][number]) => countIn(each.open, severity)}
            stackId="open"
            type="linear"
            stroke={colorOf(severity)}
            strokeWidth={1.5}
            fill={`url(#${patternOf(severity)})`}
            fillOpacity={1}
            isAnimationActive={false}
            activeDot={false}
          />
        ))}
        {day !== undefined && <ReferenceLine x={day} stroke="var(--text)" strokeDasharray="3 3" />}
      </AreaChart>
    </ResponsiveContainer>
  );
}
