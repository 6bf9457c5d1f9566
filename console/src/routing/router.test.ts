import { describe, expect, it } from 'vitest';
import { href, match, parseHash } from './router.ts';

describe('href and parseHash', () => {
  it.each([
    [['jobs'], {}],
    [['jobs', 'my job/with #?%'], { tab: 'text & more' }],
    [[], {}],
  ])('keep %j', (segments, query) => {
    const location = parseHash(href(segments, query));
    expect(location.segments).toEqual(segments);
    expect(Object.fromEntries(location.query)).toEqual(query);
  });

  it('take what somebody typed', () => {
    expect(parseHash('').segments).toEqual([]);
    expect(parseHash('#jobs').segments).toEqual(['jobs']);
    expect(parseHash('#/jobs/50%').segments).toEqual(['jobs', '50%']);
    expect(parseHash('#/a?b=c?d').query.get('b')).toBe('c?d');
  });
});

describe('match', () => {
  it('names the parts of a path', () => {
    expect(match('jobs/:name', ['jobs', 'first'])).toEqual({ name: 'first' });
    expect(match('jobs/:name/review', ['jobs', 'first', 'review'])).toEqual({ name: 'first' });
  });

  it('takes no shorter, longer or other path', () => {
    expect(match('jobs/:name', ['jobs'])).toBeUndefined();
    expect(match('jobs', ['jobs', 'first'])).toBeUndefined();
    expect(match('jobs', ['vocabularies'])).toBeUndefined();
  });
});
