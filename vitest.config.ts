import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/build.ts'],
    // As Node.js itself imports CommonJS, so that a test sees what a command sees.
    deps: { interopDefault: false },
    // Much of the time is waited: each core can carry a worker.
    maxWorkers: '100%',
    testTimeout: 20_000,
    hookTimeout: 20_000,
  },
});
