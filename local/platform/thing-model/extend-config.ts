import * as z from 'zod/mini';
import { said } from '../../../shared/iot/schema.ts';
import type { Feature } from './thing-model.ts';

/**
 * What a feature's `extendConfig` holds: JSON that says how the protocol of a gateway's connection maps to the feature.
 * Nothing in it names the protocol: each has keys that only it has.
 *
 * Guide, section 4.10.19.
 */
export const extendConfigRule = (kind: Feature['kind']) =>
  z.string().check(
    z.check(({ value, issues }) => {
      const refuse = (message: string) => issues.push({ code: 'custom', input: value, message });
      const config = parsed(value);
      const common = z.looseObject({ identifier: z.optional(z.string()) }).safeParse(config);
      if (!common.success) {
        refuse('must be JSON text of an object, whose identifier is a string');
        return;
      }
      const keys = new Set(Object.keys(common.data));
      if (modbusKeys.some((key) => keys.has(key))) {
        if (kind === 'property') check(modbus, config, refuse);
        else refuse('maps to Modbus, which has properties only');
      }
      if (opcUaKeys.some((key) => keys.has(key))) {
        check(kind === 'service' ? opcUaService : opcUa, config, refuse);
      }
      if (keys.has('customize')) check(customProtocol, config, refuse);
    }),
  );

/** What it says, as it was written. */
export function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function check(schema: z.ZodMiniType, config: unknown, refuse: (message: string) => void): void {
  const { error } = schema.safeParse(config, { error: said });
  for (const { path, message } of error?.issues ?? []) refuse(`${z.core.toDotPath(path)} ${message}`.trim());
}

const modbusKeys = ['registerAddress', 'operateType', 'writeFunctionCode', 'originalDataType'];
const opcUaKeys = ['displayName', 'inputData', 'outputData'];

/** Which functions write to each kind of register; 0 reads only. */
const writeFunctions = {
  coilStatus: [0, 5, 6, 15],
  inputStatus: [0],
  holdingRegister: [0, 6, 16],
  inputRegister: [0],
} as const;

const bit = z.literal([0, 1]);

const modbus = z
  .looseObject({
    registerAddress: z.optional(z.string().check(z.regex(/^0x[0-9A-Fa-f]{1,4}$/, 'must be 0x0 to 0xFFFF'))),
    operateType: z.optional(z.enum(['coilStatus', 'inputStatus', 'holdingRegister', 'inputRegister'])),
    writeFunctionCode: z.optional(z.literal([0, 5, 6, 15, 16])),
    writeOnly: z.optional(bit),
    scaling: z.optional(z.number().check(z.refine((factor) => factor !== 0, 'must not be 0'))),
    pollingTime: z.optional(z.int()),
    trigger: z.optional(z.literal([1, 2])),
    bitMask: z.optional(
      z.int().check(
        z.gte(1),
        z.lte(32_768),
        z.refine((mask) => (mask & (mask - 1)) === 0, 'must be a power of two'),
      ),
    ),
    originalDataType: z.optional(
      z.looseObject({
        // The guide's table writes the types in capitals, its samples do not; they also say bool.
        type: z.optional(
          z
            .string()
            .check(
              z.regex(
                /^(U?INT(16|32|64)|FLOAT|DOUBLE|STRING|BOOLEAN|u?int(16|32|64)|float|double|string|boolean|bool|customized)$/,
              ),
            ),
        ),
        specs: z.optional(
          z.looseObject({
            registerCount: z.optional(z.int()),
            swap: z.optional(bit),
            // As the operations' samples spell it.
            swap16: z.optional(bit),
            reverseRegister: z.optional(bit),
          }),
        ),
      }),
    ),
  })
  .check(
    z.refine(
      ({ operateType, writeFunctionCode }) =>
        operateType === undefined ||
        writeFunctionCode === undefined ||
        writeFunctions[operateType].some((code) => code === writeFunctionCode),
      'operateType does not have this writeFunctionCode',
    ),
    z.refine(
      ({ writeFunctionCode, writeOnly }) => writeFunctionCode !== 0 || writeOnly !== 1,
      'writeOnly must be 0 with writeFunctionCode 0, which reads only',
    ),
  );

const opcUaItems = z.optional(
  z.array(z.looseObject({ identifier: z.optional(z.string()), index: z.optional(z.int()) })).check(
    z.refine((items) => {
      const indexes = items.map(({ index }) => index).filter((index) => index !== undefined);
      return new Set(indexes).size === indexes.length;
    }, 'has an index twice'),
  ),
);

const opcUaService = z.looseObject({
  displayName: z.optional(z.string()),
  inputData: opcUaItems,
  outputData: opcUaItems,
});

const opcUa = z.looseObject({ displayName: z.string(), inputData: opcUaItems, outputData: opcUaItems });

const customProtocol = z.looseObject({ customize: z.looseObject({}) });
