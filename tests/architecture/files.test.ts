// Walls for every file: its size, its first line, its name, and nothing in it that belongs to one machine.
import { expect, test } from 'vitest';
import { files, functionsOf, sources, textOf, texts } from './sources.ts';

const linesMax = 300;
const functionLinesMax = 60;
const isCode = (file: string) => /^(functions|shared|web|portal|infra|tests)\//.test(file);

test(`no source is longer than ${linesMax} lines`, () => {
  const long = texts
    .filter((file) => isCode(file) && /\.(ts|mjs|svelte|css|sql|typ)$/.test(file) && !file.endsWith('schema.sql'))
    .map((file) => ({ file, lines: textOf(file).trimEnd().split('\n').length }))
    .filter(({ lines }) => lines > linesMax)
    .map(({ file, lines }) => `${file} has ${lines} lines: ${linesMax} is the wall, so give a part of it its own file`);
  expect(long.join('\n')).toBe('');
});

test(`no function is longer than ${functionLinesMax} lines`, () => {
  const long = sources.flatMap((file) =>
    functionsOf(file)
      .filter(({ lines }) => lines > functionLinesMax)
      .map(({ name, line, lines }) => `${file}:${line} ${name} has ${lines} lines: ${functionLinesMax} is the wall`),
  );
  expect(long.join('\n')).toBe('');
});

const firstLine: Record<string, RegExp> = {
  ts: /^\/\/ \S.*[.:?]$/,
  mjs: /^\/\/ \S.*[.:?]$/,
  typ: /^\/\/ \S.*[.:?]$/,
  sql: /^-- \S.*[.:?]$/,
  svelte: /^<!-- \S.*[.:?] -->$/,
  css: /^\/\* \S.*[.:?] \*\/$/,
};

test('the first line of every source is one sentence that says what the file is for', () => {
  const silent = files.filter(isCode).flatMap((file) => {
    const pattern = firstLine[file.split('.').at(-1) ?? ''];
    if (!pattern || file.endsWith('schema.sql') || file.endsWith('.d.ts')) return [];
    const [first = '', second = ''] = textOf(file).split('\n');
    const line = first.startsWith('#!') ? second : first;
    return pattern.test(line)
      ? []
      : [`${file} begins with "${line.slice(0, 80)}": its first line must be one sentence in a comment`];
  });
  expect(silent.join('\n')).toBe('');
});

test('files and folders are named in kebab-case', () => {
  const word = /^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9-]+)*$/;
  const svelteKit = /^(\+[a-z]+(\.server)?(@[a-z]*)?\.(svelte|ts)|\([a-z-]+\)|\[{1,2}[.a-z]+(=[a-z]+)?\]{1,2})$/;
  const given =
    /^([a-z0-9-]+-OFL\.txt|\.meta\.json|\d{4}[-_][a-z0-9_-]+\.sql|README\.md|LICENSE[A-Za-z.-]*|[A-Z][A-Za-z0-9-]*\.(ttf|otf|woff2)|\.[a-z]+)$/;
  const odd = files
    .filter(isCode)
    .filter((file) => !file.split('/').every((part) => word.test(part) || svelteKit.test(part) || given.test(part)))
    .map((file) => `${file} is not in kebab-case`);
  expect(odd.join('\n')).toBe('');
});

test('only the database scopes itself: no session setting is written outside infra/database', () => {
  const word = ['set', 'config'].join('_');
  const allowed = /^(infra\/database\/|tests\/database\/|[A-Z]+\.md$)/;
  const found = texts
    .filter((file) => !allowed.test(file) && textOf(file).includes(word))
    .map((file) => `${file} uses ${word}: tenant and role are set by gate.enter and nowhere else`);
  expect(found.join('\n')).toBe('');
});

test('zod comes as a namespace, for its object would keep forty languages in every bundle', () => {
  const found = sources
    .filter(
      (file) =>
        /^(functions|shared|web|portal)\//.test(file) && /import \{[^}]*\bz\b[^}]*\} from 'zod'/.test(textOf(file)),
    )
    .map((file) => `${file} must say: import * as z from 'zod'`);
  expect(found.join('\n')).toBe('');
});

test('nothing that is committed names a machine, a home folder or a package registry', () => {
  const patterns: [RegExp, string][] = [
    [/(^|[\s"'`(=])\/(work|root|home|Users|private\/tmp)\//m, 'a path of one machine'],
    [/[A-Z]:\\\\?Users/, 'a path of one machine'],
    [new RegExp(['registry', '(npmjs|yarnpkg)'].join('\\.')), 'a registry host'],
    [/"resolved": "https?:/, 'a registry address'],
    [/(npm|node)[-.](mirror|proxy|cache)\.|artifactory|verdaccio/i, 'a registry host'],
    [/-----BEGIN [A-Z ]*PRIVATE KEY-----/, 'a private key'],
  ];
  const found = texts.flatMap((file) =>
    patterns
      .filter(([pattern]) => pattern.test(textOf(file)))
      .map(([pattern, what]) => `${file} holds ${what} (${pattern.source})`),
  );
  expect(found.filter((line) => !line.startsWith('tests/architecture/files.test.ts')).join('\n')).toBe('');
});

test('no comment leaves work for later or tells history', () => {
  const words = new RegExp(`\\b(${['TO', 'DO'].join('')}|${['FIX', 'ME'].join('')}|${['XX', 'X'].join('')})\\b`);
  const found = sources
    .filter((file) => words.test(textOf(file)))
    .map((file) => `${file} holds a note for later: do it, or file an issue`);
  expect(found.join('\n')).toBe('');
});
