import { randomBytes } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import { describe, expect, test } from 'vitest';
import { Authentication } from '../../../../shared/runtime/http/authentication.ts';
import { createLog, type Log } from '../../../../shared/runtime/log.ts';
import { createMemoryStore } from '../../../../shared/store/memory.ts';

const newSecret = () => `whsec_${randomBytes(32).toString('base64')}`;
const secret = newSecret();

interface Line {
  readonly message: string;
  readonly reason: string | undefined;
}

/** A log that keeps its lines. */
function keptLog(): { readonly log: Log; readonly lines: Line[] } {
  const lines: Line[] = [];
  const keep = (message: unknown, details?: unknown) => {
    const { reason } = (details ?? {}) as { reason?: string };
    lines.push({ message: String(message), reason });
  };
  return { log: Object.assign(createLog({ function: 'test' }), { warn: keep, error: keep }), lines };
}

function signed(id = 'msg_1', body = '{}', { at = new Date(), by = secret } = {}) {
  return {
    method: 'POST',
    path: '/',
    body: Buffer.from(body),
    headers: {
      'webhook-id': id,
      'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
      'webhook-signature': new Webhook(by).sign(id, at, body),
    },
  };
}

function gate(secrets: readonly string[] = [secret], store = createMemoryStore()) {
  const { log, lines } = keptLog();
  const authentication = new Authentication({ secrets, store, now: Date.now });
  return {
    lines,
    admit: (request: ReturnType<typeof signed>, until = Date.now() + 60_000) =>
      authentication.admit(request, until, log),
  };
}

const unauthenticated = {
  status: 401,
  message: 'The request must be signed by the Standard Webhooks convention.',
};
const refused = expect.objectContaining(unauthenticated);

describe('a request is admitted', () => {
  test('when it is signed with any of the secrets', async () => {
    const other = newSecret();
    const { admit } = gate([secret, other]);
    expect(await admit(signed('msg_1'))).toMatchObject({ id: 'msg_1', sentAt: expect.any(Number) });
    expect(await admit(signed('msg_2', '', { by: other }))).toMatchObject({ id: 'msg_2' });
  });

  test('when one of several signatures is right, for its sender changes secrets too', async () => {
    const request = signed();
    const others = `v1a,x v1 v1,${Buffer.alloc(32).toString('base64')}`;
    const headers = {
      ...request.headers,
      'webhook-signature': `${others} ${request.headers['webhook-signature']}`,
    };
    await expect(gate().admit({ ...request, headers })).resolves.toBeDefined();
  });

  test.each([-299, 299])('when its clock is %i seconds off', async (seconds) => {
    const at = new Date(Date.now() + seconds * 1000);
    await expect(gate().admit(signed('msg_1', '{}', { at }))).resolves.toBeDefined();
  });
});

describe('a request is refused in one and the same way', () => {
  const request = signed();
  test.each([
    ['its id is missing', { 'webhook-id': '' }, 'webhook-id is missing'],
    ['its time is missing', { 'webhook-timestamp': '' }, 'webhook-timestamp is missing'],
    ['its time is no number', { 'webhook-timestamp': '17e8' }, 'webhook-timestamp is missing, or is no time'],
    ['its signature is missing', { 'webhook-signature': '' }, 'Missing required headers'],
    ['its signature is none', { 'webhook-signature': 'v1,§' }, 'No matching signature found'],
    ['its id is another', { 'webhook-id': 'msg_2' }, 'No matching signature found'],
    ['its id has what parts the signed text', { 'webhook-id': 'msg.1' }, 'full stops'],
    ['its id is endless', { 'webhook-id': 'm'.repeat(257) }, '1 to 256 characters'],
  ])('when %s', async (_, headers, reason) => {
    const { admit, lines } = gate();
    await expect(admit({ ...request, headers: { ...request.headers, ...headers } })).rejects.toEqual(refused);
    expect(lines).toMatchObject([{ reason: expect.stringContaining(reason) }]);
  });

  test('when its body is another', async () => {
    await expect(gate().admit({ ...request, body: Buffer.from('{"a":1}') })).rejects.toEqual(refused);
  });

  test('when it is signed with a secret that is not known', async () => {
    await expect(gate().admit(signed('msg_1', '{}', { by: newSecret() }))).rejects.toEqual(refused);
  });

  test.each([-302, 302])('when its clock is %i seconds off', async (seconds) => {
    const at = new Date(Date.now() + seconds * 1000);
    await expect(gate().admit(signed('msg_1', '{}', { at }))).rejects.toEqual(refused);
  });

  test('when no secret is configured, which the log says', async () => {
    const { admit, lines } = gate([]);
    await expect(admit(signed())).rejects.toEqual(refused);
    expect(lines[0]?.message).toContain('HOOK_SECRETS holds no secret');
  });
});

describe('an id is good once', () => {
  test('while its request is in hand, and after it', async () => {
    const { admit, lines } = gate();
    const delivery = await admit(signed());
    await expect(admit(signed())).rejects.toEqual(refused);
    await delivery.useUp();
    await expect(admit(signed())).rejects.toEqual(refused);
    expect(lines.map(({ reason }) => reason)).toEqual([
      'webhook-id is in hand already',
      'webhook-id was used before',
    ]);
  });

  test('over all instances that share a store', async () => {
    const store = createMemoryStore();
    await (await gate([secret], store).admit(signed())).useUp();
    await expect(gate([secret], store).admit(signed())).rejects.toEqual(refused);
  });

  test('of many that come at once', async () => {
    const { admit } = gate();
    const results = await Promise.allSettled(Array.from({ length: 20 }, () => admit(signed())));
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  test('unless its request came to nothing', async () => {
    const { admit } = gate();
    await (await admit(signed())).giveBack();
    await expect(admit(signed())).resolves.toBeDefined();
  });

  test('unless whoever had it in hand was killed', async () => {
    const { admit } = gate();
    await admit(signed(), Date.now() + 20);
    await expect
      .poll(() =>
        admit(signed()).then(
          () => true,
          () => false,
        ),
      )
      .toBe(true);
  });

  test('and a forged request does not use it up', async () => {
    const { admit } = gate();
    await expect(admit(signed('msg_1', '{}', { by: newSecret() }))).rejects.toEqual(refused);
    await expect(admit(signed())).resolves.toBeDefined();
  });
});
