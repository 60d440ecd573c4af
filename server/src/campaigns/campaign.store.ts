import type { EntityManager } from 'typeorm';
import { Conditions, cappedCount, containsPattern } from '../db/query.js';
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
    async list({ kind, search, first, after }) {
      const conditions = openAbout(kind, search);
      const seen = after === null ? null : [after.openFindings, ...keysOf(after.subject)];
      const having = seen?.map((value) => conditions.parameter(value)).join(', ');
      const rows: CampaignRow[] = await manager.query(
        `SELECT ${KEYS[kind]}, ${OPEN_COUNTS} FROM finding ${conditions.where()} GROUP BY 1, 2
         ${having === undefined ? '' : `HAVING (count(*), ${GROUPED[kind]}) < (${having})`}
         ORDER BY count(*) DESC, 1 DESC, 2 DESC LIMIT ${Math.trunc(first)}`,
        conditions.parameters,
      );
      return rows.flatMap((row) => toCampaign(kind, row));
    },
    count(kind, search, cap) {
      const conditions = openAbout(kind, search);
      const sql = `SELECT 1 FROM finding ${conditions.where()} GROUP BY ${GROUPED[kind]}`;
      return cappedCount(manager, sql, conditions.parameters, cap);
    },
    progress: (subjects) => progressOf(manager, subjects),
    async find(subject) {
      const [row]: Omit<Campaign, 'subject'>[] = await manager.query(
        `SELECT ${OPEN_COUNTS} FROM finding WHERE ${about(subject)} AND ${IS_OPEN}`,
        [...keysOf(subject)],
      );
      return { subject, openFindings: row?.openFindings ?? 0, openProjects: row?.openProjects ?? 0 };
    },
    async totals(subject) {
      const [row]: { totals: CampaignTotals }[] = await manager.query(totalsOf(subject), [
        ...keysOf(subject),
      ]);
      if (row === undefined) throw new Error('The totals of a campaign gave no row');
      return row.totals;
    },
    projects({ subject, states, first, after }) {
      const parameters = [...keysOf(subject), states];
      const rank = after === null ? -1 : STATES_BY_DISTANCE.indexOf(after.state);
      return manager.query(
        `${projectsOf(subject)} AND ($4::int < 0 OR (min(${DISTANCE}), project_id) > ($4, $5::bigint))
         ORDER BY min(${DISTANCE}), project_id LIMIT $6`,
        [...parameters, rank, after?.projectId ?? '0', first],
      );
    },
    countProjects: (subject, states, cap) =>
      cappedCount(manager, projectsOf(subject), [...keysOf(subject), states], cap),
    async safePlans({ subject, first, afterId }) {
      const rows: { id: string }[] = await manager.query(
        `${safePlansOf(subject)} AND plan.id > $3 ORDER BY plan.id LIMIT $4`,
        [...keysOf(subject), afterId ?? '0', first],
      );
      return rows.map(({ id }) => id);
    },
    countSafePlans: (subject, cap) => cappedCount(manager, safePlansOf(subject), keysOf(subject), cap),
  };
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

const GROUPED: Readonly<Record<CampaignSubject['kind'], string>> = {
  ADVISORY: `group_id, ''::text`,
  PACKAGE: 'ecosystem, package_name',
};

/** Where among its states a finding stands, farthest from done first. */
const DISTANCE = `array_position(ARRAY['${STATES_BY_DISTANCE.join("', '")}'], finding.state) - 1`;

const STATE_COUNTS = `'open', count(*) FILTER (WHERE finding.state = 'OPEN'),
  'inProgress', count(*) FILTER (WHERE finding.state = 'IN_PROGRESS'),
  'fixed', count(*) FILTER (WHERE finding.state = 'FIXED'),
  'dismissed', count(*) FILTER (WHERE finding.state = 'DISMISSED')`;

/** The findings of a subject; takes the first two parameters. */
function about({ kind }: CampaignSubject): string {
  return kind === 'ADVISORY'
    ? `finding.group_id = $1 AND $2::text = ''`
    : 'finding.ecosystem = $1 AND finding.package_name = $2';
}

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

function totalsOf(subject: CampaignSubject): string {
  return `WITH concerned AS (
    SELECT finding.id, project_id, state, plan_id, unfixed_reason->>'code' AS code FROM finding WHERE ${about(subject)}
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

/** One row a project, ending in HAVING; the third parameter is the states wanted, null for all. */
function projectsOf(subject: CampaignSubject): string {
  return `SELECT project_id AS "projectId", (ARRAY['${STATES_BY_DISTANCE.join("', '")}'])[min(${DISTANCE}) + 1] AS state,
      jsonb_build_object(${STATE_COUNTS}) AS findings,
      (array_agg(plan_id ORDER BY ${DISTANCE}, severity_rank DESC, id) FILTER (WHERE plan_id IS NOT NULL))[1] AS "planId",
      (array_agg(unfixed_reason ORDER BY severity_rank DESC, id)
        FILTER (WHERE unfixed_reason IS NOT NULL AND ${IS_OPEN}))[1] AS "unfixedReason"
    FROM finding WHERE ${about(subject)} GROUP BY project_id
    HAVING ($3::text[] IS NULL OR (ARRAY['${STATES_BY_DISTANCE.join("', '")}'])[min(${DISTANCE}) + 1] = ANY($3))`;
}

function safePlansOf(subject: CampaignSubject): string {
  return `SELECT plan.id FROM remediation_plan AS plan JOIN project ON project.id = plan.project_id
    WHERE plan.kind = 'SAFE' AND plan.state = 'PROPOSED' AND project.state = 'READY' AND plan.id IN (
      SELECT plan_finding.plan_id FROM plan_finding JOIN finding ON finding.id = finding_id WHERE ${about(subject)} AND ${IS_OPEN})`;
}
