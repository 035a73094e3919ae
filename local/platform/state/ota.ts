import type { Device } from './device.ts';
import { defaultModule, type Firmware, type OtaModule } from './firmware.ts';
import type { Product } from './products.ts';
import type { UpdateBatch } from './update-batch.ts';
import type { TaskStatus, UpdateTask } from './update-task.ts';

/** All modules, update packages, batches and tasks, and the indexes by which they are asked for. */
export class OtaState {
  readonly #modules = new Map<Product, Map<string, OtaModule>>();
  readonly #firmwares = new Map<string, Firmware>();
  readonly #firmwareNames = new Set<string>();
  readonly #batches = new Map<string, UpdateBatch>();
  readonly #running = new Map<Product, Set<UpdateBatch>>();
  readonly #tasks = new Map<string, UpdateTask>();
  readonly #tasksOfDevice = new Map<Device, UpdateTask[]>();

  /** The custom modules of a product, in the order in which they were made. */
  modulesOf(product: Product): readonly OtaModule[] {
    return [...(this.#modules.get(product)?.values() ?? [])];
  }

  /** @param moduleName the name in whatever letter case: two that differ only in it cannot both be */
  moduleNamed(product: Product, moduleName: string): OtaModule | undefined {
    return this.#modules.get(product)?.get(moduleName.toLowerCase());
  }

  addModule(module: OtaModule): void {
    let modules = this.#modules.get(module.product);
    if (modules === undefined) {
      modules = new Map();
      this.#modules.set(module.product, modules);
    }
    modules.set(module.moduleName.toLowerCase(), module);
  }

  deleteModule(module: OtaModule): void {
    this.#modules.get(module.product)?.delete(module.moduleName.toLowerCase());
  }

  /** Whether the devices of a product have a module of exactly this name, be it the default one. */
  hasModule(product: Product | undefined, moduleName: string): boolean {
    if (moduleName === defaultModule) return true;
    return product !== undefined && this.moduleNamed(product, moduleName)?.moduleName === moduleName;
  }

  get firmwareCount(): number {
    return this.#firmwares.size;
  }

  /** All packages, the oldest first. */
  firmwares(): IterableIterator<Firmware> {
    return this.#firmwares.values();
  }

  firmware(firmwareId: string): Firmware | undefined {
    return this.#firmwares.get(firmwareId);
  }

  hasFirmwareNamed(firmwareName: string): boolean {
    return this.#firmwareNames.has(firmwareName);
  }

  addFirmware(firmware: Firmware): void {
    this.#firmwares.set(firmware.content.firmwareId, firmware);
    this.#firmwareNames.add(firmware.content.firmwareName);
  }

  /** Its batches and their tasks stay. */
  deleteFirmware(firmware: Firmware): void {
    this.#firmwares.delete(firmware.content.firmwareId);
    this.#firmwareNames.delete(firmware.content.firmwareName);
  }

  batch(jobId: string): UpdateBatch | undefined {
    return this.#batches.get(jobId);
  }

  batches(): IterableIterator<UpdateBatch> {
    return this.#batches.values();
  }

  addBatch(batch: UpdateBatch): void {
    this.#batches.set(batch.plan.jobId, batch);
    batch.plan.firmware.batches.push(batch);
    if (batch.plan.selectionType === 'DYNAMIC') this.#dynamicOf(batch.plan.product).add(batch);
  }

  /** A number that no other batch has. */
  newStreamId(): number {
    return this.#batches.size + 1;
  }

  /** The dynamic batches of a product whose policy stands, the oldest first. */
  runningDynamicBatches(product: Product): ReadonlySet<UpdateBatch> {
    return this.#running.get(product) ?? none;
  }

  /** The policy of a dynamic batch makes no more tasks. */
  endDynamic(batch: UpdateBatch): void {
    this.#running.get(batch.plan.product)?.delete(batch);
  }

  task(taskId: string): UpdateTask | undefined {
    return this.#tasks.get(taskId);
  }

  /** All tasks of all batches, the oldest first. */
  tasks(): IterableIterator<UpdateTask> {
    return this.#tasks.values();
  }

  /** All tasks that a device ever had, the oldest first. */
  tasksOf(device: Device): readonly UpdateTask[] {
    return this.#tasksOfDevice.get(device) ?? [];
  }

  addTask(task: UpdateTask): void {
    this.#tasks.set(task.taskId, task);
    const tasks = this.#tasksOfDevice.get(task.device);
    if (tasks === undefined) this.#tasksOfDevice.set(task.device, [task]);
    else tasks.push(task);
    task.batch.tasks.push(task);
    task.batch.index(task, task.status);
  }

  /** Changes a task's state. Nothing else does, so that no index falls behind. */
  moveTask(task: UpdateTask, status: TaskStatus): void {
    task.batch.index(task, status);
    task.status = status;
  }

  #dynamicOf(product: Product): Set<UpdateBatch> {
    let batches = this.#running.get(product);
    if (batches === undefined) {
      batches = new Set();
      this.#running.set(product, batches);
    }
    return batches;
  }
}

const none: ReadonlySet<UpdateBatch> = new Set();
