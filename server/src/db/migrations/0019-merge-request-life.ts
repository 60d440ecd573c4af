import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What following a merge request over its whole life needs: its pace, people's edits, rebuilds, merging by itself. */
export class MergeRequestLife1763800000019 implements MigrationInterface {
  readonly name = 'MergeRequestLife1763800000019';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE merge_request
      ADD COLUMN next_look_at timestamptz DEFAULT now(),
      ADD COLUMN quiet_looks integer NOT NULL DEFAULT 0,
      ADD COLUMN edited_at timestamptz,
      ADD COLUMN edited_head text,
      ADD COLUMN rebuild_tried_at timestamptz,
      ADD COLUMN rebuilds integer NOT NULL DEFAULT 0,
      ADD COLUMN rebuild_reason text,
      ADD COLUMN written_text text,
      ADD COLUMN said text[] NOT NULL DEFAULT '{}',
      ADD COLUMN is_auto_merge boolean NOT NULL DEFAULT false,
      ADD COLUMN may_merge boolean,
      ADD COLUMN merge_tries integer NOT NULL DEFAULT 0,
      ADD COLUMN merge_problem text,
      ADD COLUMN unknown_people text[] NOT NULL DEFAULT '{}'`);
    await runner.query(`UPDATE merge_request SET next_look_at = NULL WHERE state = 'MERGED'`);
    await runner.query(
      'CREATE INDEX merge_request_next_look ON merge_request (next_look_at) WHERE next_look_at IS NOT NULL',
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE merge_request DROP COLUMN next_look_at, DROP COLUMN quiet_looks,
      DROP COLUMN edited_at, DROP COLUMN edited_head, DROP COLUMN rebuild_tried_at, DROP COLUMN rebuilds,
      DROP COLUMN rebuild_reason, DROP COLUMN written_text, DROP COLUMN said, DROP COLUMN is_auto_merge,
      DROP COLUMN may_merge, DROP COLUMN merge_tries, DROP COLUMN merge_problem, DROP COLUMN unknown_people`);
  }
}
