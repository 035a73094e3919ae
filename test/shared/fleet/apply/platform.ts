import type { IotClient } from '../../../../shared/iot/client.ts';
import { IotError } from '../../../../shared/iot/errors.ts';
import type { Operation } from '../../../../shared/iot/operation.ts';
import { itemsOf } from '../../../../shared/iot/paginate.ts';
import { describeIssues } from '../../../../shared/iot/schema.ts';

type Parameters = Record<string, unknown>;

/** How a call is made to go wrong. */
export type Fault =
  /** Turned away by the gateway; nothing happened. */
  | 'throttled'
  /** The request never arrived, and the client cannot know. */
  | 'lost'
  /** The request was carried out, and the answer never came. */
  | 'answerLost'
  /** The platform gave up before it did anything, and the client cannot know. */
  | 'crashed';

export interface Group {
  readonly id: string;
  readonly name: string;
  readonly parent: string | undefined;
  readonly members: Set<string>;
}

export interface Package {
  readonly FirmwareId: string;
  readonly FirmwareName: string;
  readonly ProductKey: string;
  readonly DestVersion: string;
  readonly ModuleName?: string;
  readonly Type?: number;
  Status?: number;
}

interface Task {
  readonly device: string;
  status: string;
}

export interface Batch {
  readonly JobId: string;
  readonly FirmwareId: string;
  readonly ProductKey: string;
  readonly moduleName: string;
  readonly tags: { Key: string; Value: string }[];
  readonly tasks: Task[];
}

interface Device {
  readonly tags: Map<string, string>;
  enabled: boolean;
  /** By module. */
  readonly versions: Map<string, string>;
}

/** As much of the platform as apply needs, behind the client's interface, with faults to order. */
export class Platform implements Pick<IotClient, 'call' | 'paginate'> {
  readonly devices = new Map<string, Device>();
  readonly groups = new Map<string, Group>();
  readonly packages = new Map<string, Package>();
  readonly batches: Batch[] = [];
  /** All calls that arrived, in their order. */
  readonly log: { operation: string; parameters: Parameters }[] = [];
  /** Called before each call is carried out, whether or not it is refused. */
  before: (operation: string, parameters: Parameters) => Fault | undefined | Promise<Fault | undefined> =
    () => undefined;
  /** Whether a group call with an unknown device is refused as a whole, or counts it. */
  refusesUnknownDevices = false;
  #ids = 0;

  constructor(devices: readonly string[] = []) {
    for (const device of devices) this.register(device);
  }

  register(device: string): Device {
    const made: Device = { tags: new Map(), enabled: true, versions: new Map() };
    this.devices.set(device, made);
    return made;
  }

  makeGroup(name: string, parent?: string): Group {
    const group = { id: this.#id('group'), name, parent, members: new Set<string>() };
    this.groups.set(group.id, group);
    return group;
  }

  addPackage(made: Partial<Package> & Pick<Package, 'FirmwareId'>): Package {
    const added = {
      FirmwareName: made.FirmwareId,
      ProductKey: 'p1',
      DestVersion: '2.0.0',
      Status: 1,
      ...made,
    };
    this.packages.set(added.FirmwareId, added);
    return added;
  }

  /** `site/shanghai` → the group's members. */
  membersOf(path: string): string[] {
    let parent: string | undefined;
    let found: Group | undefined;
    for (const name of path.split('/')) {
      found = [...this.groups.values()].find((group) => group.name === name && group.parent === parent);
      parent = found?.id ?? 'none';
    }
    return [...(found?.members ?? [])].sort();
  }

  calls(operation: string): Parameters[] {
    return this.log.filter((call) => call.operation === operation).map(({ parameters }) => parameters);
  }

  async call<Request extends object, Response extends object>(
    operation: Operation<Request, Response>,
    parameters: NoInfer<Request>,
  ): Promise<Response> {
    const { name, repeatable } = operation;
    const checked = operation.request().safeParse(parameters);
    if (!checked.success) {
      const reason = describeIssues(name, checked.error);
      throw new IotError({ operation: name, code: 'Client.InvalidParameter', reason });
    }
    const sent = checked.data as Parameters;
    this.log.push({ operation: name, parameters: sent });
    const fault = await this.before(name, sent);
    const unknown = { operation: name, outcomeUnknown: true, retryable: repeatable };
    switch (fault) {
      case 'throttled':
        throw new IotError({
          operation: name,
          code: 'Throttling.User',
          reason: 'too many calls',
          retryable: true,
        });
      case 'crashed':
        throw new IotError({ ...unknown, code: 'iot.system.SystemException', reason: 'an internal error' });
      case 'lost':
        throw new IotError({ ...unknown, code: 'Client.Timeout', reason: 'no answer came in time' });
      case 'answerLost':
        this.#carryOut(name, sent);
        throw new IotError({ ...unknown, code: 'Client.ConnectionLost', reason: 'the connection broke' });
      case undefined:
        return this.#carryOut(name, sent) as Response;
    }
  }

  paginate: IotClient['paginate'] = (operation, parameters) =>
    itemsOf(operation, parameters, (request) => this.call(operation, request));

  #id(kind: string): string {
    this.#ids += 1;
    return `${kind}-${this.#ids}`;
  }

