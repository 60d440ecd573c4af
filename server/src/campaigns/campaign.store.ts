import type { EntityManager } from 'typeorm';
import { createKeysetReader, type KeysetOrder, mapRows } from '../db/keyset.store.js';
import { Conditions, containsPattern } from '../db/query.js';
import { FINDING_STAGES } from '../findings/finding.js';
import { findEcosystem } from '../ecosystems/registry.js';
import { groupsNamed } from '../findings/finding-columns.store.js';
import {
  type Campaign,
  type CampaignProgress,
  type CampaignStore,
  type CampaignSubject,
  type CampaignTotals,
  campaignKey,
  NO_PROGRESS,
  STATES_BY_DISTANCE,
  subjectText,
} from './campaign.js';

/** Campaigns in Postgres: each is a look at the findings of one group or package, which an index gives. */
export function createCampaignStore(manager: EntityManager): CampaignStore {
  return {
    async groupNamed(advisory) {
      const rows: { group_id: string }[] = await manager.query(`${groupsNamed('$1')} ORDER BY 1 LIMIT 1`, [
        advisory,
      ]);
      return rows[0]?.group_id ?? null;
    },
    paged(kind, search) {
      const rows = createKeysetReader<CampaignRow>(manager, {
        select: 'campaign.*',
        build: () => {
          const within = openAbout(kind, search);
          const from = `(SELECT ${KEYS[kind]}, ${OPEN_COUNTS} FROM finding ${within.where()} GROUP BY 1, 2) AS campaign`;
          return { from, conditions: new Conditions(within.parameters) };
        },
        order: MOST_FIRST,
      });
      return mapRows(rows, (row) => toCampaign(kind, row)[0] ?? null);
    },
    progress: (subjects) => progressOf(manager, subjects),
    async findMany(subjects) {
      const found = await ofEach<Omit<Campaign, 'subject'>>(manager, subjects, (kind) => ({
        columns: 'counted.*',
        from: `(SELECT ${OPEN_COUNTS} FROM finding WHERE ${OF[kind]} AND ${IS_OPEN}) AS counted`,
      }));
      return new Map(
        subjects.map((subject) => [
          campaignKey(subject),
          {
            subject,
            openFindings: found.get(campaignKey(subject))?.openFindings ?? 0,
            openProjects: found.get(campaignKey(subject))?.openProjects ?? 0,
          },
        ]),
      );
    },
    async totals(subjects) {
      const found = await ofEach<{ totals: CampaignTotals }>(manager, subjects, (kind) => ({
        columns: 'counted.totals',
        from: `(${totalsOf(kind)}) AS counted`,
      }));
      return new Map([...found].map(([key, { totals }]) => [key, totals]));
    },
    pagedProjects(kind, states) {
      return createKeysetReader(manager, {
        select: 'concerned.*',
        build: () => {
          const conditions = new Conditions();
          if (states !== null) conditions.add('concerned.state = ANY(?)', states);
          return { from: `(${projectsOf(kind)}) AS concerned`, conditions };
        },
        order: FARTHEST_FIRST,
        of: 'true',
      });
    },
    pagedSafePlans(kind) {
      return createKeysetReader(manager, {
        select: 'plan.id',
        build: () => {
          const conditions = new Conditions();
          conditions.addPlain(`plan.kind = 'SAFE' AND plan.state = 'PROPOSED' AND project.state = 'READY'`);
          conditions.addPlain(`plan.id IN (SELECT plan_finding.plan_id FROM plan_finding
            JOIN finding ON finding.id = finding_id WHERE ${OF[kind]} AND ${IS_OPEN})`);
          return {
            from: 'remediation_plan AS plan JOIN project ON project.id = plan.project_id',
            conditions,
          };
        },
        order: { keys: [['plan.id', 'bigint']] },
        of: 'true',
      });
    },
  };
}

const MOST_FIRST: KeysetOrder = {
  keys: [
    ['campaign."openFindings"', 'integer'],
    ['campaign.one', 'text'],
    ['campaign.two', 'text'],
  ],
  isDescending: true,
};

const FARTHEST_FIRST: KeysetOrder = {
  keys: [
    ['concerned.distance', 'integer'],
    ['concerned."projectId"', 'bigint'],
  ],
};

