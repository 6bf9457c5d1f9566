import { expect, it } from 'vitest';
import { plainRow } from './content.ts';
import {
  editedRows,
  haveChanges,
  isChanged,
  replacedBy,
  withChange,
  withNewRow,
} from './edited-rows.ts';

const saved = [plainRow('one'), plainRow('two')];

it('rows as they were saved have no changes', () => {
  expect(haveChanges(editedRows(saved), saved)).toBe(false);
});

it('a change and its taking back are seen', () => {
  const changed = withChange(editedRows(saved), 1, 'displayAs', 'Two');
  expect(changed.map(isChanged)).toEqual([false, true]);
  expect(haveChanges(changed, saved)).toBe(true);
  expect(haveChanges(withChange(changed, 1, 'displayAs', ''), saved)).toBe(false);
});

it('a new row stands in front and is another one', () => {
  const rows = withNewRow(withNewRow(editedRows(saved)));
  expect(rows.map(({ id, phrase }) => [id, phrase])).toEqual([
    [3, ''],
    [2, ''],
    [0, 'one'],
    [1, 'two'],
  ]);
  expect(isChanged(rows[0]!)).toBe(true);
});

it('a row less is a change', () => {
  expect(haveChanges(editedRows(saved).slice(1), saved)).toBe(true);
});

it('imported rows take the place of all', () => {
  const rows = replacedBy(editedRows(saved), saved);
  expect(rows.map(({ id }) => id)).toEqual([2, 3]);
  expect(haveChanges(rows, saved)).toBe(true);
});
