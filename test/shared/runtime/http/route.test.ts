import { expect, test } from 'vitest';
import { findRoute } from '../../../../shared/runtime/http/route.ts';

const routes = [
  { method: 'GET', path: '/devices/{name}' },
  { method: 'POST', path: '/devices/{name}/disable' },
  { method: 'GET', path: '/devices/{name}/disable' },
] as const;
const find = (method: string, path: string) =>
  findRoute(routes, { method, path, headers: {}, body: Buffer.alloc(0) });

test('a route is found by method and path, and the places of its path are decoded', () => {
  expect(find('POST', '/devices/a%2Fb%20c/disable')).toEqual({
    route: routes[1],
    parameters: { name: 'a/b c' },
  });
});

test.each([
  '/',
  '',
  '/devices',
  '/devices/',
  '/devices//disable',
  '/devices/a/',
  '/Devices/a',
  '/devices/%zz',
])('nothing is at "%s"', (path) => {
  expect(() => find('GET', path)).toThrow(expect.objectContaining({ status: 404 }));
});

test.each([
  ['/devices/a', 'GET'],
  ['/devices/a/disable', 'POST, GET'],
])('another method at %s is told which are allowed', (path, allow) => {
  expect(() => find('DELETE', path)).toThrow(expect.objectContaining({ status: 405, headers: { allow } }));
});
