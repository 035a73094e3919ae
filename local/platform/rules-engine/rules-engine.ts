import type { Platform } from '../platform.ts';
import type { InvokeFunction } from './forward.ts';
import { Run, type SourceMessage } from './run.ts';
import { secretIn, sqlMessage, withoutSecret } from './source.ts';

/**
 * Runs the rules that are started on the platform's messages from now on.
 *
 * @param invokeFunction runs functions; without it, what goes to Function Compute is only kept among the deliveries
 */
export function startRulesEngine(platform: Platform, invokeFunction?: InvokeFunction | undefined): void {
  platform.messages.listen((message, _flag, product) => {
    let source: SourceMessage | undefined;
    for (const rule of platform.state.rules.running(product.productKey)) {
      if (rule.running?.fits(message.topic) !== true) continue;
      if (source === undefined) {
        const seen = sqlMessage(message, product, platform);
        const secret = secretIn(seen);
        const shown = secret === undefined ? seen : withoutSecret(seen, secret);
        source = { message, seen, shown, secret };
      }
      new Run(rule, source, platform, invokeFunction).start(rule.running.sql);
    }
  });
}
