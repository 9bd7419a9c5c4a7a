/**
 * Everything is built for production, whatever the environment says: with `NODE_ENV` set to something else, Vite
 * would take the development build of Lit, and the browser's files would come out larger than they may be.
 */
process.env.NODE_ENV = 'production';
