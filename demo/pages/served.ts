// The proxy that served this page answers its calls: there is nothing to start.
export {};
