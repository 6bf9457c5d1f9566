// @vitest-environment jsdom
import { act, render, screen } from '@testing-library/react';
import { beforeEach, expect, it, vi } from 'vitest';
import { askToLeave, leaveNow, useLeaveGuard } from './leaving.ts';
import { navigate, useHash } from './router.ts';

const ask = vi.fn();

function Page({ held }: { held: boolean }) {
  useLeaveGuard(held, ask);
  return <p>at {useHash()}</p>;
}

const moved = async (target: string) =>
  act(async () => {
    navigate(target);
    await new Promise((resolve) => window.addEventListener('hashchange', resolve, { once: true }));
  });

beforeEach(() => {
  ask.mockReset();
  window.history.replaceState(null, '', '#/edit');
});

it('goes elsewhere at once when nothing would be lost', async () => {
  render(<Page held={false} />);
  await moved('#/jobs');
  screen.getByText('at #/jobs');
  expect(ask).not.toHaveBeenCalled();
});

it('stays until the user agrees, also after the address was changed', async () => {
  render(<Page held />);
  await moved('#/jobs');
  screen.getByText('at #/edit');
  expect(window.location.hash).toBe('#/edit');
  const leave = ask.mock.lastCall?.[0] as () => void;
  await act(async () => {
    leaveNow(leave);
    await new Promise((resolve) => window.addEventListener('hashchange', resolve, { once: true }));
  });
  screen.getByText('at #/jobs');
});

it('asks before what is no address as well', () => {
  const signOut = vi.fn();
  const { unmount } = render(<Page held />);
  askToLeave(signOut);
  expect(ask).toHaveBeenCalledWith(signOut);
  expect(signOut).not.toHaveBeenCalled();
  unmount();
  askToLeave(signOut);
  expect(signOut).toHaveBeenCalled();
});
