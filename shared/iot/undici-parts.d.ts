/**
 * Two parts of undici by themselves: the whole of it brings fetch, WebSocket and more, which a function would load
 * at every cold start and never use.
 */
declare module 'undici/lib/dispatcher/client.js' {
  export { Client as default } from 'undici';
}

declare module 'undici/lib/core/connect.js' {
  export { buildConnector as default } from 'undici';
}
