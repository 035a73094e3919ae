import type { Product } from './products.ts';
import type { UpdateBatch } from './update-batch.ts';

/** A separately updatable unit of the devices of one product. The default module is there without being made. */
export class OtaModule {
  readonly product: Product;
  readonly moduleName: string;
  readonly createdAt: number;
  aliasName: string | undefined;
  description: string | undefined;
  modifiedAt: number;

  constructor(
    product: Product,
    moduleName: string,
    aliasName: string | undefined,
    description: string | undefined,
    createdAt: number,
  ) {
    this.product = product;
    this.moduleName = moduleName;
    this.createdAt = createdAt;
    this.aliasName = aliasName;
    this.description = description;
    this.modifiedAt = createdAt;
  }
}

/** The module that stands for the whole firmware of a device. */
export const defaultModule = 'default';

/** How a package stands with its verification, in the API's numbers. */
export const verification = {
  notRequired: -1,
  unverified: 0,
  verified: 1,
  verifying: 2,
  failed: 3,
} as const;

export type Verification = (typeof verification)[keyof typeof verification];

/** One file of an update package. What is undefined was not declared, of a file that lies elsewhere. */
export interface FirmwareFile {
  /** Only in a package of several files. */
  readonly name: string | undefined;
  readonly url: string;
  readonly size: number | undefined;
  readonly sign: string | undefined;
  readonly md5: string | undefined;
}

/** What an update package is made of. None of it changes later. */
export interface FirmwareContent {
  readonly firmwareId: string;
  readonly firmwareName: string;
  readonly description: string | undefined;
  readonly product: Product | undefined;
  readonly moduleName: string;
  readonly srcVersion: string | undefined;
  readonly destVersion: string;
  /** Whether it holds only the difference from `srcVersion`. */
  readonly delta: boolean;
  readonly files: readonly FirmwareFile[];
  /** Whether it was given as a package of several files, be it with one. */
  readonly multiFile: boolean;
  /** What the owner has to say to the devices with the update. */
  readonly udi: string | undefined;
  readonly createdAt: number;
}

/** An update package. */
export class Firmware {
  readonly content: FirmwareContent;
  status: Verification;
  modifiedAt: number;
  /** The batch that verifies it, or was the last to. */
  verifyBatch: UpdateBatch | undefined;
  readonly batches: UpdateBatch[] = [];

  constructor(content: FirmwareContent, needToVerify: boolean) {
    this.content = content;
    this.status = needToVerify ? verification.unverified : verification.notRequired;
    this.modifiedAt = content.createdAt;
    this.verifyBatch = undefined;
  }
}
