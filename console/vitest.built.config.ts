import { defineConfig } from 'vitest/config';

// What is asked of the built files, after `npm run build`.
export default defineConfig({
  test: { environment: 'node', include: ['built/**/*.test.ts'] },
});