/** The findings of the subject whose text is `parent.id`. */
const OF: Readonly<Record<CampaignSubject['kind'], string>> = {
  ADVISORY: 'finding.group_id = parent.id',
  PACKAGE: `finding.ecosystem = split_part(parent.id, '|', 1)
    AND finding.package_name = substr(parent.id, strpos(parent.id, '|') + 1)`,
};

/** One row for each subject, with one statement for each kind among them. */
async function ofEach<Row>(
  manager: EntityManager,
  subjects: readonly CampaignSubject[],
  sqlOf: (kind: CampaignSubject['kind']) => { readonly columns: string; readonly from: string },
): Promise<ReadonlyMap<string, Row>> {
  const found = new Map<string, Row>();
  for (const kind of ['ADVISORY', 'PACKAGE'] as const) {
    const own = new Map(
      subjects.filter((subject) => subject.kind === kind).map((subject) => [subjectText(subject), subject]),
    );
    if (own.size === 0) continue;
    const { columns, from } = sqlOf(kind);
    const rows: (Row & { readonly parent: string })[] = await manager.query(
      `SELECT parent.id AS parent, ${columns} FROM unnest($1::text[]) AS parent (id) CROSS JOIN LATERAL ${from}`,
      [[...own.keys()]],
    );
    for (const row of rows) {
      const subject = own.get(row.parent);
      if (subject !== undefined) found.set(campaignKey(subject), row);
    }
  }
  return found;
}

interface CampaignRow {
  readonly one: string;
  readonly two: string;
  readonly openFindings: number;
  readonly openProjects: number;
}

const IS_OPEN = `finding.state IN ('OPEN', 'IN_PROGRESS')`;

const OPEN_COUNTS = `count(*)::int AS "openFindings", count(DISTINCT project_id)::int AS "openProjects"`;

const PROGRESS = [
  'count(*)::int AS found',
  ...FINDING_STAGES.slice(1).map(
    (stage, index) =>
      `(count(*) FILTER (WHERE finding.stage >= ${index + 1}))::int AS ${stage.toLowerCase()}`,
  ),
  `(count(*) FILTER (WHERE finding.state = 'FIXED'))::int AS fixed`,
].join(', ');

/** What makes a campaign one, in two texts; a group needs only the first. */
const KEYS: Readonly<Record<CampaignSubject['kind'], string>> = {
  ADVISORY: `group_id AS one, ''::text AS two`,
  PACKAGE: 'ecosystem AS one, package_name AS two',
};

/** Where among its states a finding stands, farthest from done first. */
const DISTANCE = `array_position(ARRAY['${STATES_BY_DISTANCE.join("', '")}'], finding.state) - 1`;

const STATE_COUNTS = `'open', count(*) FILTER (WHERE finding.state = 'OPEN'),
  'inProgress', count(*) FILTER (WHERE finding.state = 'IN_PROGRESS'),
  'fixed', count(*) FILTER (WHERE finding.state = 'FIXED'),
  'dismissed', count(*) FILTER (WHERE finding.state = 'DISMISSED')`;

function keysOf(subject: CampaignSubject): readonly [string, string] {
  return subject.kind === 'ADVISORY' ? [subject.groupId, ''] : [subject.ecosystem, subject.packageName];
}

/** What is open and fits; an advisory's campaign is found by any of its packages, and counts all of them. */
function openAbout(kind: CampaignSubject['kind'], search: string): Conditions {
  const conditions = new Conditions();
  conditions.addPlain(IS_OPEN);
  if (search === '') return conditions;
  const pattern = conditions.parameter(containsPattern(search));
  const groups = groupsNamed(conditions.parameter(search));
  conditions.addPlain(
    kind === 'PACKAGE'
      ? `finding.package_name ILIKE ${pattern} OR finding.group_id IN (${groups})`
      : `finding.group_id IN (${groups}) OR finding.group_id IN
          (SELECT group_id FROM finding WHERE ${IS_OPEN} AND package_name ILIKE ${pattern})`,
  );
  return conditions;
}

