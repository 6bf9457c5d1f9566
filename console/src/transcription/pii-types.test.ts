import { expect, it } from 'vitest';
import { CONSTRAINTS } from '../api/constraints.ts';
import { PII_TYPES, piiTypeName } from './pii-types.ts';

it('every type of the service is in a group, but ALL', () => {
  const known = CONSTRAINTS.PiiEntityType.values.filter((type) => type !== 'ALL');
  expect([...PII_TYPES].sort()).toEqual([...known].sort());
});

it('a type of a newer service is shown by its code', () => {
  expect(piiTypeName('SSN')).toBe('US Social Security number');
  expect(piiTypeName('SHOE_SIZE')).toBe('SHOE_SIZE');
});
