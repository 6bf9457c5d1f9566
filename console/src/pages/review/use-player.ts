import { useSyncExternalStore } from 'react';
import type { Player } from '../../review/player.ts';

// What `read` says of the player, which must be a plain value: only another one draws anew.
export function usePlayer<T extends string | number | boolean>(
  player: Player,
  read: (player: Player) => T,
): T {
  return useSyncExternalStore(player.subscribe, () => read(player));
}
