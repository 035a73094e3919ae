import { createHmac, createSecretKey, randomUUID } from 'node:crypto';
import { Pool } from 'undici';

/**
 * What someone would write who needs this one call and nothing else: parameters in their order, signed inline, sent
 * with undici's `dispatch`. No checks, quotas, timeouts or retries.
 */
export function handwrittenClient(
  endpoint: string,
  account: { readonly regionId: string; readonly accessKeyId: string; readonly accessKeySecret: string },
  device: { readonly ProductKey: string; readonly DeviceName: string },
): () => Promise<unknown> {
  const pool = new Pool(endpoint, { connections: 32 });
  const key = createSecretKey(`${account.accessKeySecret}&`, 'utf8');
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  return () => {
    const now = `${new Date().toISOString().slice(0, 19)}Z`;
    const canonical = `AccessKeyId=${encodeURIComponent(account.accessKeyId)}&Action=DisableThing&DeviceName=${encodeURIComponent(device.DeviceName)}&Format=JSON&ProductKey=${encodeURIComponent(device.ProductKey)}&RegionId=${encodeURIComponent(account.regionId)}&SignatureMethod=HMAC-SHA1&SignatureNonce=${randomUUID()}&SignatureVersion=1.0&Timestamp=${encodeURIComponent(now)}&Version=2018-01-20`;
    const signature = createHmac('sha1', key)
      .update(`POST&%2F&${encodeURIComponent(canonical)}`)
      .digest('base64');
    const body = `${canonical}&Signature=${encodeURIComponent(signature)}`;
    return new Promise((resolve, reject) => {
      const chunks: Buffer[] = [];
      pool.dispatch(
        { path: '/', method: 'POST', headers, body },
        {
          onConnect() {},
          onHeaders: () => true,
          onData(chunk) {
            chunks.push(chunk);
            return true;
          },
          onComplete() {
            const answer = JSON.parse(Buffer.concat(chunks).toString());
            if (answer.Success) resolve(answer);
            else reject(new Error(answer.ErrorMessage));
          },
          onError: reject,
        },
      );
    });
  };
}
