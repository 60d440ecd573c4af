import { Button } from '@mantine/core';
import { isRouteErrorResponse, useRouteError } from 'react-router';
import { NotFound } from './not-found.js';
import { WholePage } from './whole-page.js';

/** When a page breaks: says so, and offers the two ways on. */
export function RouteError() {
  const error = useRouteError();
  if (isRouteErrorResponse(error) && error.status === 404) return <NotFound />;
  return (
    <WholePage title="This page broke">
      <p role="alert">
        Something in the page went wrong. Nothing was lost on the server. Reload the page. If it breaks again,
        tell whoever runs this Backline.
      </p>
      {error instanceof Error && <p className="mono quiet">{error.message}</p>}
      <div className="row">
        <Button onClick={() => window.location.reload()}>Reload</Button>
        <Button component="a" href="/" variant="default">
          Overview
        </Button>
      </div>
    </WholePage>
  );
}
