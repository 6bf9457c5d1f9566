// What the service answers when it refuses, in AWS's shape, and what happens when it does not answer.

export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly code: string;
  readonly status: number; // 0: there was no answer
  readonly requestId: string;

  constructor(code: string, message: string, status: number, requestId = '') {
    super(message);
    this.code = code;
    this.status = status;
    this.requestId = requestId;
  }
}

export const NO_ANSWER = 'NoAnswer';

export function noAnswer(): ApiError {
  return new ApiError(
    NO_ANSWER,
    'The service did not answer. Check that it is running and that this computer reaches it.',
    0,
  );
}

// The request was given up by its AbortSignal: no fault, nothing to show.
export function isAbort(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'AbortError';
}

// For a notice: a fault of ours is told as well, as nothing else would show it.
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
