import * as shadows from '../../shared/iot/operations/shadows.ts';
import { conforms } from './run.ts';
import { named, type Scene } from './scene.ts';

/** A device that is wanted to be green. */
async function shadowed(scene: Scene) {
  const device = named(scene.online().device);
  const ShadowMessage = { method: 'update', state: { desired: { colour: 'green' } }, version: 1 };
  await scene.call('UpdateDeviceShadow', { ...device, ShadowMessage });
  return device;
}

conforms('shadows', shadows, {
  GetDeviceShadow: {
    given: shadowed,
    refused: { but: { DeviceName: 'nobody' }, code: 'iot.device.NotExistedDevice' },
  },
  UpdateDeviceShadow: {
    given: async (scene) => ({
      ...(await shadowed(scene)),
      ShadowMessage: { method: 'update', state: { desired: { colour: 'red' } }, version: 2 },
      DeltaUpdate: true,
    }),
    // The shadow has this version already.
    refused: { but: {}, code: 'iot.messagebroker.InvalidVersionValueInShadowMessage' },
  },
});
