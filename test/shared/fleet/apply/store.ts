import { createMemoryStore } from '../../../../shared/store/memory.ts';
import type { Store } from '../../../../shared/store/store.ts';

/** A store that can be made to fail. */
export interface FailingStore extends Store {
  /** Called with the command's name before each; what it throws, the command rejects with. */
  before: (command: string) => void;
}

export function createFailingStore(): FailingStore {
  const store = createMemoryStore();
  const failing: FailingStore = {
    before: () => {},
    newest: (...given) => guarded('newest', () => store.newest(...given)),
    countWithin: (...given) => guarded('countWithin', () => store.countWithin(...given)),
    claim: (...given) => guarded('claim', () => store.claim(...given)),
    release: (...given) => guarded('release', () => store.release(...given)),
    remember: (...given) => guarded('remember', () => store.remember(...given)),
    recall: (...given) => guarded('recall', () => store.recall(...given)),
    forget: (...given) => guarded('forget', () => store.forget(...given)),
    keepDeadLetters: (...given) => guarded('keepDeadLetters', () => store.keepDeadLetters(...given)),
    deadLetters: () => guarded('deadLetters', () => store.deadLetters()),
    dropDeadLetters: (...given) => guarded('dropDeadLetters', () => store.dropDeadLetters(...given)),
    noteFailures: (...given) => guarded('noteFailures', () => store.noteFailures(...given)),
    close: () => store.close(),
  };
  async function guarded<Result>(command: string, run: () => Promise<Result>): Promise<Result> {
    failing.before(command);
    return run();
  }
  return failing;
}
