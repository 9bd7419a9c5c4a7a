import { startDemo } from './start-demo.ts';

// The proxy that served this page answers its calls.
startDemo({ endpoint: location.origin });
