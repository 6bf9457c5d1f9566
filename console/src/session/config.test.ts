// @vitest-environment jsdom
import { describe, expect, it } from 'vitest';
import { loadConfig } from './config.ts';

const SENT = {
  region: 'eu-west-1',
  version: '1.2.3',
  accountId: '000000000000',
  serviceBucket: 'aws-transcribe-eu-west-1-prod',
  objectStore: 'embedded',
  retentionDays: 90,
  languages: ['en-US'],
};
const CLOCK = Date.parse('2024-02-29T12:00:00Z');

function answer(date: string | null, status = 200): typeof fetch {
  const body = JSON.stringify(SENT);
  return async () => new Response(body, { status, headers: date ? { Date: date } : {} });
}

describe('loadConfig', () => {
  it('takes this page’s address for the service’s when it names none', async () => {
    const { config } = await loadConfig(answer(null), () => CLOCK);
    expect(config).toEqual({ ...SENT, endpoint: window.location.origin });
  });

  it.each([
    ['Thu, 29 Feb 2024 12:30:00 GMT', 30 * 60_000],
    ['Thu, 29 Feb 2024 11:00:00 GMT', -60 * 60_000],
    ['Thu, 29 Feb 2024 11:59:58 GMT', 0],
    [null, 0],
  ])('of the server’s date %j the clock is off by %d ms', async (date, offset) => {
    expect((await loadConfig(answer(date), () => CLOCK)).clockOffsetMs).toBe(offset);
  });

  it('tells a refusal and a missing answer', async () => {
    await expect(loadConfig(answer(null, 503))).rejects.toMatchObject({ status: 503 });
    const refused = () => Promise.reject(new TypeError('refused'));
    await expect(loadConfig(refused)).rejects.toMatchObject({ code: 'NoAnswer' });
  });
});
