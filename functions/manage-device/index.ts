import description from '../../docs/openapi.json' with { type: 'json' };
import { hook } from '../../shared/runtime/http/hook.ts';
import { routes } from './routes.ts';

/** Lets operators and ticket systems act on a device by HTTP: docs/hooks.md says how. */
export const { initialize, handler, preStop } = hook(routes, description, process.env, import.meta.dirname);
