import { afterEach } from 'vitest';

// Only tests of components have a document to clean.
if (typeof document !== 'undefined') {
  const { cleanup } = await import('@testing-library/react');
  afterEach(cleanup);
}
