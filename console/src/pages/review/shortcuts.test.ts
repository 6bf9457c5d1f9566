import { expect, it } from 'vitest';
import { commandOf } from './shortcuts.ts';

const none = { ctrlKey: false, metaKey: false, altKey: false, shiftKey: false };

it.each([
  ['n', {}, 'next'],
  ['N', { shiftKey: true }, 'next'],
  ['n', { ctrlKey: true }, undefined],
  ['[', { ctrlKey: true, altKey: true }, 'extend-start'],
  ['{', { shiftKey: true }, 'shrink-start'],
  ['z', { ctrlKey: true }, 'undo'],
  ['Z', { metaKey: true, shiftKey: true }, 'redo'],
  ['y', { ctrlKey: true }, 'redo'],
  ['Enter', { ctrlKey: true }, 'publish'],
  ['Enter', {}, undefined],
])('%s with %o is %s', (key, more, command) => {
  expect(commandOf({ ...none, key, ...more })).toBe(command);
});
