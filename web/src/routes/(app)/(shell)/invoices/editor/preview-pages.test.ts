// Only pages in view that show an older wording are asked for, and never more than one answer carries.
import { describe, expect, test } from 'vitest';
import { missingPages } from './preview-pages.ts';

describe('missingPages', () => {
  const isTrue = (page: number) => page === 2;
  test('begins with the first that is not true and takes its neighbours along', () => {
    expect(missingPages([4, 3, 1], isTrue)).toEqual({ first: 1, count: 1 });
    expect(missingPages([3, 4, 5, 6], isTrue)).toEqual({ first: 3, count: 3 });
  });
  test('is nothing when all in view is true', () => {
    expect(missingPages([2], isTrue)).toBeUndefined();
    expect(missingPages([], isTrue)).toBeUndefined();
  });
});
