import { effectsOf } from '../effects.ts';
import { keepCancels } from './ota/cancels.ts';
import { keepDynamicBatches } from './ota/dynamic-batches.ts';
import { keepLists } from './ota/lists.ts';
import { keepModules } from './ota/modules.ts';
import { keepPackages } from './ota/packages.ts';
import { keepPolicies } from './ota/policies.ts';
import { keepStaticBatches } from './ota/static-batches.ts';
import { keepTargets } from './ota/targets.ts';
import { keepTasks } from './ota/tasks.ts';
import { keepUploads } from './ota/uploads.ts';
import { keepVerification } from './ota/verification.ts';

const effects = effectsOf('ota');

keepModules(effects);
keepUploads(effects);
keepPackages(effects);
keepVerification(effects);
keepTargets(effects);
keepStaticBatches(effects);
keepPolicies(effects);
keepDynamicBatches(effects);
keepTasks(effects);
keepCancels(effects);
keepLists(effects);
effects.butNot({});
