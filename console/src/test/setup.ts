import { afterEach } from 'vitest';

// Only tests of components have a document.
if (typeof document !== 'undefined') {
  const { cleanup, configure } = await import('@testing-library/react');
  configure({
    asyncUtilTimeout: 20_000,
    // Without the whole document, which is thousands of lines.
    getElementError: (message) => new Error(message ?? undefined),
  });
  afterEach(cleanup);
}
