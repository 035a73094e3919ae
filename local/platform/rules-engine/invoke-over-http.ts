import type { InvokeFunction } from './forward.ts';

/**
 * Invokes functions where a local Function Compute listens, as `npm run functions` says it. The event is accepted
 * there, and tried again there when the function fails.
 *
 * @param address `http://127.0.0.1:9000`
 */
export function invokeOverHttp(address: string): InvokeFunction {
  return async (functionName, payload) => {
    const path = `/2023-03-30/functions/${encodeURIComponent(functionName)}/invocations`;
    const { status } = await fetch(new URL(path, address), {
      method: 'POST',
      headers: { 'X-Fc-Invocation-Type': 'Async' },
      body: payload,
    });
    if (status !== 202)
      throw new Error(`Function Compute answers ${status} to an event for ${functionName}.`);
  };
}
