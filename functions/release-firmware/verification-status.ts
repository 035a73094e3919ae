import type { Standing } from './fields.ts';

/** How far a package's verification is, by the platform's number for it (section 4.17.6). */
export function verificationStatus(status: number | null | undefined): Standing['verification']['status'] {
  switch (status) {
    case -1:
      return 'not-needed';
    case 0:
      return 'unverified';
    case 1:
      return 'verified';
    case 2:
      return 'verifying';
    case 3:
      return 'failed';
    default:
      return 'unknown';
  }
}
