import description from '../../docs/openapi.json' with { type: 'json' };
import { hook } from '../../shared/runtime/http/hook.ts';
import { routes } from './routes.ts';

/** Lets a build server release firmware by HTTP: docs/hooks.md says how. */
export const { initialize, handler, preStop } = hook(routes, description, process.env, import.meta.dirname);
