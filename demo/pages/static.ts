import { startInPageServer } from '../in-page/start-in-page-server.ts';

// No server is there: proxy and simulator run in this page.
void startInPageServer('../');
