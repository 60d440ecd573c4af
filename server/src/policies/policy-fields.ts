import { z } from 'zod';
import { SEVERITIES } from '../advisories/advisory.js';
import { AppError } from '../errors.js';
import { POLICY_FIELDS, type PolicyField, type PolicyFields } from './resolve-policy.js';

const days = z.number().min(0).max(365);
const deadline = z.int().min(1).max(3_650).nullable();
const severity = z.enum(SEVERITIES);
const step = z.enum(['PATCH', 'MINOR', 'MAJOR']);

const ignore = z
  .object({
    advisory: z.string().trim().min(1).max(200).nullable(),
    packageName: z.string().trim().min(1).max(300).nullable(),
    reason: z.string().trim().min(1, 'Say why it is ignored.').max(1_000),
    until: z.iso.datetime({ offset: true }).nullable(),
  })
  .refine(({ advisory, packageName }) => advisory !== null || packageName !== null, {
    message: 'Name an advisory, a package, or both.',
  });

/** GitLab's labels are given as a list with commas, and are at most 255 characters long. */
const label = z
  .string()
  .trim()
  .min(1)
  .max(255)
  .regex(/^[^,]*$/, 'A label has no comma');
const userName = z
  .string()
  .trim()
  .min(1)
  .max(255)
  .regex(/^[\w.-]+$/, 'A user name has letters, digits, dots, dashes and underscores only');

/** A policy as it may be given and is stored: every field may be absent. */
const policyFields = z.strictObject({
  minimumSeverity: severity.optional(),
  maximumStep: step.optional(),
  allowsForced: z.boolean().optional(),
  releaseAgeDays: days.optional(),
  urgentSeverity: severity.nullable().optional(),
  grouping: z.enum(['ALL', 'SAFE_AND_BREAKING', 'BY_PACKAGE', 'BY_MANIFEST']).optional(),
  updates: z.enum(['NONE', 'PATCH', 'MINOR', 'MAJOR']).optional(),
  ignores: z.array(ignore).max(200).optional(),
  automaticApproval: z
    .strictObject({
      kinds: z
        .array(z.enum(['SAFE', 'BREAKING', 'FORCED', 'UPDATE']))
        .min(1)
        .max(4),
      maximumStep: z.enum(['PATCH', 'MINOR', 'MAJOR', 'PRERELEASE']),
      maximumRisk: z.enum(['LOW', 'MEDIUM', 'HIGH']),
    })
    .nullable()
    .optional(),
  slaDays: z.strictObject({ CRITICAL: deadline, HIGH: deadline, MEDIUM: deadline, LOW: deadline }).optional(),
  openMergeRequests: z.int().min(0).max(100).optional(),
  hourlyMergeRequests: z.int().min(0).max(1_000).optional(),
  mergeRequest: z
    .strictObject({
      labels: z.array(label).max(20),
      reviewers: z.array(userName).max(20),
      assignees: z.array(userName).max(20),
      draft: z.boolean(),
      squash: z.boolean().nullable(),
      removeSourceBranch: z.boolean(),
      autoMerge: z.boolean(),
    })
    .optional(),
});

/** The fields of a policy that a person gave. BAD_INPUT says which field is wrong and why. */
export function checkPolicyFields(given: Readonly<Record<string, unknown>>): PolicyFields {
  const parsed = policyFields.safeParse(given);
  if (parsed.success) return withoutAbsent(parsed.data);
  const [issue] = parsed.error.issues;
  const path = ['set', ...(issue?.path ?? []).map(String)].join('.');
  throw new AppError('BAD_INPUT', sentenceOf(path, issue), { details: { field: path } });
}

/** The fields of a policy as they were stored; what is not understood any more counts as not set. */
export function readPolicyFields(stored: unknown): PolicyFields {
  if (typeof stored !== 'object' || stored === null) return {};
  const known = new Map(Object.entries(stored));
  let fields: PolicyFields = {};
  for (const field of POLICY_FIELDS) {
    if (!known.has(field)) continue;
    const parsed = policyFields.safeParse({ [field]: known.get(field) });
    if (parsed.success) fields = { ...fields, ...withoutAbsent(parsed.data) };
  }
  return fields;
}

/** The field of this name; null when a policy has none such. */
export function policyField(name: string): PolicyField | null {
  return POLICY_FIELDS.find((field) => field === name) ?? null;
}

type GivenFields = z.infer<typeof policyFields>;

/** Absent is absent: a field that is undefined would hide what a farther scope says. */
function withoutAbsent(given: GivenFields): PolicyFields {
  return {
    ...(given.minimumSeverity === undefined ? {} : { minimumSeverity: given.minimumSeverity }),
    ...(given.maximumStep === undefined ? {} : { maximumStep: given.maximumStep }),
    ...(given.allowsForced === undefined ? {} : { allowsForced: given.allowsForced }),
    ...(given.releaseAgeDays === undefined ? {} : { releaseAgeDays: given.releaseAgeDays }),
    ...(given.urgentSeverity === undefined ? {} : { urgentSeverity: given.urgentSeverity }),
    ...(given.grouping === undefined ? {} : { grouping: given.grouping }),
    ...(given.updates === undefined ? {} : { updates: given.updates }),
    ...(given.ignores === undefined ? {} : { ignores: given.ignores }),
    ...(given.automaticApproval === undefined ? {} : { automaticApproval: given.automaticApproval }),
    ...(given.slaDays === undefined ? {} : { slaDays: given.slaDays }),
    ...(given.openMergeRequests === undefined ? {} : { openMergeRequests: given.openMergeRequests }),
    ...(given.hourlyMergeRequests === undefined ? {} : { hourlyMergeRequests: given.hourlyMergeRequests }),
    ...(given.mergeRequest === undefined ? {} : { mergeRequest: given.mergeRequest }),
  };
}

function sentenceOf(path: string, issue: z.core.$ZodIssue | undefined): string {
  const what = path.split('.').slice(1).join('.');
  const why = (issue?.message ?? 'It is not valid').replace(/\.$/, '');
  return what === '' ? `${why}.` : `${what}: ${why}.`;
}
