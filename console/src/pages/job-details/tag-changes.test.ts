import { expect, it } from 'vitest';
import { tagChanges } from './tag-changes.ts';

it('asks for what differs alone', () => {
  const before = [
    { Key: 'same', Value: 'a' },
    { Key: 'changed', Value: 'b' },
    { Key: 'removed', Value: 'c' },
    { Key: 'made anew', Value: 'd' },
  ];
  const changes = tagChanges(before, [
    { key: 'same', value: 'a', existing: true },
    { key: 'changed', value: '', existing: true },
    { key: 'removed', value: 'c', existing: true, markedForRemoval: true },
    { key: 'made anew', value: 'd', existing: true, markedForRemoval: true },
    { key: 'made anew', value: 'e', existing: false },
    { key: 'new', value: '', existing: false },
    { key: '', value: '', existing: false },
  ]);
  expect(changes).toEqual({
    removed: ['removed'],
    put: [
      { Key: 'changed', Value: '' },
      { Key: 'made anew', Value: 'e' },
      { Key: 'new', Value: '' },
    ],
  });
});
