import { Button } from '@mantine/core';
import { isRouteErrorResponse, useRouteError } from 'react-router';
import { uiTexts } from '../texts/ui.js';
import { NotFound } from './not-found.js';
import { Page } from './page.js';
import { Failure } from './page-states.js';
import { WholePage } from './whole-page.js';

const texts = uiTexts.broke;

/** When a page breaks: says so, and offers the two ways on. */
export function RouteError() {
  const error = useRouteError();
  if (isRouteErrorResponse(error) && error.status === 404) return <NotFound />;
  return (
    <WholePage title={texts.title}>
      <p role="alert">{texts.text}</p>
      {error instanceof Error && <p className="mono quiet">{error.message}</p>}
      <div className="row">
        <Button onClick={() => window.location.reload()}>{texts.reload}</Button>
        <Button component="a" href="/" variant="default">
          {texts.overview}
        </Button>
      </div>
    </WholePage>
  );
}

/** When one page breaks or cannot be fetched: the frame stays, and without a network it is tried again once there is one. */
export function PageError() {
  const error = useRouteError();
  if (isRouteErrorResponse(error) && error.status === 404) return <NotFound />;
  return (
    <Page title={texts.title}>
      <Failure
        problem={{ code: null, message: texts.text, remedy: error instanceof Error ? error.message : null }}
        retry={() => window.location.reload()}
      />
    </Page>
  );
}