/** One query for each kind among the subjects. */
async function progressOf(
  manager: EntityManager,
  subjects: readonly CampaignSubject[],
): Promise<ReadonlyMap<string, CampaignProgress>> {
  const found = new Map<string, CampaignProgress>();
  for (const kind of ['ADVISORY', 'PACKAGE'] as const) {
    const keys = subjects.filter((subject) => subject.kind === kind).map(keysOf);
    if (keys.length === 0) continue;
    const rows: (CampaignProgress & Pick<CampaignRow, 'one' | 'two'>)[] = await manager.query(
      `SELECT asked.one, asked.two, ${PROGRESS} FROM unnest($1::text[], $2::text[]) AS asked(one, two)
       JOIN finding ON ${kind === 'ADVISORY' ? 'finding.group_id = asked.one' : 'finding.ecosystem = asked.one AND finding.package_name = asked.two'}
       WHERE finding.state <> 'DISMISSED' GROUP BY 1, 2`,
      [keys.map(([one]) => one), keys.map(([, two]) => two)],
    );
    for (const { one, two, ...progress } of rows) found.set(`${one}|${two}`, progress);
  }
  return new Map(
    subjects.map((subject) => [campaignKey(subject), found.get(keysOf(subject).join('|')) ?? NO_PROGRESS]),
  );
}

function toCampaign(kind: CampaignSubject['kind'], row: CampaignRow): readonly Campaign[] {
  const { one, two, openFindings, openProjects } = row;
  if (kind === 'ADVISORY') return [{ subject: { kind, groupId: one }, openFindings, openProjects }];
  const ecosystem = findEcosystem(one)?.id;
  if (ecosystem === undefined) return [];
  return [{ subject: { kind, ecosystem, packageName: two }, openFindings, openProjects }];
}

function totalsOf(kind: CampaignSubject['kind']): string {
  return `WITH concerned AS (
    SELECT finding.id, project_id, state, plan_id, unfixed_reason->>'code' AS code FROM finding WHERE ${OF[kind]}
  ), plans AS (
    SELECT DISTINCT plan.id, plan.state FROM concerned JOIN plan_finding ON finding_id = concerned.id
    JOIN remediation_plan AS plan ON plan.id = plan_finding.plan_id WHERE plan.state <> 'SUPERSEDED'
  )
  SELECT jsonb_build_object(
    'projects', count(DISTINCT project_id),
    'openProjects', count(DISTINCT project_id) FILTER (WHERE ${IS_OPEN}),
    'findings', jsonb_build_object(${STATE_COUNTS}),
    'planned', count(*) FILTER (WHERE ${IS_OPEN} AND plan_id IS NOT NULL),
    'unplanned', (SELECT coalesce(jsonb_agg(jsonb_build_object('code', code, 'count', number) ORDER BY number DESC, code), '[]') FROM (
      SELECT code, count(*) AS number FROM concerned AS finding WHERE ${IS_OPEN} AND plan_id IS NULL GROUP BY code) AS codes),
    'plans', (SELECT coalesce(jsonb_agg(jsonb_build_object('state', state, 'count', number) ORDER BY state), '[]') FROM (
      SELECT state, count(*) AS number FROM plans GROUP BY state) AS states),
    'mergeRequests', (SELECT coalesce(jsonb_agg(jsonb_build_object('state', state, 'count', number) ORDER BY state), '[]') FROM (
      SELECT mr.state, count(*) AS number FROM plans JOIN merge_request AS mr ON mr.plan_id = plans.id GROUP BY mr.state) AS states)
  ) AS totals FROM concerned AS finding`;
}

/** One row a project. */
function projectsOf(kind: CampaignSubject['kind']): string {
  return `SELECT project_id AS "projectId", min(${DISTANCE}) AS distance,
      (ARRAY['${STATES_BY_DISTANCE.join("', '")}'])[min(${DISTANCE}) + 1] AS state,
      jsonb_build_object(${STATE_COUNTS}) AS findings,
      (array_agg(plan_id ORDER BY ${DISTANCE}, severity_rank DESC, id) FILTER (WHERE plan_id IS NOT NULL))[1] AS "planId",
      (array_agg(unfixed_reason ORDER BY severity_rank DESC, id)
        FILTER (WHERE unfixed_reason IS NOT NULL AND ${IS_OPEN}))[1] AS "unfixedReason"
    FROM finding WHERE ${OF[kind]} GROUP BY project_id`;
}
