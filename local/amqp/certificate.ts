import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generate } from 'selfsigned';

export interface Certificate {
  readonly key: string;
  readonly certificate: string;
  /** Where clients find the certificate to trust, in PEM. */
  readonly file: string;
  delete(): Promise<void>;
}

/** Makes a certificate for this machine's loopback names, good for a day, and puts it where clients can read it. */
export async function makeCertificate(now: Date): Promise<Certificate> {
  const pem = await generate([{ name: 'commonName', value: 'localhost' }], {
    keyType: 'ec',
    notBeforeDate: new Date(now.getTime() - 60_000),
    notAfterDate: new Date(now.getTime() + 24 * 60 * 60_000),
    extensions: [
      { name: 'basicConstraints', cA: true },
      {
        name: 'subjectAltName',
        altNames: [
          { type: 2, value: 'localhost' },
          { type: 7, ip: '127.0.0.1' },
          { type: 7, ip: '::1' },
        ],
      },
    ],
  });
  const folder = await mkdtemp(join(tmpdir(), 'fleetkeeper-'));
  const file = join(folder, 'iot-platform.pem');
  await writeFile(file, pem.cert);
  return {
    key: pem.private,
    certificate: pem.cert,
    file,
    delete: () => rm(folder, { recursive: true, force: true }),
  };
}
