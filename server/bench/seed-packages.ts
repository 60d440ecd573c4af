import type { EntityManager } from 'typeorm';
import { type Advisory, SEVERITIES, type Severity } from '../src/advisories/advisory.js';
import { OSV_READING } from '../src/advisories/osv.js';
import { MATCHING_VERSION } from '../src/advisories/package-version.store.js';
import { insertRows, nextId } from './seed-rows.js';
import type { SeededRandom } from './seeded-random.js';

/** A package in two versions, of which the lower one is vulnerable, and the advisory that says so. */
export interface SeededPackage {
  readonly ecosystem: SeededEcosystem;
  readonly name: string;
  readonly versions: readonly [string, string];
  readonly versionIds: readonly [number, number];
  readonly groupId: number;
  readonly advisory: Advisory;
}

export const ECOSYSTEM_SHARES = [
  ['npm', 0.55],
  ['PyPI', 0.7],
  ['Maven', 0.82],
  ['Go', 0.9],
  ['RubyGems', 0.95],
  ['crates.io', 1],
] as const;

export type SeededEcosystem = (typeof ECOSYSTEM_SHARES)[number][0];

const FIRST_WORDS =
  'amber brisk calm dapper eager fable gentle hollow ivory jolly keen lunar mellow nimble opal plain quiet rapid sage tidy umber vivid warm young zesty cedar delta ember frost grove'.split(
    ' ',
  );
const SECOND_WORDS =
  'parser router stream buffer cache logger codec socket schema walker loader mapper broker tracer lexer runner packer signer sender reader writer guard clock graph table queue shell probe meter cursor'.split(
    ' ',
  );
const FLAWS = [
  'reads files outside of its folder',
  'runs commands from a crafted file name',
  'takes quadratic time for a crafted header',
  'pollutes the prototype of objects',
  'accepts forged signatures',
  'leaks credentials in redirects',
  'crashes on deeply nested input',
  'lets scripts into generated pages',
  'trusts certificates of other hosts',
  'writes beyond a buffer',
] as const;
const SEVERITY_OF: readonly (readonly [Severity, number, number])[] = [
  ['LOW', 0.22, 2.1],
  ['MEDIUM', 0.6, 4.3],
  ['HIGH', 0.88, 7.2],
  ['CRITICAL', 0.985, 9.1],
  ['MALICIOUS', 1, 10],
];
const DAY_MS = 86_400_000;

/** Packages in two versions each, and one advisory about every one of them. */
export async function seedPackages(
  manager: EntityManager,
  random: SeededRandom,
  { count, now }: { readonly count: number; readonly now: Date },
): Promise<readonly SeededPackage[]> {
  const firstVersion = await nextId(manager, 'package_version');
  const firstGroup = await nextId(manager, 'advisory_group');
  const packages = Array.from({ length: count }, (_, index) =>
    makePackage(random, { index, now, firstVersion, firstGroup }),
  );
  await insertRows(manager, 'package_version', packages.flatMap(versionRows));
  await insertRows(manager, 'advisory_group', packages.map(groupRow));
  await insertRows(manager, 'advisory', packages.map(advisoryRow));
  await insertRows(
    manager,
    'advisory_group_name',
    packages.flatMap(({ advisory, groupId }) =>
      [advisory.id, ...advisory.aliases].map((name) => ({ name, group_id: groupId })),
    ),
  );
  await insertRows(
    manager,
    'advisory_alias',
    packages.flatMap(({ advisory }) =>
      advisory.aliases.map((alias) => ({ alias, advisory_id: advisory.id })),
    ),
  );
  await insertRows(
    manager,
    'advisory_affected',
    packages.map(({ advisory, ecosystem, name }) => ({
      ecosystem,
      name,
      advisory_id: advisory.id,
      is_withdrawn: false,
      entries: advisory.affected,
    })),
  );
  await insertRows(
    manager,
    'package_match',
    packages.map(({ advisory, versions, versionIds }) => ({
      package_version_id: versionIds[0],
      advisory_id: advisory.id,
      because: `introduced 0, fixed ${versions[1]}`,
      fixed: [versions[1]],
    })),
  );
  const exploited = packages.filter((_, index) => index % 60 === 0);
  await insertRows(
    manager,
    'exploit_score',
    exploited.flatMap(({ advisory: { aliases } }, index) =>
      aliases.map((cve) => ({
        cve,
        epss: random.next() ** 3,
        percentile: random.next(),
        exploited_since: index % 2 === 0 ? '2026-02-03' : null,
        is_ransomware: index % 8 === 0,
      })),
    ),
  );
  return packages;
}

