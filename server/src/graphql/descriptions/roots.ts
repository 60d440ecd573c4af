import type { Descriptions } from '../describe-schema.js';

export const ROOTS: Descriptions = {
  Query: {
    '': 'Everything that can be read. Without a session or token only what says that it is public answers; the rest is UNAUTHENTICATED.',
    'advisory(advisoryId)': 'Such as `GHSA-…` or `CVE-…`; case matters.',
    'campaign(input)': 'Which campaign.',
    'policy(scope)': 'Where.',
    'policyPreview(input)': 'What would be changed.',
    'findingGroups(by)': 'What the findings of a group are to have in common.',
    'projectGroups(parent)': 'The full path of the group; without it the groups at the top.',
    'projectGroups(integrationId)': 'Only groups with projects of this integration.',
    'search(first)': 'How many of each kind, 1 to 100.',
    'search(text)': 'What to look for, without wildcards; an empty text finds nothing.',
    'node(id)': 'A global id. What is none gives null.',
    'nodes(ids)': 'Global ids, at most 100; the same one may stand there twice.',
  },
  Mutation: {
    '': 'Everything that can be changed. Each takes one `input` and answers with what was changed and `userErrors`. A token needs the scope, a person the role.',
  },
  Subscription: {
    '': 'What is told while it happens, over WebSocket with the protocol `graphql-transport-ws`. It ends when the session or the token does.',
    'connectionChecks(attemptId)': 'The `attemptId` that the client sent with the mutation, or will send.',
    'jobProgress(id)': 'Only this job.',
    'integrationChanged(id)': 'Only this Integration.',
    'planChanged(projectId)': 'Only plans of this Project.',
    'planChanged(id)': 'Only this RemediationPlan.',
    'mergeRequestChanged(projectId)': 'Only merge requests of this Project.',
    'mergeRequestChanged(id)': 'Only this MergeRequest.',
    'jobChanged(id)': 'Only this Job.',
  },
  SessionPayload: {
    viewer: 'Who is signed in now; null where nobody is.',
  },
  CreateFirstAccountInput: {
    email: 'What to sign in with, from now on.',
    name: 'What to be called in the history.',
  },
  SignInInput: {
    email: 'Of the account, in any case of letters.',
    password: 'Of the account.',
  },
  CreateApiTokenPayload: {
    apiToken: 'The new token; null where none was made.',
  },
  CreateApiTokenInput: {
    name: 'What to call it, so that it can be recognised.',
    scopes: 'What it is to be allowed; nothing that its maker may not.',
    expiresAt: 'When it ends by itself; without it: never.',
  },
  ApiTokenPayload: {
    apiToken: 'As it is now; null where nothing was done.',
  },
  RevokeApiTokenInput: {
    id: 'The id of the ApiToken.',
  },
  DismissFindingsInput: {
    reason: 'Why; POLICY is refused.',
  },
  GitLabApplicationPayload: {
    application: 'As it is now, or was when it was removed; null where nothing was done.',
  },
  RegisterGitLabApplicationInput: {
    baseUrl: 'The address of GitLab; a relative root such as /gitlab is kept.',
  },
  RemoveGitLabApplicationInput: {
    id: 'The id of the GitLabApplication.',
  },
  BeginGitLabConsentInput: {
    applicationId: 'The id of the GitLabApplication.',
  },
  IntegrationPayload: {
    integration: 'As it is now; null where nothing was done.',
  },
  UpdateIntegrationInput: {
    id: 'The id of the Integration.',
    makesWebhooks: 'Whether Backline is to make webhooks where the token may; absent: as it is.',
  },
  RegistryAddressInput: {
    '': 'Where to ask for the packages of one ecosystem.',
  },
  ConnectIntegrationInput: {
    name: 'What to call it; without it the name of its host.',
  },
  VerifyIntegrationInput: {
    id: 'The id of the Integration.',
    attemptId: 'Chosen by the client: follow the live checks with `connectionChecks`.',
  },
  RotateIntegrationTokenInput: {
    id: 'The id of the Integration.',
  },
  ReplaceIntegrationTokenInput: {
    id: 'The id of the Integration.',
    token: 'The new token, of the same account or another. Stored sealed, never shown again.',
    attemptId: 'Chosen by the client: follow the live checks with `connectionChecks`.',
  },
  DisconnectIntegrationInput: {
    id: 'The id of the Integration.',
  },
  SyncIntegrationInput: {
    id: 'The id of the Integration.',
  },
  CancelJobInput: {
    id: 'The id of the Job.',
  },
  RetryJobInput: {
    id: 'The id of the Job.',
  },
  MergeRequestPayload: {
    mergeRequest: 'As it is now; null where nothing was done.',
  },
  RefreshMergeRequestInput: {
    id: 'The id of the MergeRequest.',
  },
  RebuildMergeRequestInput: {
    id: 'The id of the MergeRequest.',
  },
  CloseMergeRequestInput: {
    id: 'The id of the MergeRequest.',
  },
  ApprovePlanInput: {
    id: 'The id of the RemediationPlan.',
  },
  PlanToApproveInput: {
    '': 'One plan, as it was read.',
    id: 'The id of the RemediationPlan.',
  },
  RejectPlanInput: {
    id: 'The id of the RemediationPlan.',
    reason: 'Why, for the history; at most 2000 characters.',
  },
  RetryPlanInput: {
    id: 'The id of the RemediationPlan.',
  },
  RefreshPlanInput: {
    id: 'The id of the RemediationPlan.',
  },
  AnalyzeProjectPayload: {
    project: 'As it is now; null where nothing was done.',
  },
  AnalyzeProjectInput: {
    id: 'The id of the Project.',
  },
  EventEndpointPayload: {
    endpoint: 'As it is now, or was when it was deleted; null where nothing was done.',
  },
  CreateEventEndpointInput: {
    name: 'What to call it.',
    types: 'What it is to be told of; at least one.',
  },
  UpdateEventEndpointInput: {
    id: 'The id of the EventEndpoint.',
    name: 'What to call it from now on.',
    url: 'Where to send to from now on; https, unless the operator allows the host.',
    types: 'What it is told of from now on; at least one.',
    isEnabled: 'Whether anything is sent from now on.',
  },
  RotateEventSecretInput: {
    id: 'The id of the EventEndpoint.',
  },
  DeleteEventEndpointInput: {
    id: 'The id of the EventEndpoint.',
  },
  EventDeliveryPayload: {
    delivery: 'As it is now; null where many are meant, or nothing was done.',
  },
  ReplayFailedDeliveriesInput: {
    endpointId: 'The id of the EventEndpoint.',
  },
  OwnAccountPayload: {
    viewer: 'Who is signed in, as it is now; null where nothing was done.',
  },
  ChangePasswordInput: {
    oldPassword: 'The one that holds until now.',
  },
  UpdateOwnAccountInput: {
    name: 'What to be called from now on.',
  },
  InvitePersonPayload: {
    invitation: 'The new invitation; null where none was made.',
  },
  InvitePersonInput: {
    email: 'Whom to ask; an earlier invitation of the same address ends.',
    name: 'What they are to be called; they may choose another name.',
    role: 'What they will be allowed to do.',
  },
  InvitationPayload: {
    invitation: 'As it was; null where nothing was done.',
  },
  CancelInvitationInput: {
    id: 'The id of the Invitation.',
  },
  AcceptInvitationInput: {
    name: 'What to be called in the history.',
  },
  PersonPayload: {
    person: 'As they are now, or were when they were removed; null where nothing was done.',
  },
  UpdatePersonInput: {
    id: 'The id of the Person.',
    role: 'What they may do from now on; null or absent: as it is.',
  },
  RemovePersonInput: {
    id: 'The id of the Person.',
  },
  CampaignFilter: {
    '': 'Which campaigns.',
  },
  CampaignProjectFilter: {
    '': 'Which projects of a campaign; what is not given is not asked.',
  },
  EventDeliveryFilter: {
    '': 'Which deliveries; what is not given is not asked.',
  },
};
