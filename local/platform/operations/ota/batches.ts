import {
  CreateOTADynamicUpgradeJob,
  CreateOTAStaticUpgradeJob,
  CreateOTAVerifyJob,
} from '../../../../shared/iot/operations/ota.ts';
import { type ServedOperation, serve } from '../../operation.ts';
import { moduleVersion } from '../../ota/assign.ts';
import { startDynamicBatch, startStaticBatch } from '../../ota/batch.ts';
import {
  checkMultiModule,
  checkProtocol,
  checkSchedule,
  checkVerified,
  commonPlan,
} from '../../ota/batch-plan.ts';
import { deviceOf, firmwareAndProduct } from '../../ota/lookup.ts';
import { checkDeltaSource, checkDeltaVersions, checkNotDestination, chooseTarget } from '../../ota/target.ts';
import { Refusal } from '../../refusal.ts';
import { verification } from '../../state/firmware.ts';
import type { UpdateBatch } from '../../state/update-batch.ts';
import { batch, downloadProtocol, updateBatch } from './refusals.ts';

export const batchOperations: readonly ServedOperation[] = [
  serve(
    CreateOTAVerifyJob,
    {
      ...batch,
      ...downloadProtocol,
      TargetDeviceName: {
        missing: 'iot.device.NoneDeviceNameElement',
        tooMany: 'iot.firmware.ParameterSizeExceedMax',
        other: 'iot.common.InvalidFormattedParameter',
      },
    },
    (request, platform) => {
      const { firmware, product } = firmwareAndProduct(request, platform);
      if (firmware.status === verification.verifying) {
        throw new Refusal('iot.firmware.InProgressVerifyJobExisted');
      }
      if (firmware.status === verification.verified || firmware.status === verification.notRequired) {
        throw new Refusal('iot.firmware.VerifyFirmwareNoNeed');
      }
      checkProtocol(request, firmware, platform);
      const devices = request.TargetDeviceName.map((name) => deviceOf(product, name));
      checkDeltaSource(devices, firmware);
      const { moduleName, destVersion } = firmware.content;
      if (devices.some((device) => moduleVersion(device, moduleName) === destVersion)) {
        throw new Refusal('iot.firmware.DeviceWithDestinationVersionInArray');
      }
      const plan = {
        ...commonPlan(request, platform),
        ...untargeted,
        firmware,
        product,
        jobType: 'VERIFY_FIRMWARE',
        targetSelection: 'SPECIFIC',
        maximumPerMinute: undefined,
      } as const;
      return answer(startStaticBatch(plan, devices, platform));
    },
  ),
  serve(
    CreateOTAStaticUpgradeJob,
    {
      ...updateBatch,
      ...downloadProtocol,
      TargetSelection: {
        missing: 'iot.firmware.NullTargetSelection',
        other: 'iot.firmware.InvalidTargetSelection',
      },
      TargetDeviceName: {
        missing: 'iot.firmware.NullTargetDeviceNames',
        excluded: 'iot.firmware.TargetDeviceNamesNotAllowed',
        tooMany: 'iot.firmware.ParameterSizeExceedMax',
        other: 'iot.common.InvalidFormattedParameter',
      },
      DnListFileUrl: {
        missing: 'iot.firmware.NullTargetDeviceNames',
        excluded: 'iot.firmware.TargetDeviceNamesNotAllowed',
        other: 'iot.common.FileNotExist',
      },
      SrcVersion: {
        excluded: 'iot.firmware.SrcVersionsNotAllowed',
        tooMany: 'iot.firmware.SrcVersionsSizeExceedMax',
        other: 'iot.common.InvalidFormattedParameter',
      },
      GrayPercent: {
        missing: 'iot.firmware.NullGrayPercent',
        malformed: 'iot.firmware.BadlyFormattedGrayPercent',
        other: 'iot.firmware.InvalidGrayPercent',
      },
      GroupId: { missing: 'iot.group.NullGroupId', other: 'iot.ota.GroupNotExist' },
      GroupType: 'iot.ota.GroupTypeInvalid',
      ScheduleTime: {
        missing: 'iot.firmware.ScheduleFinishTimeWithoutStartTime',
        tooBig: 'iot.firmware.FireTimeTooLate',
        other: 'iot.firmware.FireTimeMustLargeThanCurrentTime',
      },
      ScheduleFinishTime: {
        conflict: 'iot.firmware.ScheduleFinishTimeEarlierThanStartTime',
        tooSmall: 'iot.firmware.ScheduleFinishTimeTooEarly',
        tooBig: 'iot.firmware.ScheduleFinishTimeTooLate',
      },
      MultiModuleMode: { excluded: 'iot.ota.OverWriteAndMultiModuleConflict' },
    },
    (request, platform) => {
      const { firmware, product } = firmwareAndProduct(request, platform);
      checkVerified(firmware);
      checkSchedule(request, platform);
      checkProtocol(request, firmware, platform);
      checkMultiModule(request, platform);
      const { devices, group } = chooseTarget(request, firmware, product, platform);
      const plan = {
        ...commonPlan(request, platform),
        ...untargeted,
        firmware,
        product,
        group,
        jobType: 'UPGRADE_FIRMWARE',
        targetSelection: request.TargetSelection,
        srcVersions: request.SrcVersion,
        grayPercent: request.TargetSelection === 'GRAY' ? request.GrayPercent : undefined,
        maximumPerMinute: request.MaximumPerMinute ?? 10_000,
      } as const;
      return answer(startStaticBatch(plan, devices, platform));
    },
  ),
  serve(
    CreateOTADynamicUpgradeJob,
    {
      ...updateBatch,
      SrcVersion: {
        missing: 'iot.firmware.NullSrcVersions',
        tooMany: 'iot.firmware.SrcVersionsSizeExceedMax',
        other: 'iot.common.InvalidFormattedParameter',
      },
      DynamicMode: 'iot.firmware.InvalidDynamicMode',
    },
    (request, platform) => {
      const { firmware, product } = firmwareAndProduct(request, platform);
      checkVerified(firmware);
      if (firmware.content.delta) checkDeltaVersions(request.SrcVersion, firmware);
      checkNotDestination(request.SrcVersion, firmware);
      if (
        firmware.batches.some(
          ({ plan, status }) => plan.selectionType === 'DYNAMIC' && status === 'IN_PROGRESS',
        )
      ) {
        throw new Refusal('iot.firmware.InProgressDynamicJobExisted');
      }
      const plan = {
        ...commonPlan(request, platform),
        ...untargeted,
        firmware,
        product,
        jobType: 'UPGRADE_FIRMWARE',
        selectionType: 'DYNAMIC',
        targetSelection: 'ALL',
        srcVersions: request.SrcVersion,
        dynamicMode: request.DynamicMode ?? 1,
        maximumPerMinute: request.MaximumPerMinute ?? 1_000,
      } as const;
      return answer(startDynamicBatch(plan, platform));
    },
  ),
];

/** What a plan says when nothing else was asked for. */
const untargeted = {
  selectionType: 'STATIC',
  group: undefined,
  srcVersions: undefined,
  grayPercent: undefined,
  dynamicMode: undefined,
} as const;

function answer({ plan }: UpdateBatch) {
  return { Data: { JobId: plan.jobId, UtcCreate: new Date(plan.createdAt).toISOString() } };
}
