import { describeTool } from '../../test/describe-tool.js';

describeTool('yarn-berry');
