// The text behind a signed address, which needs no key.
import { ApiError, isAbort, noAnswer } from './errors.ts';

export async function readAddress(address: string, signal?: AbortSignal): Promise<string> {
  let response: Response;
  try {
    response = await fetch(address, {
      signal: signal ?? null,
      cache: 'no-store',
      credentials: 'omit',
    });
  } catch (error) {
    if (isAbort(error)) throw error;
    throw noAnswer();
  }
  if (!response.ok) {
    const text = `The service answered with status ${response.status} when asked for the document.`;
    throw new ApiError(`HTTP${response.status}`, text, response.status);
  }
  return response.text();
}
