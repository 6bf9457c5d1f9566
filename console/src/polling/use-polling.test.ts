// @vitest-environment jsdom
import { act, renderHook } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { usePolling } from './use-polling.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

const pass = (ms: number) => act(() => vi.advanceTimersByTimeAsync(ms));

function hide(hidden: boolean) {
  vi.spyOn(document, 'hidden', 'get').mockReturnValue(hidden);
  return act(async () => document.dispatchEvent(new Event('visibilitychange')));
}

describe('usePolling', () => {
  it('asks again as long as it is told to', async () => {
    const answers = ['IN_PROGRESS', 'IN_PROGRESS', 'COMPLETED'];
    const load = vi.fn(async () => answers[Math.min(load.mock.calls.length, 3) - 1]);
    const { result } = renderHook(() =>
      usePolling(load, (status) => (status === 'COMPLETED' ? undefined : 2000)),
    );
    expect(result.current).toMatchObject({ data: undefined, loading: true });
    await pass(0);
    expect(result.current).toMatchObject({ data: 'IN_PROGRESS', loading: false });
    await pass(1999);
    expect(load).toHaveBeenCalledTimes(1);
    await pass(1);
    expect(load).toHaveBeenCalledTimes(2);
    await pass(2000);
    expect(result.current.data).toBe('COMPLETED');
    await pass(600_000);
    expect(load).toHaveBeenCalledTimes(3);
  });

  it('does not ask while nobody looks, and does as soon as somebody does', async () => {
    const load = vi.fn(async () => 'x');
    renderHook(() => usePolling(load, () => 1000));
    await pass(0);
    await hide(true);
    await pass(60_000);
    expect(load).toHaveBeenCalledTimes(1);
    await hide(false);
    expect(load).toHaveBeenCalledTimes(2);
    await pass(1000);
    expect(load).toHaveBeenCalledTimes(3);
  });

  it('keeps what it had when a request fails, and goes on', async () => {
    let fails = false;
    const load = async () => {
      if (fails) throw new Error('no answer');
      return 'data';
    };
    const { result } = renderHook(() => usePolling(load, () => 1000));
    await pass(0);
    fails = true;
    await pass(1000);
    expect(result.current).toMatchObject({ data: 'data', error: new Error('no answer') });
    fails = false;
    await pass(1000);
    expect(result.current.error).toBeUndefined();
  });

  it('an answer to an older question is not shown', async () => {
    const answer = new Map<string, (value: string) => void>();
    const signals: AbortSignal[] = [];
    const loads = new Map(
      ['first', 'second'].map((name) => [
        name,
        (signal: AbortSignal) => {
          signals.push(signal);
          return new Promise<string>((resolve) => answer.set(name, resolve));
        },
      ]),
    );
    const { result, rerender } = renderHook(
      ({ name }) => usePolling(loads.get(name)!, () => undefined),
      { initialProps: { name: 'first' } },
    );
    rerender({ name: 'second' });
    expect(signals[0]?.aborted).toBe(true);
    await act(async () => answer.get('second')?.('new'));
    await act(async () => answer.get('first')?.('old'));
    expect(result.current.data).toBe('new');
  });

  it('refresh asks at once', async () => {
    const load = vi.fn(async () => load.mock.calls.length);
    const { result } = renderHook(() => usePolling(load, () => undefined));
    await pass(0);
    act(() => result.current.refresh());
    expect(result.current.loading).toBe(true);
    await pass(0);
    expect(result.current).toMatchObject({ data: 2, loading: false });
  });

  it('ends with its page', async () => {
    const load = vi.fn(async () => 'x');
    const { unmount } = renderHook(() => usePolling(load, () => 1000));
    await pass(0);
    unmount();
    await pass(10_000);
    expect(load).toHaveBeenCalledTimes(1);
  });
});
