/**
 * undici's connection pool by itself: the whole of undici brings fetch, WebSocket and more, which a function
 * would load at every cold start and never use.
 */
declare module 'undici/lib/dispatcher/pool.js' {
  export { Pool as default } from 'undici';
}
