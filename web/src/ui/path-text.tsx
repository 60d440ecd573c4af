import { Fragment } from 'react';

/** A path that may break after each slash, and not in the middle of a name. */
export function PathText({ path }: { readonly path: string }) {
  const parts = path.split('/');
  return parts.map((part, index) => (
    <Fragment key={`${index} ${part}`}>
      {part}
      {index < parts.length - 1 && (
        <>
          /<wbr />
        </>
      )}
    </Fragment>
  ));
}
