import { useQuery } from '@apollo/client/react';
import type { ReactNode } from 'react';
import { Navigate, Outlet, useLocation } from 'react-router';
import { describeError } from '../../apollo/describe-error.js';
import { useLiveChanges } from '../../apollo/live-changes.js';
import { viewerDocument } from '../../apollo/viewer.js';
import { accountTexts } from '../../texts/accounts.js';
import { AppFrame } from '../../ui/app-frame.js';
import { ConnectionBanner } from '../../ui/connection-banner.js';
import { Failure, LoadingPage } from '../../ui/page-states.js';
import { WholePage } from '../../ui/whole-page.js';
import { AccountMenu } from './account-menu.js';
import { signInAddress } from './sign-in-address.js';

/** Lets only people who are signed in through; others sign in first and come back to where they wanted to go. */
export function SignedIn({ tools }: { readonly tools?: ReactNode }) {
  const { data, error, refetch } = useQuery(viewerDocument);
  const location = useLocation();
  if (data === undefined && error !== undefined) {
    return (
      <WholePage title={accountTexts.signIn.unreachable}>
        <Failure problem={describeError(error)} retry={() => void refetch()} />
      </WholePage>
    );
  }
  if (data === undefined) {
    return (
      <AppFrame account={null}>
        <LoadingPage />
      </AppFrame>
    );
  }
  if (data.viewer === null || data.viewer === undefined) {
    return <Navigate to={signInAddress(location)} replace />;
  }
  return (
    <AppFrame
      tools={tools}
      account={<AccountMenu name={data.viewer.name} email={data.viewer.email ?? null} />}
    >
      <Live />
    </AppFrame>
  );
}

/** The page within the frame, kept in step with the server. */
function Live() {
  useLiveChanges();
  return (
    <>
      <ConnectionBanner />
      <Outlet />
    </>
  );
}
