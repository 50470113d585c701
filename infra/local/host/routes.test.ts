// Route templates match what ASP.NET Core would match, and the most precise one wins.
import { describe, expect, test } from 'vitest';
import { compareRoutes, matchRoute, parseRoute } from './routes.ts';

const match = (template: string, path: string) =>
  matchRoute(
    parseRoute(template),
    path.split('/').filter((part) => part !== ''),
  );

describe('matching', () => {
  test.each([
    ['a/b', 'a/b', {}],
    ['a/b', 'A/B', {}],
    ['a/b', 'a', null],
    ['a/b', 'a/b/c', null],
    ['a/{id}', 'a/1', { id: '1' }],
    ['a/{id}', 'a', null],
    ['a/{id?}', 'a', {}],
    ['a/{id=7}', 'a', { id: '7' }],
    ['a/{id=7}', 'a/8', { id: '8' }],
    ['{*all}', '', {}],
    ['{*all}', 'x/y/z', { all: 'x/y/z' }],
    ['f/{**all}', 'f/x/y', { all: 'x/y' }],
    ['{name}.{kind?}', 'report.pdf', { name: 'report', kind: 'pdf' }],
    ['{name}.{kind?}', 'report', { name: 'report' }],
    ['v{major:int}', 'v2', { major: '2' }],
    ['v{major:int}', 'vx', null],
  ])('%s against /%s', (template, path, expected) => {
    expect(match(template, path)).toEqual(expected);
  });
});

describe('constraints', () => {
  test.each([
    ['int', '-5', true],
    ['int', '2147483648', false],
    ['int', '1.5', false],
    ['long', '2147483648', true],
    ['long', '9223372036854775808', false],
    ['bool', 'TRUE', true],
    ['bool', '1', false],
    ['guid', '0198c7b2-1111-7222-8333-444455556666', true],
    ['guid', '0198c7b2', false],
    ['decimal', '12.50', true],
    ['decimal', '1e3', false],
    ['double', '1e3', true],
    ['double', 'x', false],
    ['datetime', '2026-11-25', true],
    ['datetime', 'tomorrow', false],
    ['alpha', 'abc', true],
    ['alpha', 'a1', false],
    ['minlength(3)', 'ab', false],
    ['maxlength(3)', 'abcd', false],
    ['length(2)', 'ab', true],
    ['length(2)', 'abc', false],
    ['length(2,4)', 'abc', true],
    ['min(18)', '17', false],
    ['max(18)', '18', true],
    ['range(1,10)', '11', false],
    ['required', 'x', true],
    ['regex(^\\d{{3}}-\\d{{2}}$)', '123-45', true],
    ['regex(^\\d{{3}}-\\d{{2}}$)', '12-345', false],
    ['alpha:minlength(2)', 'a', false],
    ['alpha:minlength(2)', 'ab', true],
  ])('{x:%s} against %s is %s', (constraint, value, isAccepted) => {
    expect(match(`{x:${constraint}}`, value) !== null).toBe(isAccepted);
  });
  test('an unknown constraint is refused when the app starts, not when a request comes', () => {
    expect(() => parseRoute('a/{id:uuid}')).toThrow('"uuid" is not known');
  });
});

test('literals come before constrained parameters, these before plain ones, catch-alls last', () => {
  const templates = ['{*rest}', 'a/{x}', 'a/{x:int}', 'a/b', '{y}/b', 'a/b-{x}', '{*rest:alpha}'];
  const sorted = templates
    .map((template) => ({ template, route: parseRoute(template) }))
    .sort((one, other) => compareRoutes(one.route, other.route))
    .map((one) => one.template);
  expect(sorted).toEqual(['a/b', 'a/b-{x}', 'a/{x:int}', 'a/{x}', '{y}/b', '{*rest:alpha}', '{*rest}']);
});
