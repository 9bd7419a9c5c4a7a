import { startDemo } from './start-demo.ts';

// The proxy that served this page answers its calls.
startDemo({ snippet: { script: `${location.origin}/applicant-intake.js`, endpoint: location.origin } });
