// What the server tells the console before anybody has signed in.
import { ApiError, noAnswer } from '../api/errors.ts';
import type { LanguageCode } from '../api/model.ts';

export interface ConsoleConfig {
  region: string;
  // The address that clients use: differs from this page's behind a proxy.
  endpoint: string;
  version: string;
  accountId: string;
  // The service's own, which nobody may name as an output.
  serviceBucket: string;
  // After so many days a finished job goes away.
  retentionDays: number;
  // Of transcription jobs.
  languages: LanguageCode[];
  // 's3': buckets are of another S3 service, at objectEndpoint, which these keys do not open.
  objectStore: 'embedded' | 's3';
  objectEndpoint?: string;
}

export interface LoadedConfig {
  config: ConsoleConfig;
  // Server's clock minus this computer's. A signature's date must fit the server's.
  clockOffsetMs: number;
}

// A header tells whole seconds, and an answer takes a while: less than this is no difference.
const CLOCK_TOLERANCE_MS = 5_000;

export async function loadConfig(
  fetchFrom: typeof fetch = fetch,
  now: () => number = Date.now,
): Promise<LoadedConfig> {
  let response: Response;
  try {
    // Relative to the page, under whatever path it is served.
    response = await fetchFrom('config.json', { cache: 'no-store', credentials: 'omit' });
  } catch {
    throw noAnswer();
  }
  if (!response.ok) {
    const text = `The service answered with status ${response.status} when asked for its settings.`;
    throw new ApiError(`HTTP${response.status}`, text, response.status);
  }
  const received = now();
  const config = (await response.json()) as Omit<ConsoleConfig, 'endpoint'> &
    Partial<ConsoleConfig>;
  const date = Date.parse(response.headers.get('Date') ?? '');
  const offset = Number.isNaN(date) ? 0 : date - received;
  return {
    config: { endpoint: window.location.origin, ...config },
    clockOffsetMs: Math.abs(offset) > CLOCK_TOLERANCE_MS ? offset : 0,
  };
}
