import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * In which intervals each finding was open, at which severity (`finding_span`), and by how much the numbers of each day changed
 * (`insight_change`, folded into `insight_day`). Triggers keep them, whoever changes a finding; so they do with
 * `finding.due_at` and `finding.stage`. Why triggers: server/src/insights/README.md.
 */
export class FindingSpans1763800000025 implements MigrationInterface {
  readonly name = 'FindingSpans1763800000025';

  async up(runner: QueryRunner): Promise<void> {
    for (const statements of [TABLES, MOMENT, SPANS, CHANGES, DUE, STAGES, BACKFILL]) {
      await runner.query(statements);
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TRIGGER finding_tracked_insert ON finding;
      DROP TRIGGER finding_tracked_update ON finding;
      DROP TRIGGER finding_tracked_delete ON finding;
      DROP TRIGGER finding_due_insert ON finding;
      DROP TRIGGER finding_due_update ON finding;
      DROP TRIGGER project_moved ON project;
      DROP TRIGGER project_gone ON project;
      DROP TRIGGER plan_stage_update ON remediation_plan;
      DROP TRIGGER plan_finding_stage_insert ON plan_finding;
      DROP TRIGGER plan_finding_stage_delete ON plan_finding;
      DROP TABLE insight_day, insight_change, finding_span;
      UPDATE finding SET due_at = NULL, stage = 0;
      DROP FUNCTION hold_places, open_spans, change_spans, delete_spans, add_span_changes, subtract_span_changes, replace_span_changes,
        move_project, forget_project, set_due_at, due_at_of, sla_days_of, keep_stages, stages_after_plan_update,
        stages_after_closing, stages_after_not_closing, plan_stage, tracked_moment;
      DROP INDEX finding_due, finding_first_seen_stage, finding_fixed;
    `);
  }
}

/** `closed_at` is null while it lasts; `closed_as` is the state that ended it, OPEN where only the severity changed. A finding has at most one such span, and its spans do not overlap. */
const TABLES = `
  CREATE TABLE finding_span (
    finding_id bigint NOT NULL,
    project_id bigint NOT NULL,
    severity text NOT NULL,
    opened_at timestamptz NOT NULL,
    closed_at timestamptz,
    closed_as text,
    CHECK (closed_at >= opened_at)
  );
  CREATE INDEX finding_span_finding ON finding_span (finding_id, opened_at);
  CREATE UNIQUE INDEX finding_span_open ON finding_span (finding_id) WHERE closed_at IS NULL;
  CREATE INDEX finding_span_project ON finding_span (project_id, (coalesce(closed_at, 'infinity')));
  CREATE INDEX finding_span_closed ON finding_span ((coalesce(closed_at, 'infinity')), opened_at);
  CREATE TABLE insight_change (
    integration_id bigint NOT NULL,
    measure text NOT NULL CHECK (measure IN ('OPEN', 'FOUND', 'FIXED', 'DUE')),
    day date NOT NULL,
    severity text NOT NULL,
    stage smallint NOT NULL,
    change bigint NOT NULL
  );
  CREATE TABLE insight_day (
    integration_id bigint NOT NULL,
    measure text NOT NULL,
    unit text NOT NULL CHECK (unit IN ('DAY', 'MONTH')),
    day date NOT NULL,
    severity text NOT NULL,
    stage smallint NOT NULL,
    change bigint NOT NULL,
    PRIMARY KEY (integration_id, measure, unit, day, severity, stage)
  );
  CREATE INDEX insight_day_day ON insight_day (measure, unit, day);
  CREATE INDEX finding_due ON finding (due_at) INCLUDE (severity, project_id) WHERE state IN ('OPEN', 'IN_PROGRESS');
  CREATE INDEX finding_first_seen_stage ON finding (first_seen_at) INCLUDE (severity, stage, project_id);
  CREATE INDEX finding_fixed ON finding (fixed_at) INCLUDE (severity, first_seen_at, project_id) WHERE state = 'FIXED';
`;

/** What is seeded or tried may say in its transaction at which moment it happens. Milliseconds, as every date that comes in. */
const MOMENT = `
  CREATE FUNCTION tracked_moment() RETURNS timestamptz STABLE LANGUAGE sql AS $$
    SELECT date_trunc('milliseconds', coalesce(nullif(current_setting('backline.moment', true), '')::timestamptz, now()))
  $$;
`;

/**
 * The first span begins when the finding was first seen and a span ends when it was fixed or dismissed; everything else happens
 * at the moment of the transaction. Clocks of several machines differ, so no span begins before the one before has ended.
 * EXECUTE, because a plan that was made for one changed row is quadratic for 50,000.
 */
const SPANS = `
  CREATE FUNCTION hold_places() RETURNS void LANGUAGE sql AS $$ SELECT pg_advisory_xact_lock_shared(4703155026) $$;
  CREATE FUNCTION open_spans() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      INSERT INTO finding_span (finding_id, project_id, severity, opened_at, closed_at, closed_as)
      SELECT id, project_id, severity, date_trunc('milliseconds', first_seen_at),
        CASE state WHEN 'FIXED' THEN greatest(date_trunc('milliseconds', first_seen_at), date_trunc('milliseconds', fixed_at))
          WHEN 'DISMISSED' THEN greatest(date_trunc('milliseconds', first_seen_at),
            coalesce((dismissal->>'at')::timestamptz, tracked_moment())) END, nullif(nullif(state, 'OPEN'), 'IN_PROGRESS')
      FROM after_rows WHERE state <> 'FIXED' OR fixed_at IS NOT NULL;
      PERFORM hold_places();
      ${noteFindings('(SELECT *, 1 AS sign FROM after_rows)')};
      RETURN NULL;
    END $$;
  CREATE FUNCTION change_spans() RETURNS trigger LANGUAGE plpgsql AS $$
    DECLARE
      changed bigint;
      turned bigint;
      moved bigint;
    BEGIN
      EXECUTE $sql$
        SELECT count(*), count(*) FILTER (WHERE last.state <> next.state OR last.severity <> next.severity),
          count(*) FILTER (WHERE last.first_seen_at <> next.first_seen_at)
        FROM before_rows AS last JOIN after_rows AS next USING (id)
        WHERE (last.state, last.severity, last.stage, last.first_seen_at) <> (next.state, next.severity, next.stage, next.first_seen_at)
          OR last.fixed_at IS DISTINCT FROM next.fixed_at OR last.due_at IS DISTINCT FROM next.due_at
      $sql$ INTO changed, turned, moved;
      IF changed = 0 THEN RETURN NULL; END IF;
      IF turned > 0 THEN
        EXECUTE $sql$
          WITH ended AS MATERIALIZED (
            SELECT id, CASE next.state WHEN 'IN_PROGRESS' THEN 'OPEN' ELSE next.state END AS state,
              date_trunc('milliseconds', coalesce(CASE next.state WHEN 'FIXED' THEN next.fixed_at
              WHEN 'DISMISSED' THEN (next.dismissal->>'at')::timestamptz END, tracked_moment())) AS at
            FROM before_rows AS last JOIN after_rows AS next USING (id)
            WHERE last.state IN ('OPEN', 'IN_PROGRESS')
              AND (next.state NOT IN ('OPEN', 'IN_PROGRESS') OR next.severity <> last.severity)
          )
          UPDATE finding_span AS span SET closed_at = greatest(span.opened_at, ended.at), closed_as = ended.state
          FROM ended WHERE span.finding_id = ended.id AND span.closed_at IS NULL
        $sql$;
        EXECUTE $sql$
          WITH begun AS MATERIALIZED (
            SELECT id, next.project_id, next.severity FROM before_rows AS last JOIN after_rows AS next USING (id)
            WHERE next.state IN ('OPEN', 'IN_PROGRESS')
              AND (last.state NOT IN ('OPEN', 'IN_PROGRESS') OR next.severity <> last.severity)
          )
          INSERT INTO finding_span (finding_id, project_id, severity, opened_at)
          SELECT id, project_id, severity, greatest(tracked_moment(),
            (SELECT max(closed_at) FROM finding_span AS earlier WHERE earlier.finding_id = begun.id)) FROM begun
        $sql$;
      END IF;
      IF moved > 0 THEN
        EXECUTE $sql$
          WITH first_spans AS MATERIALIZED (
            SELECT DISTINCT ON (span.finding_id) span.ctid AS place, date_trunc('milliseconds', next.first_seen_at) AS at
            FROM before_rows AS last JOIN after_rows AS next USING (id) JOIN finding_span AS span ON span.finding_id = next.id
            WHERE next.first_seen_at <> last.first_seen_at
            ORDER BY span.finding_id, span.opened_at, span.closed_at
          )
          UPDATE finding_span AS span SET opened_at = least(first_spans.at, coalesce(span.closed_at, 'infinity'))
          FROM first_spans WHERE span.ctid = first_spans.place
        $sql$;
      END IF;
      PERFORM hold_places();
      ${noteFindings(`(SELECT *, 1 AS sign FROM after_rows UNION ALL SELECT *, -1 FROM before_rows)`)};
      RETURN NULL;
    END $$;
  CREATE FUNCTION delete_spans() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      DELETE FROM finding_span USING before_rows WHERE finding_id = before_rows.id;
      PERFORM hold_places();
      ${noteFindings('(SELECT *, -1 AS sign FROM before_rows)')};
      RETURN NULL;
    END $$;
  CREATE TRIGGER finding_tracked_insert AFTER INSERT ON finding REFERENCING NEW TABLE AS after_rows
    FOR EACH STATEMENT EXECUTE FUNCTION open_spans();
  CREATE TRIGGER finding_tracked_update AFTER UPDATE ON finding REFERENCING OLD TABLE AS before_rows NEW TABLE AS after_rows
    FOR EACH STATEMENT EXECUTE FUNCTION change_spans();
  CREATE TRIGGER finding_tracked_delete AFTER DELETE ON finding REFERENCING OLD TABLE AS before_rows
    FOR EACH STATEMENT EXECUTE FUNCTION delete_spans();
`;

/**
 * Only inserts, so that no two transactions wait for each other; a job folds them. A project that moves to another integration
 * takes its numbers along; for that moment it holds up who notes anything (`hold_places`), so that nothing is noted in the old place.
 */
const CHANGES = `
  CREATE FUNCTION add_span_changes() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      PERFORM hold_places();
      ${noteSpans('(SELECT *, 1 AS sign FROM after_rows)')};
      RETURN NULL;
    END $$;
  CREATE FUNCTION subtract_span_changes() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      PERFORM hold_places();
      ${noteSpans('(SELECT *, -1 AS sign FROM before_rows)')};
      RETURN NULL;
    END $$;
  CREATE FUNCTION replace_span_changes() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      PERFORM hold_places();
      ${noteSpans('(SELECT *, 1 AS sign FROM after_rows UNION ALL SELECT *, -1 FROM before_rows)')};
      RETURN NULL;
    END $$;
  CREATE TRIGGER finding_span_counted_insert AFTER INSERT ON finding_span REFERENCING NEW TABLE AS after_rows
    FOR EACH STATEMENT EXECUTE FUNCTION add_span_changes();
  CREATE TRIGGER finding_span_counted_update AFTER UPDATE ON finding_span
    REFERENCING OLD TABLE AS before_rows NEW TABLE AS after_rows
    FOR EACH STATEMENT EXECUTE FUNCTION replace_span_changes();
  CREATE TRIGGER finding_span_counted_delete AFTER DELETE ON finding_span REFERENCING OLD TABLE AS before_rows
    FOR EACH STATEMENT EXECUTE FUNCTION subtract_span_changes();
  CREATE FUNCTION forget_project() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      DELETE FROM finding WHERE project_id = OLD.id;
      RETURN OLD;
    END $$;
  CREATE TRIGGER project_gone BEFORE DELETE ON project FOR EACH ROW EXECUTE FUNCTION forget_project();
`;

/** As server/src/findings/sla.ts says, by the nearest policy. Looked up once for each project that a statement goes through. */
const DUE = `
  CREATE FUNCTION sla_days_of(of_project bigint) RETURNS jsonb STABLE LANGUAGE sql AS $$
    SELECT coalesce((
      SELECT policy.fields->'slaDays' FROM project JOIN policy ON policy.key = 'project:' || project.id
        OR policy.key = 'integration:' || project.integration_id OR policy.key = 'backline'
        OR (policy.kind = 'GROUP' AND policy.integration_id = project.integration_id
          AND starts_with(project.path, policy.group_path || '/'))
      WHERE project.id = of_project AND jsonb_exists(policy.fields, 'slaDays')
      ORDER BY array_position(ARRAY['PROJECT', 'GROUP', 'INTEGRATION', 'BACKLINE'], policy.kind), length(policy.group_path) DESC
      LIMIT 1), '{"CRITICAL": 3, "HIGH": 14, "MEDIUM": 30, "LOW": 90}')
  $$;
  CREATE FUNCTION due_at_of(state text, severity text, first_seen_at timestamptz, sla_days jsonb) RETURNS timestamptz
    IMMUTABLE LANGUAGE sql AS $$
    SELECT CASE WHEN state IN ('OPEN', 'IN_PROGRESS') THEN first_seen_at + interval '24 hours'
      * (sla_days->>(CASE severity WHEN 'MALICIOUS' THEN 'CRITICAL' ELSE severity END))::double precision END
  $$;
  CREATE FUNCTION set_due_at() RETURNS trigger LANGUAGE plpgsql AS $$
    DECLARE known text := coalesce(current_setting('backline.sla_days', true), '');
    BEGIN
      IF NEW.state NOT IN ('OPEN', 'IN_PROGRESS') THEN
        NEW.due_at := NULL;
        RETURN NEW;
      END IF;
      IF NOT starts_with(known, NEW.project_id || ':') THEN
        known := set_config('backline.sla_days', NEW.project_id || ':' || sla_days_of(NEW.project_id), true);
      END IF;
      NEW.due_at := due_at_of(NEW.state, NEW.severity, NEW.first_seen_at,
        substr(known, length(NEW.project_id::text) + 2)::jsonb);
      RETURN NEW;
    END $$;
  CREATE TRIGGER finding_due_insert BEFORE INSERT ON finding FOR EACH ROW EXECUTE FUNCTION set_due_at();
  CREATE TRIGGER finding_due_update BEFORE UPDATE ON finding FOR EACH ROW
    WHEN (OLD.state <> NEW.state OR OLD.severity <> NEW.severity OR OLD.first_seen_at <> NEW.first_seen_at)
    EXECUTE FUNCTION set_due_at();
  CREATE FUNCTION move_project() RETURNS trigger LANGUAGE plpgsql AS $$
    DECLARE sla_days jsonb := sla_days_of(NEW.id);
    BEGIN
      IF OLD.integration_id <> NEW.integration_id THEN
        PERFORM pg_advisory_xact_lock(4703155026);
        ${noteSpans(`(SELECT finding_span.*, 1 AS sign FROM finding_span WHERE project_id = NEW.id)`)};
        ${noteSpans(`(SELECT finding_span.*, -1 AS sign FROM finding_span WHERE project_id = NEW.id)`, 'OLD.integration_id')};
        ${noteFindings(`(SELECT finding.*, 1 AS sign FROM finding WHERE project_id = NEW.id)`)};
        ${noteFindings(`(SELECT finding.*, -1 AS sign FROM finding WHERE project_id = NEW.id)`, 'OLD.integration_id')};
      END IF;
      UPDATE finding SET due_at = due_at_of(state, severity, first_seen_at, sla_days)
      WHERE project_id = NEW.id AND due_at IS DISTINCT FROM due_at_of(state, severity, first_seen_at, sla_days);
      PERFORM set_config('backline.sla_days', '', true);
      RETURN NULL;
    END $$;
  CREATE TRIGGER project_moved AFTER UPDATE OF integration_id, path ON project FOR EACH ROW
    WHEN (OLD.integration_id <> NEW.integration_id OR OLD.path <> NEW.path) EXECUTE FUNCTION move_project();
`;

/**
 * The best of the plans that close a finding. Its row is locked before they are read, so that of two transactions that change two
 * of its plans the later one sees both.
 */
const STAGES = `
  CREATE FUNCTION plan_stage(state text, decided_by text) RETURNS smallint IMMUTABLE LANGUAGE sql AS $$
    SELECT (CASE state WHEN 'PROPOSED' THEN 1 WHEN 'APPROVED' THEN 2 WHEN 'OPENING' THEN 2 WHEN 'OPEN' THEN 3 WHEN 'MERGED' THEN 4
      WHEN 'FAILED' THEN CASE WHEN decided_by IS NULL THEN 0 ELSE 2 END ELSE 0 END)::smallint
  $$;
  CREATE FUNCTION keep_stages(finding_ids bigint[]) RETURNS void LANGUAGE plpgsql AS $$
    BEGIN
      PERFORM 1 FROM finding WHERE id = ANY(finding_ids) ORDER BY id FOR NO KEY UPDATE;
      UPDATE finding SET stage = best.stage FROM (
        SELECT asked.id, coalesce(max(plan_stage(plan.state, plan.decided_by)), 0) AS stage
        FROM unnest(finding_ids) AS asked (id) LEFT JOIN plan_finding ON plan_finding.finding_id = asked.id
        LEFT JOIN remediation_plan AS plan ON plan.id = plan_finding.plan_id GROUP BY 1
      ) AS best WHERE finding.id = best.id AND finding.stage <> best.stage;
    END $$;
  CREATE FUNCTION stages_after_plan_update() RETURNS trigger LANGUAGE plpgsql AS $$
    DECLARE finding_ids bigint[];
    BEGIN
      SELECT array_agg(DISTINCT finding_id) INTO finding_ids
      FROM before_rows AS last JOIN after_rows AS next USING (id) JOIN plan_finding ON plan_finding.plan_id = next.id
      WHERE plan_stage(last.state, last.decided_by) <> plan_stage(next.state, next.decided_by);
      IF finding_ids IS NOT NULL THEN PERFORM keep_stages(finding_ids); END IF;
      RETURN NULL;
    END $$;
  CREATE FUNCTION stages_after_closing() RETURNS trigger LANGUAGE plpgsql AS $$
    DECLARE finding_ids bigint[];
    BEGIN
      SELECT array_agg(DISTINCT finding_id) INTO finding_ids FROM after_rows;
      IF finding_ids IS NOT NULL THEN PERFORM keep_stages(finding_ids); END IF;
      RETURN NULL;
    END $$;
  CREATE FUNCTION stages_after_not_closing() RETURNS trigger LANGUAGE plpgsql AS $$
    DECLARE finding_ids bigint[];
    BEGIN
      SELECT array_agg(DISTINCT finding_id) INTO finding_ids FROM before_rows;
      IF finding_ids IS NOT NULL THEN PERFORM keep_stages(finding_ids); END IF;
      RETURN NULL;
    END $$;
  CREATE TRIGGER plan_stage_update AFTER UPDATE ON remediation_plan
    REFERENCING OLD TABLE AS before_rows NEW TABLE AS after_rows
    FOR EACH STATEMENT EXECUTE FUNCTION stages_after_plan_update();
  CREATE TRIGGER plan_finding_stage_insert AFTER INSERT ON plan_finding REFERENCING NEW TABLE AS after_rows
    FOR EACH STATEMENT EXECUTE FUNCTION stages_after_closing();
  CREATE TRIGGER plan_finding_stage_delete AFTER DELETE ON plan_finding REFERENCING OLD TABLE AS before_rows
    FOR EACH STATEMENT EXECUTE FUNCTION stages_after_not_closing();
`;

/** What is known of the past: that it was open from first seen until fixed or dismissed. */
const BACKFILL = `
  INSERT INTO finding_span (finding_id, project_id, severity, opened_at, closed_at, closed_as)
  SELECT id, project_id, severity, date_trunc('milliseconds', first_seen_at),
    CASE state WHEN 'FIXED' THEN greatest(date_trunc('milliseconds', first_seen_at), date_trunc('milliseconds', fixed_at))
      WHEN 'DISMISSED' THEN greatest(date_trunc('milliseconds', first_seen_at),
        coalesce((dismissal->>'at')::timestamptz, tracked_moment())) END, nullif(nullif(state, 'OPEN'), 'IN_PROGRESS')
  FROM finding WHERE state <> 'FIXED' OR fixed_at IS NOT NULL;
  UPDATE finding SET due_at = due_at_of(state, severity, first_seen_at, sla_days), stage = tracked.stage
  FROM (SELECT id, sla_days_of(id) AS sla_days FROM project) AS held CROSS JOIN LATERAL (
    SELECT open.id, coalesce(max(plan_stage(plan.state, plan.decided_by)), 0) AS stage
    FROM finding AS open LEFT JOIN plan_finding ON plan_finding.finding_id = open.id
    LEFT JOIN remediation_plan AS plan ON plan.id = plan_finding.plan_id WHERE open.project_id = held.id GROUP BY 1
  ) AS tracked WHERE finding.id = tracked.id;
  TRUNCATE insight_change;
  ${noteSpans('(SELECT *, 1 AS sign FROM finding_span)')};
  ${noteFindings('(SELECT *, 1 AS sign FROM finding)')};
`;

/** Found on the day, fixed on it, due on it: what each of these findings adds to the numbers of its integration. */
function noteFindings(findings: string, integrationId = 'project.integration_id'): string {
  return `INSERT INTO insight_change (integration_id, measure, day, severity, stage, change)
    SELECT ${integrationId}, point.measure, (point.at AT TIME ZONE 'UTC')::date, finding.severity, point.stage, sum(finding.sign)
    FROM ${findings} AS finding JOIN project ON project.id = finding.project_id CROSS JOIN LATERAL (VALUES
      ('FOUND', finding.first_seen_at, finding.stage), ('FIXED', CASE finding.state WHEN 'FIXED' THEN finding.fixed_at END, 0),
      ('DUE', CASE WHEN finding.state IN ('OPEN', 'IN_PROGRESS') THEN finding.due_at END, 0)) AS point (measure, at, stage)
    WHERE point.at IS NOT NULL GROUP BY 1, 2, 3, 4, 5 HAVING sum(finding.sign) <> 0`;
}

/** One more open finding from the day on which a span begins, one less from the day on which it ends. */
function noteSpans(spans: string, integrationId = 'project.integration_id'): string {
  return `INSERT INTO insight_change (integration_id, measure, day, severity, stage, change)
    SELECT ${integrationId}, 'OPEN', (point.at AT TIME ZONE 'UTC')::date, span.severity, 0, sum(point.change * span.sign)
    FROM ${spans} AS span JOIN project ON project.id = span.project_id
    CROSS JOIN LATERAL (VALUES (opened_at, 1), (closed_at, -1)) AS point (at, change)
    WHERE point.at IS NOT NULL GROUP BY 1, 2, 3, 4, 5 HAVING sum(point.change * span.sign) <> 0`;
}