  #carryOut(operation: string, parameters: Parameters): object {
    const refuse = (code: string): never => {
      throw new IotError({ operation, code, reason: 'refused' });
    };
    const deviceOf = ({ ProductKey, DeviceName }: Parameters): Device =>
      this.devices.get(`${ProductKey}/${DeviceName}`) ?? refuse('iot.device.NotExistedDevice');
    const groupOf = (id: unknown): Group =>
      this.groups.get(String(id)) ?? refuse('iot.group.NotExistedGroup');

    switch (operation) {
      case 'SaveDeviceProp': {
        const { tags } = deviceOf(parameters);
        const saved = Object.entries(JSON.parse(String(parameters['Props'])) as Record<string, string>);
        if (saved.some(([key]) => !/^[\w.]+$/.test(key)))
          refuse('iot.device.InvalidFormattedDevicePropertyKey');
        for (const [key, value] of saved) tags.set(key, value);
        return {};
      }
      case 'DisableThing':
      case 'EnableThing':
        deviceOf(parameters).enabled = operation === 'EnableThing';
        return {};
      case 'BatchAddDeviceGroupRelations':
        return this.#addToGroup(groupOf(parameters['GroupId']), parameters['Device'] as Parameters[], refuse);
      case 'CreateDeviceGroup': {
        const name = String(parameters['GroupName']);
        const above = parameters['SuperGroupId'];
        const parent = above === undefined ? undefined : groupOf(above).id;
        if ([...this.groups.values()].some((group) => group.name === name))
          refuse('iot.group.GroupNameExisted');
        return { Data: { GroupId: this.makeGroup(name, parent).id, GroupName: name } };
      }
      case 'QueryDeviceGroupList': {
        const above = parameters['SuperGroupId'];
        if (above !== undefined) groupOf(above);
        const listed = [...this.groups.values()].filter(
          ({ name, parent }) =>
            name.includes(String(parameters['GroupName'])) && (above === undefined || parent === above),
        );
        return paged(parameters, listed, (page) => ({
          Data: { GroupInfo: page.map(({ id, name }) => ({ GroupId: id, GroupName: name })) },
        }));
      }
      case 'QuerySuperDeviceGroup': {
        const { parent } = groupOf(parameters['GroupId']);
        if (parent === undefined) return {};
        const { id, name } = groupOf(parent);
        return { Data: { GroupId: id, GroupName: name } };
      }
      case 'ListOTAFirmware': {
        const { ProductKey, DestVersion } = parameters;
        const listed = [...this.packages.values()].filter(
          (one) =>
            one.ProductKey === ProductKey && (DestVersion === undefined || one.DestVersion === DestVersion),
        );
        return paged(parameters, listed, (page) => ({ FirmwareInfo: { SimpleFirmwareInfo: page } }));
      }
      case 'CreateOTAStaticUpgradeJob':
        return this.#createBatch(parameters, refuse);
      case 'ListOTAJobByFirmware': {
        const { FirmwareId } = parameters;
        if (!this.packages.has(String(FirmwareId))) refuse('iot.firmware.FirmwareNotFound');
        const listed = this.batches.filter((batch) => batch.FirmwareId === FirmwareId).reverse();
        return paged(parameters, listed, (page) => ({
          Data: { SimpleOTAJobInfo: page.map(({ JobId, tags }) => ({ JobId, Tags: { OtaTagDTO: tags } })) },
        }));
      }
      case 'ListOTATaskByJob': {
        const batch = this.batches.find(({ JobId }) => JobId === parameters['JobId']);
        const tasks = batch?.tasks ?? refuse('iot.firmware.InvalidOTAJobId');
        return paged(parameters, tasks, (page) => ({
          Data: {
            SimpleOTATaskInfo: page.map(({ device, status }) => ({
              ProductKey: device.split('/')[0],
              DeviceName: device.split('/')[1],
              TaskStatus: status,
            })),
          },
        }));
      }
      default:
        throw new Error(`${operation} is not on this platform`);
    }
  }

  #addToGroup({ members }: Group, given: Parameters[], refuse: (code: string) => never): object {
    const keys = given.map(({ ProductKey, DeviceName }) => `${ProductKey}/${DeviceName}`);
    const valid = keys.filter((key) => this.devices.has(key));
    if (this.refusesUnknownDevices && valid.length < keys.length) refuse('iot.device.NotExistedDevice');
    const before = valid.filter((key) => members.has(key));
    const isFull = (key: string) =>
      [...this.groups.values()].filter((group) => group.members.has(key)).length >= 10;
    const exceeding = valid.filter(isFull);
    const added = valid.filter((key) => !members.has(key) && !isFull(key));
    for (const key of added) members.add(key);
    return {
      ValidDeviceCount: valid.length,
      AlreadyRelatedGroupDeviceCount: before.length,
      ExceedTenGroupDeviceCount: exceeding.length,
      SuccessAddedDeviceCount: added.length,
    };
  }

  #createBatch(parameters: Parameters, refuse: (code: string) => never): object {
    const { FirmwareId, ProductKey, TargetDeviceName, Tag, OverwriteMode, MultiModuleMode } = parameters;
    const made = this.packages.get(String(FirmwareId)) ?? refuse('iot.firmware.FirmwareNotFound');
    if (made.Status !== 1 && made.Status !== -1) refuse('iot.firmware.FirmwareNotVerified');
    const moduleName = made.ModuleName ?? 'default';
    const keys = (TargetDeviceName as string[]).map((name) => `${ProductKey}/${name}`);
    if (keys.some((key) => !this.devices.has(key))) refuse('iot.ota.DeviceNotExist');
    const due = keys.filter((key) => this.devices.get(key)?.versions.get(moduleName) !== made.DestVersion);
    if (due.length === 0) refuse('iot.firmware.NoDeviceCanUpgrade');
    const unfinished = (task: Task) => ['CONFIRM', 'QUEUED', 'NOTIFIED', 'IN_PROGRESS'].includes(task.status);
    const tasks = due.map((device): Task => {
      const earlier = this.batches
        .filter((batch) => MultiModuleMode !== true || batch.moduleName === moduleName)
        .flatMap((batch) => batch.tasks)
        .filter((task) => task.device === device && unfinished(task));
      if (earlier.some(({ status }) => status === 'IN_PROGRESS')) return { device, status: 'FAILED' };
      if (earlier.length > 0 && OverwriteMode !== 2 && MultiModuleMode !== true)
        return { device, status: 'FAILED' };
      for (const task of earlier) task.status = 'CANCELED';
      return { device, status: 'QUEUED' };
    });
    const JobId = this.#id('job');
    const tags = (Tag ?? []) as Batch['tags'];
    this.batches.push({
      JobId,
      FirmwareId: made.FirmwareId,
      ProductKey: made.ProductKey,
      moduleName,
      tags,
      tasks,
    });
    return { Data: { JobId } };
  }
}

function paged<Item>(parameters: Parameters, all: readonly Item[], answer: (page: Item[]) => object): object {
  const size = Number(parameters['PageSize'] ?? 10);
  const number = Number(parameters['CurrentPage'] ?? 1);
  const page = all.slice((number - 1) * size, number * size);
  return { ...answer(page), PageCount: Math.ceil(all.length / size), Total: all.length };
}
