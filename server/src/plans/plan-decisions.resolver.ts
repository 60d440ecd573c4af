import { Arg, Authorized, Ctx, Mutation, Resolver } from 'type-graphql';
import { isAppError } from '../errors.js';
import { signedIn } from '../graphql/authorize.js';
import type { GraphQLContext } from '../graphql/context.js';
import type { ReportError } from '../graphql/format-error.js';
import { fromGlobalId } from '../graphql/global-id.js';
import { withUserErrors } from '../graphql/user-error.type.js';
import { askForPlan } from './ask-for-plan.js';
import { approvePlan, type Decision, rejectPlan, retryPlan } from './decide-plan.js';
import {
  ApprovePlanInput,
  ApprovePlansInput,
  ApprovePlansPayload,
  RefreshPlanInput,
  RejectPlanInput,
  RemediationPlanPayload,
  RetryPlanInput,
} from './plan-decisions.type.js';

const MAX_PLANS = 100;

/** What people decide on plans. */
@Resolver()
export class PlanDecisionsResolver {
  @Authorized('APPROVE')
  @Mutation(() => RemediationPlanPayload, {
    description:
      'Approves exactly the edits that the digest names and queues the opening of the merge request. Safe to repeat.',
  })
  approvePlan(
    @Arg('input', () => ApprovePlanInput) input: ApprovePlanInput,
    @Ctx() context: GraphQLContext,
  ): Promise<RemediationPlanPayload> {
    return decide(input.id, (id) => approvePlan(context, signedIn(context), { id, digest: input.digest }));
  }

  @Authorized('APPROVE')
  @Mutation(() => ApprovePlansPayload, {
    description:
      'Approves up to 100 plans, each exactly as its digest names it; one that is refused stops no other. Merge requests are opened as the limits allow.',
  })
  async approvePlans(
    @Arg('input', () => ApprovePlansInput) input: ApprovePlansInput,
    @Ctx() context: GraphQLContext,
  ): Promise<ApprovePlansPayload> {
    const viewer = signedIn(context);
    if (input.plans.length > MAX_PLANS) {
      const message = `Approve at most ${MAX_PLANS} plans at once.`;
      return { results: [], userErrors: [{ code: 'BAD_INPUT', message, path: ['input', 'plans'] }] };
    }
    const results: ApprovePlansPayload['results'] = [];
    for (const { id: globalId, digest } of input.plans) {
      const outcome = await decide(globalId, (id) => approvePlan(context, viewer, { id, digest })).catch(
        (error: unknown) => failedAlone(error, context.report),
      );
      results.push({ id: globalId, ...outcome });
    }
    return { results, userErrors: [] };
  }

  @Authorized('APPROVE')
  @Mutation(() => RemediationPlanPayload, {
    description:
      'Turns a plan down, also one that is approved and not being opened yet, or that could not be opened: the same change set is not proposed again.',
  })
  rejectPlan(
    @Arg('input', () => RejectPlanInput) input: RejectPlanInput,
    @Ctx() context: GraphQLContext,
  ): Promise<RemediationPlanPayload> {
    const reason = input.reason?.trim().slice(0, 2_000) ?? null;
    return decide(input.id, (id) =>
      rejectPlan(context, signedIn(context), { id, reason: reason === '' ? null : reason }),
    );
  }

  @Authorized('APPROVE')
  @Mutation(() => RemediationPlanPayload, {
    description: 'Tries to open a failed plan once more, under its approval.',
  })
  retryPlan(
    @Arg('input', () => RetryPlanInput) input: RetryPlanInput,
    @Ctx() context: GraphQLContext,
  ): Promise<RemediationPlanPayload> {
    return decide(input.id, (id) => retryPlan(context, signedIn(context), id));
  }

  @Authorized('PLAN')
  @Mutation(() => RemediationPlanPayload, {
    description: "Queues the project's planning: the plan is worked out and proven again.",
  })
  refreshPlan(
    @Arg('input', () => RefreshPlanInput) input: RefreshPlanInput,
    @Ctx() context: GraphQLContext,
  ): Promise<RemediationPlanPayload> {
    return decide(input.id, (id) => askForPlan(context, signedIn(context), id));
  }
}

/** What failed at one plan of many: the others keep their answers. */
function failedAlone(error: unknown, report: ReportError): RemediationPlanPayload {
  const failure =
    isAppError(error) && error.code !== 'INTERNAL'
      ? { code: error.code, message: error.message }
      : {
          code: 'INTERNAL' as const,
          message: `Something went wrong inside Backline. The log has it under ${report(error)}.`,
        };
  return { remediationPlan: null, job: null, userErrors: [{ ...failure, path: ['input', 'plans'] }] };
}

function decide(globalId: string, work: (id: string) => Promise<Decision>): Promise<RemediationPlanPayload> {
  return withUserErrors<RemediationPlanPayload>(
    async () => {
      const { plan, job, refusal } = await work(fromGlobalId(globalId, 'RemediationPlan', 'id'));
      const userErrors =
        refusal === null
          ? []
          : [{ ...refusal, path: ['input', refusal.code === 'STALE_DIGEST' ? 'digest' : 'id'] }];
      return { remediationPlan: plan, job, userErrors };
    },
    (userErrors) => ({ remediationPlan: null, job: null, userErrors }),
  );
}
