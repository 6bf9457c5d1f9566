import type { ConsoleConfig } from '../../session/config.ts';

// Why nothing can be browsed here; undefined when it can.
export function otherStoreText({ objectStore, objectEndpoint }: ConsoleConfig): string | undefined {
  if (objectStore === 'embedded') return undefined;
  const where = objectEndpoint ? ` at ${objectEndpoint}` : '';
  return `Buckets are in another S3 service${where}, which your key does not open.`;
}
