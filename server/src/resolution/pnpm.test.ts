import { describeTool } from '../../test/describe-tool.js';

describeTool('pnpm');
