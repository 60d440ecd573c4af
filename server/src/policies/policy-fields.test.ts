import { AppError } from '../errors.js';
import { DEFAULT_POLICY } from './policy.js';
import { checkPolicyFields, readPolicyFields } from './policy-fields.js';

test('a whole policy is taken as it is, and so is none', () => {
  expect(checkPolicyFields({ ...DEFAULT_POLICY })).toEqual(DEFAULT_POLICY);
  expect(checkPolicyFields({})).toEqual({});
});

test.each<[Readonly<Record<string, unknown>>, string]>([
  [{ releaseAgeDays: -1 }, 'set.releaseAgeDays'],
  [{ releaseAgeDays: 366 }, 'set.releaseAgeDays'],
  [{ releaseAgeDays: null }, 'set.releaseAgeDays'],
  [{ maximumStep: 'HUGE' }, 'set.maximumStep'],
  [{ openMergeRequests: 101 }, 'set.openMergeRequests'],
  [{ slaDays: { CRITICAL: 0, HIGH: 1, MEDIUM: 1, LOW: 1 } }, 'set.slaDays.CRITICAL'],
  [
    { automaticApproval: { kinds: [], maximumStep: 'PATCH', maximumRisk: 'LOW' } },
    'set.automaticApproval.kinds',
  ],
  [
    { automaticApproval: { kinds: ['SAFE'], maximumStep: 'NONE', maximumRisk: 'LOW' } },
    'set.automaticApproval.maximumStep',
  ],
  [{ ignores: [{ advisory: null, packageName: null, reason: 'r', until: null }] }, 'set.ignores.0'],
  [{ ignores: [{ advisory: 'CVE-1', packageName: null, reason: ' ', until: null }] }, 'set.ignores.0.reason'],
  [
    { ignores: [{ advisory: 'CVE-1', packageName: null, reason: 'r', until: 'soon' }] },
    'set.ignores.0.until',
  ],
  [{ constructor: 1 }, 'set'],
])('%j is refused at %j with a sentence', (given, field) => {
  try {
    checkPolicyFields(given);
    throw new Error('accepted');
  } catch (error) {
    expect(error).toBeInstanceOf(AppError);
    expect(error).toMatchObject({
      code: 'BAD_INPUT',
      details: { field },
      message: expect.stringMatching(/\.$/),
    });
  }
});

test.each<[unknown, unknown]>([
  [null, {}],
  ['text', {}],
  [{ releaseAgeDays: 5, maximumStep: 'GONE', unknown: 1 }, { releaseAgeDays: 5 }],
  [{ urgentSeverity: null }, { urgentSeverity: null }],
])('stored %j is read as %j', (stored, fields) => {
  expect(readPolicyFields(stored)).toEqual(fields);
});
