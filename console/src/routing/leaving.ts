// A page with something that would be lost asks before it is left.
import { useEffect } from 'react';

// Gets what is to be done if the user agrees.
type Guard = (leave: () => void) => void;

let guard: Guard | undefined;

export function isHeld(): boolean {
  return guard !== undefined;
}

// Does `leave` now, or once the user has agreed.
export function askToLeave(leave: () => void): void {
  if (guard) guard(leave);
  else leave();
}

// While `held`, `ask` is called instead of going elsewhere. Whoever agrees goes by `leaveNow`.
export function useLeaveGuard(held: boolean, ask: Guard): void {
  useEffect(() => {
    if (!held) return undefined;
    // A closed or reloaded tab: the browser asks, in its own words.
    const unload = (event: BeforeUnloadEvent) => event.preventDefault();
    guard = ask;
    window.addEventListener('beforeunload', unload);
    return () => {
      guard = undefined;
      window.removeEventListener('beforeunload', unload);
    };
  }, [held, ask]);
}

export function leaveNow(leave: () => void): void {
  guard = undefined;
  leave();
}
