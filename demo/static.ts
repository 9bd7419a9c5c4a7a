import { startInPageServer } from './in-page/start-in-page-server.ts';
import { startDemo } from './start-demo.ts';

// No server is there: proxy and simulator run in this page. The snippet needs a real proxy, so it names one to replace.
startDemo({ endpoint: 'https://apply.example.com', ready: startInPageServer('./') });
