import type { DatabaseReading } from './database-reading.js';

/** A metric with its values; no values: it says nothing, which is not 0. */
export interface Family {
  readonly name: string;
  readonly help: string;
  readonly samples: readonly {
    readonly labels: Readonly<Record<string, string>>;
    readonly value: number;
  }[];
}

/**
 * What the database holds, as metrics. Every process tells the same, so a query takes the `max` over processes. Null, where
 * it could not be read, gives `backline_database_readable` 0 and nothing else.
 */
export function databaseFamilies(reading: DatabaseReading | null): readonly Family[] {
  const readable = {
    name: 'backline_database_readable',
    help: 'Whether the database could be read for this scrape, 1 or 0. Where it is 0, the metrics of what it holds are absent.',
    samples: [{ labels: {}, value: reading === null ? 0 : 1 }],
  };
  if (reading === null) return [readable];
  return [readable, ...jobFamilies(reading), ...workFamilies(reading), ...surroundingFamilies(reading)];
}

function jobFamilies(reading: DatabaseReading): readonly Family[] {
  return [
    {
      name: 'backline_jobs',
      help: 'Jobs by name and state: queued (may run now), scheduled (later), running, failed (no attempt is left), cancelled. Finished ones are kept for 30 days.',
      samples: reading.jobs.map(({ job, state, count }) => ({ labels: { job, state }, value: count })),
    },
    single(
      'backline_jobs_oldest_waiting_seconds',
      'How long the oldest job waits that may run now; 0 when none waits. Jobs of paused lanes are left out.',
      reading.oldestWaitingSeconds,
    ),
    single(
      'backline_job_lanes_paused',
      'Lanes of jobs that are paused: by a dead token, or by hand.',
      reading.pausedLanes,
    ),
    single(
      'backline_event_deliveries_waiting',
      'Outgoing events that are not delivered yet.',
      reading.waitingDeliveries,
    ),
    single(
      'backline_event_delivery_oldest_waiting_seconds',
      'How long the oldest outgoing event waits that is not delivered yet; 0 when none waits.',
      reading.oldestDeliverySeconds,
    ),
  ];
}

function workFamilies(reading: DatabaseReading): readonly Family[] {
  return [
    {
      name: 'backline_findings_open',
      help: 'Open findings by severity.',
      samples: reading.openFindings.map(({ severity, count }) => ({ labels: { severity }, value: count })),
    },
    { name: 'backline_plans', help: 'Plans by state.', samples: byState(reading.plans) },
    single(
      'backline_merge_requests_open',
      'Merge requests of Backline that are open.',
      reading.openMergeRequests,
    ),
    { name: 'backline_projects', help: 'Projects by state.', samples: byState(reading.projects) },
  ];
}

function surroundingFamilies(reading: DatabaseReading): readonly Family[] {
  return [
    {
      name: 'backline_integration_info',
      help: 'The name and the state of an integration; always 1.',
      samples: reading.integrations.map(({ id, name, state }) => ({
        labels: { integration_id: id, name, state },
        value: 1,
      })),
    },
    {
      name: 'backline_advisory_age_seconds',
      help: 'How long ago the advisories of an ecosystem were last brought up to date from OSV.',
      samples: reading.advisorySyncs.map(({ ecosystem, ageSeconds }) => ({
        labels: { ecosystem },
        value: atLeastZero(ageSeconds),
      })),
    },
    single(
      'backline_advisory_import_age_seconds',
      'How long ago advisories were last imported, by a sync or from a file; absent before the first time.',
      reading.advisoryImportSeconds,
    ),
    {
      name: 'backline_sealed_values',
      help: 'Stored secrets by the key that opens them: current, older (`keys rotate` seals them anew), unreadable (by no key that this process has).',
      samples: byState(reading.sealedValues),
    },
  ];
}

function single(name: string, help: string, value: number | null): Family {
  return { name, help, samples: value === null ? [] : [{ labels: {}, value: atLeastZero(value) }] };
}

function byState(counts: DatabaseReading['plans']): Family['samples'] {
  return counts.map(({ state, count }) => ({ labels: { state }, value: count }));
}

function atLeastZero(value: number): number {
  return Math.max(0, value);
}
