// A cursor belongs to the list and the sort it was made for, and nothing else is taken for one.
import * as z from 'zod';
import { describe, expect, test } from 'vitest';
import { Problem } from '../../shared/problem.ts';
import { list } from './lists.ts';

const Item = z.strictObject({ id: z.uuid(), name: z.string() });
const id = '0190b1c2-0000-7000-8000-000000000001';
const items = list({
  item: Item,
  columns: 'i.id, i.name',
  from: 'items i',
  id: 'i.id',
  sorts: {
    name: { expression: 'i.name', type: 'text' },
    createdAt: { expression: 'i.created_at', type: 'timestamptz' },
    dueDate: { expression: `coalesce(i.due_date, 'infinity')`, type: 'date' },
    totalMinor: { expression: 'i.total_minor', type: 'bigint' },
  },
  defaultSort: '-createdAt',
});
const cursorOf = (...parts: unknown[]) => Buffer.from(JSON.stringify(parts)).toString('base64url');
const row = (name: string) => ({ item: { id, name }, cursorKey: name, cursorId: id });

describe('a list', () => {
  test('asks for one row more than the page and says so by its next cursor', () => {
    const { text, values } = items.statement({ limit: 2, sort: 'name' });
    expect(values).toEqual([3]);
    expect(text.replace(/\s+/g, ' ')).toContain('order by i.name asc, i.id asc limit $1');
    const page = items.page([row('a'), row('b'), row('c')], { limit: 2, sort: 'name' });
    expect(page.items.map(({ name }) => name)).toEqual(['a', 'b']);
    const next = items.statement({ limit: 2, sort: 'name', cursor: page.nextCursor ?? '' });
    expect(next.values).toEqual(['b', id, 3]);
    expect(next.text).toContain('(i.name, i.id) > ($1::text, $2::uuid)');
    expect(items.page([row('a'), row('b')], { limit: 2, sort: 'name' }).nextCursor).toBeNull();
  });

  test('numbers the values of its conditions in their order, and never writes one into the text', () => {
    const { text, values } = items.statement({ cursor: cursorOf('-createdAt', '2026-01-01 00:00:00.5+00', id) }, [
      ['i.state = ?', "x' or true"],
      ['i.total between ? and ?', 1, 2],
    ]);
    expect(text).toContain('(i.state = $1) and (i.total between $2 and $3)');
    expect(text).toContain('< ($4::timestamptz, $5::uuid)');
    expect(values).toEqual(["x' or true", 1, 2, '2026-01-01 00:00:00.5+00', id, 51]);
    expect(text).not.toContain('or true');
  });

  test.each([
    ['not base64 of JSON', 'x'],
    ['no list', Buffer.from('{}').toString('base64url')],
    ['of another sort', cursorOf('name', 'a', id)],
    ['of the other direction', cursorOf('createdAt', '2026-01-01 00:00:00+00', id)],
    ['without an id', cursorOf('-createdAt', '2026-01-01 00:00:00+00', 'x')],
    ['with a time that is none', cursorOf('-createdAt', "now'", id)],
    ['of a day that no calendar has', cursorOf('-createdAt', '2026-02-31 00:00:00+00', id)],
    ['of an hour that no clock has', cursorOf('-createdAt', '2026-02-03 99:00:00+00', id)],
    ['with too much', cursorOf('-createdAt', '2026-01-01 00:00:00+00', id, 1)],
  ])('refuses a cursor that is %s', (_, cursor) => {
    expect(() => items.statement({ cursor })).toThrow(Problem);
    try {
      items.statement({ cursor });
    } catch (error) {
      expect(error).toMatchObject({ kind: 'invalid', fields: [{ pointer: '?cursor', key: 'field.cursor' }] });
    }
  });
});
