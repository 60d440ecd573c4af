import { Button } from '@mantine/core';
import { isRouteErrorResponse, useRouteError } from 'react-router';
import { uiTexts } from '../texts/ui.js';
import { NotFound } from './not-found.js';
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
