import { render } from '@testing-library/react';
import { PackageName } from './package-name.js';

test.each([
  ['org.junit.jupiter:junit-jupiter-api', 'org.|junit.|jupiter:|junit-|jupiter-|api'],
  ['github.com/gin-gonic/gin', 'github.|com/|gin-|gonic/|gin'],
  ['@scope/a__b', '@scope/|a__|b'],
  ['lodash', 'lodash'],
  ['', ''],
])('%s may break at the bars of %s, and reads the same', (name, broken) => {
  const { container } = render(<PackageName name={name} />);
  expect(container.textContent).toBe(name);
  expect(container.innerHTML.replaceAll('<wbr>', '|')).toBe(broken);
});
