import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import {
  type Credentials,
  contextCredentials,
  environmentCredentials,
  MissingCredentials,
  Signers,
} from '../../../shared/iot/credentials.ts';

describe('environmentCredentials', () => {
  it('reads the variables that the vendor names', () => {
    const environment = {
      ALIBABA_CLOUD_ACCESS_KEY_ID: 'testid',
      ALIBABA_CLOUD_ACCESS_KEY_SECRET: 'testsecret',
      ALIBABA_CLOUD_SECURITY_TOKEN: 'token',
    };
    expect(environmentCredentials(environment)).toEqual({
      accessKeyId: 'testid',
      accessKeySecret: 'testsecret',
      securityToken: 'token',
    });
  });

  it('takes an empty token for none', () => {
    const { securityToken } = environmentCredentials({
      ALIBABA_CLOUD_ACCESS_KEY_ID: 'testid',
      ALIBABA_CLOUD_ACCESS_KEY_SECRET: 'testsecret',
      ALIBABA_CLOUD_SECURITY_TOKEN: '',
    });
    expect(securityToken).toBeUndefined();
  });

  it('names every variable that is missing', () => {
    expect(() => environmentCredentials({ ALIBABA_CLOUD_ACCESS_KEY_ID: '' })).toThrow(
      'ALIBABA_CLOUD_ACCESS_KEY_ID and ALIBABA_CLOUD_ACCESS_KEY_SECRET are missing in the environment',
    );
    expect(() => environmentCredentials({ ALIBABA_CLOUD_ACCESS_KEY_ID: 'testid' })).toThrow(
      'ALIBABA_CLOUD_ACCESS_KEY_SECRET is missing in the environment',
    );
  });
});

describe('contextCredentials', () => {
  it("takes those of the invocation's context", () => {
    const credentials = { accessKeyId: 'STS.1', accessKeySecret: 'secret', securityToken: 'token' };
    expect(contextCredentials({ credentials })).toEqual(credentials);
  });

  it('says that a function without a role has none', () => {
    const credentials = { accessKeyId: '', accessKeySecret: '', securityToken: '' };
    expect(() => contextCredentials({ credentials })).toThrow(MissingCredentials);
    expect(() => contextCredentials({})).toThrow(/accessKeyId and accessKeySecret are missing .*RAM role/);
  });
});

describe('Signers', () => {
  it('has the signer of a value at once', () => {
    const { fixed } = new Signers({ accessKeyId: 'testid', accessKeySecret: 'testsecret' });
    expect(fixed?.accessKeyId.text).toBe('&AccessKeyId=testid');
    expect(fixed?.securityToken).toBeUndefined();
  });

  it('refuses a value that lacks something', () => {
    expect(() => new Signers({ accessKeyId: 'testid', accessKeySecret: '' })).toThrow(
      'accessKeySecret is missing in the credentials',
    );
  });

  it('asks a function every time, and prepares what it gives once', async () => {
    let given: Credentials = { accessKeyId: 'one', accessKeySecret: 'secret', securityToken: 'token 1' };
    const signers = new Signers(async () => ({ ...given }));
    const first = await signers.current();
    expect(await signers.current()).toBe(first);
    given = { ...given, securityToken: 'token 2' };
    expect((await signers.current()).securityToken?.text).toBe('&SecurityToken=token%202');
  });

  it('notices that an object it was given before has changed', async () => {
    const given = { accessKeyId: 'one', accessKeySecret: 'secret' };
    const signers = new Signers(() => given);
    await signers.current();
    given.accessKeyId = 'two';
    expect((await signers.current()).accessKeyId.text).toBe('&AccessKeyId=two');
  });

  it('does not show the secret of a source', () => {
    const signers = new Signers(() => ({ accessKeyId: 'testid', accessKeySecret: 'veryprivate' }));
    expect(inspect(signers, { depth: 9 })).not.toContain('veryprivate');
  });
});