interface Making {
  readonly index: number;
  readonly now: Date;
  readonly firstVersion: number;
  readonly firstGroup: number;
}

function makePackage(random: SeededRandom, making: Making): SeededPackage {
  const { index, firstVersion, firstGroup } = making;
  const share = random.next();
  const ecosystem = ECOSYSTEM_SHARES.find(([, until]) => share < until)?.[0] ?? 'npm';
  const name = nameOf(ecosystem, index);
  const major = random.below(9);
  const versions = [
    `${major}.${random.below(20)}.${random.below(10)}`,
    `${major + 1}.0.${random.below(4)}`,
  ] as const;
  return {
    ecosystem,
    name,
    versions,
    versionIds: [firstVersion + index * 2, firstVersion + index * 2 + 1],
    groupId: firstGroup + index,
    advisory: makeAdvisory(random, making, { ecosystem, name, fixed: versions[1] }),
  };
}

function nameOf(ecosystem: SeededEcosystem, index: number): string {
  const first = FIRST_WORDS[index % FIRST_WORDS.length] ?? '';
  const second = SECOND_WORDS[Math.floor(index / FIRST_WORDS.length) % SECOND_WORDS.length] ?? '';
  const round = Math.floor(index / (FIRST_WORDS.length * SECOND_WORDS.length));
  const plain = round === 0 ? `${first}-${second}` : `${first}-${second}-${round}`;
  if (ecosystem === 'Maven') return `org.example.${first}:${plain}`;
  if (ecosystem === 'Go') return `go.example.org/${first}/${plain}`;
  return ecosystem === 'npm' && index % 5 === 0 ? `@${first}/${plain}` : plain;
}

function makeAdvisory(
  random: SeededRandom,
  { index, now }: Making,
  about: { readonly ecosystem: string; readonly name: string; readonly fixed: string },
): Advisory {
  const roll = random.next();
  const [severity, , base] = SEVERITY_OF.find(([, until]) => roll < until) ?? ['LOW', 1, 2];
  const score = severity === 'MALICIOUS' ? null : Math.round((base + random.next() * 0.8) * 10) / 10;
  const published = new Date(now.getTime() - random.next() ** 1.5 * 1_400 * DAY_MS).toISOString();
  const flaw = FLAWS[random.below(FLAWS.length)] ?? FLAWS[0];
  const mark = index.toString(36).padStart(4, '0');
  return {
    id: severity === 'MALICIOUS' ? `MAL-2026-${index}` : `GHSA-seed-${mark}-${random.hex(4)}`,
    aliases:
      severity === 'MALICIOUS' ? [] : [`CVE-${published.slice(0, 4)}-9${String(index).padStart(5, '0')}`],
    summary: severity === 'MALICIOUS' ? `${about.name} is malware` : `${about.name} ${flaw}`,
    details: `## What happens\n\n\`${about.name}\` before ${about.fixed} ${flaw}.\n\n- Update to **${about.fixed}**.\n- Until then, keep untrusted input away from it.`,
    severity,
    score,
    vector: null,
    isMalicious: severity === 'MALICIOUS',
    publishedAt: published,
    modifiedAt: published,
    withdrawnAt: null,
    references: [`https://advisories.example.com/${index}`],
    cwes: ['CWE-20'],
    affected: [
      {
        ecosystem: about.ecosystem,
        name: about.name,
        ranges: [
          {
            type: 'ECOSYSTEM',
            events: [
              { kind: 'introduced', version: '0' },
              { kind: 'fixed', version: about.fixed },
            ],
          },
        ],
        versions: [],
        lastKnownAffected: null,
      },
    ],
  };
}

function versionRows({ ecosystem, name, versions, versionIds }: SeededPackage) {
  return versions.map((version, index) => ({
    id: versionIds[index],
    ecosystem,
    name,
    version,
    match_name: name,
    matched_by: MATCHING_VERSION,
  }));
}

function groupRow({ groupId, advisory }: SeededPackage) {
  return {
    id: groupId,
    ids: [advisory.id],
    primary_id: advisory.id,
    severity: advisory.severity,
    severity_rank: SEVERITIES.indexOf(advisory.severity),
    score: advisory.score,
    summary: advisory.summary,
  };
}

function advisoryRow({ groupId, advisory }: SeededPackage) {
  return {
    id: advisory.id,
    group_id: groupId,
    modified_at: advisory.modifiedAt,
    published_at: advisory.publishedAt,
    is_malicious: advisory.isMalicious,
    severity: advisory.severity,
    severity_rank: SEVERITIES.indexOf(advisory.severity),
    score: advisory.score,
    summary: advisory.summary,
    reading: OSV_READING,
    is_from_archive: false,
    record: advisory,
  };
}
