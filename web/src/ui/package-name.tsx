import { Fragment } from 'react';

/** A package's name, which may break after what separates its parts (`group:artifact`, `host/path`), not in a word. */
export function PackageName({ name }: { readonly name: string }) {
  return name.split(/(?<=[/:._-])(?=[^/:._-])/).map((part, index) => (
    <Fragment key={`${index} ${part}`}>
      {index > 0 && <wbr />}
      {part}
    </Fragment>
  ));
}
