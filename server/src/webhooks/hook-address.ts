/** Where the events of GitLab's webhooks come in; the hook's public id follows. */
export const HOOK_PATH = '/hooks/gitlab/';

/** The address that GitLab calls for a hook. */
export function hookAddress(publicUrl: string, publicId: string): string {
  return `${publicUrl}${HOOK_PATH}${publicId}`;
}
