import { createServer } from 'node:http';

/** Answers every request as the platform answers DisableThing, and says to the parent process where it listens. */
const body = JSON.stringify({ RequestId: '57B144CF-09FC-4916-A272-A62902D5B207', Success: true });
const headers = { 'content-type': 'application/json;charset=utf-8', 'content-length': body.length };

const server = createServer((request, response) => {
  request.resume();
  request.on('end', () => response.writeHead(200, headers).end(body));
});
server.keepAliveTimeout = 60_000;
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  if (address !== null && typeof address === 'object') process.send?.(address.port);
});
process.on('disconnect', () => process.exit());
