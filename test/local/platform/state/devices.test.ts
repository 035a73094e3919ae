import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Device, type DeviceStatus } from '../../../../local/platform/state/device.ts';
import { Devices } from '../../../../local/platform/state/devices.ts';
import { Product } from '../../../../local/platform/state/products.ts';

const keys = ['room', 'color'];
const values = ['1', '2'];
const statuses: readonly DeviceStatus[] = ['ONLINE', 'OFFLINE', 'UNACTIVE', 'DISABLE'];

/** What can happen to the device at a place in the list of all that were ever registered. */
const step = fc.oneof(
  fc.record({ kind: fc.constant('add' as const), product: fc.nat(1) }),
  fc.record({ kind: fc.constant('delete' as const), at: fc.nat(30) }),
  fc.record({
    kind: fc.constant('status' as const),
    at: fc.nat(30),
    online: fc.boolean(),
    disabled: fc.boolean(),
    activatedAt: fc.option(fc.constant(1), { nil: undefined }),
  }),
  fc.record({
    kind: fc.constant('tag' as const),
    at: fc.nat(30),
    key: fc.constantFrom(...keys),
    value: fc.option(fc.constantFrom(...values), { nil: undefined }),
  }),
  fc.record({ kind: fc.constant('attach' as const), at: fc.nat(30), gateway: fc.nat(30) }),
);

test('no index falls behind, whatever happens to devices', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 80 }), (steps) => {
      const devices = new Devices();
      const products = ['a1one', 'a1two'].map((key) => new Product(key, 'secret', key, 1));
      const ever: Device[] = [];
      for (const done of steps) {
        if (done.kind === 'add') {
          const [product] = products.slice(done.product);
          if (product === undefined) continue;
          const device = new Device(`iot${ever.length}`, product, `device-${ever.length}`, 'secret', 1);
          devices.add(device);
          ever.push(device);
          continue;
        }
        const device = ever[done.at];
        if (device === undefined || device.deleted) continue;
        if (done.kind === 'delete') devices.delete(device);
        else if (done.kind === 'status') {
          devices.changeStatus(device, () => {
            device.online = done.online;
            device.disabled = done.disabled;
            device.activatedAt = done.activatedAt;
          });
        } else if (done.kind === 'tag') {
          if (done.value === undefined) devices.removeTag(device, done.key);
          else devices.setTag(device, done.key, done.value);
        } else {
          const gateway = ever[done.gateway];
          if (gateway !== undefined && !gateway.deleted && gateway !== device)
            devices.attach(gateway, device);
        }
      }

      const kept = ever.filter((device) => !device.deleted);
      const inSet = (set: { values(): Iterable<number> }) => [...devices.of(set.values())];
      expect([...devices.all()]).toEqual(kept);
      expect(inSet(devices.ordinals())).toEqual(kept);
      for (const product of [undefined, ...products]) {
        const its = kept.filter((device) => product === undefined || device.product === product);
        expect(inSet(devices.ordinals(product))).toEqual(its);
        for (const status of statuses) {
          expect(inSet(devices.ordinals(product, status))).toEqual(
            its.filter((one) => one.status === status),
          );
        }
      }
      for (const product of products) {
        expect([...product.devices.values()]).toEqual(kept.filter((device) => device.product === product));
      }
      for (const key of keys) {
        const inUse = [...devices.tagsWithKey(key)].map(({ value }) => value).sort();
        expect(inUse).toEqual(values.filter((value) => kept.some((one) => one.tagValue(key) === value)));
        for (const value of values) {
          const bearers = kept.filter((device) => device.tagValue(key) === value);
          const tag = devices.tag(key, value);
          expect(tag === undefined ? [] : inSet(tag.devices)).toEqual(bearers);
        }
      }
      for (const device of ever) {
        expect(devices.byIotId(device.iotId)).toBe(device.deleted ? undefined : device);
        for (const subDevice of device.subDevices ?? []) expect(subDevice.gateway).toBe(device);
        if (device.deleted) expect([device.subDevices, device.gateway]).toEqual([undefined, undefined]);
        else if (device.gateway !== undefined) expect(device.gateway.subDevices).toContain(device);
      }
    }),
  );
});
