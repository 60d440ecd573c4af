import type { ProjectHooks } from '@gitbeaker/rest';
import { orNull, parseAnswer } from './answers.js';
import type { GitLab, NewHook } from './gitlab.js';
import { hookSchema, pageSchema } from './schema.js';

const PAGE_SIZE = 100;

/** The part of the port that is about a project's webhooks. */
export type GitLabHooks = Pick<GitLab, 'listHooks' | 'createHook' | 'updateHook' | 'deleteHook' | 'testHook'>;

/** Webhooks of projects, by GitBeaker's routes. */
export function createHooks(hooks: ProjectHooks): GitLabHooks {
  return {
    listHooks: async (projectId) => {
      const answer: unknown = await hooks.all(projectId, { perPage: PAGE_SIZE });
      const { rows } = parseAnswer(pageSchema, answer, 'the webhooks');
      return rows.map((row) => parseAnswer(hookSchema, row, 'a webhook'));
    },
    createHook: async (projectId, hook) =>
      parseAnswer(hookSchema, await hooks.add(projectId, hook.url, hookFields(hook)), 'a webhook'),
    updateHook: (projectId, hookId, hook) =>
      orNull(async () => {
        const row: unknown = await hooks.edit(projectId, hookId, hook.url, hookFields(hook));
        return parseAnswer(hookSchema, row, 'a webhook');
      }),
    deleteHook: async (projectId, hookId) =>
      (await orNull(async () => {
        await hooks.remove(projectId, hookId);
        return true;
      })) ?? false,
    testHook: async (projectId, hookId) => {
      await hooks.requester.post(`${projectId}/hooks/${hookId}/test/push_events`);
    },
  };
}

function hookFields({ name, events, verifiesTls, token, signingToken }: NewHook) {
  const fields = {
    name,
    pushEvents: events.push,
    mergeRequestsEvents: events.mergeRequests,
    pipelineEvents: events.pipelines,
    tagPushEvents: false,
    enableSslVerification: verifiesTls,
    token,
    signingToken,
  };
  return fields;
}
