// Ports: a taken one is named with the part that wants it, and a base is checked before it is used.
import { createServer } from 'node:net';
import { expect, test } from 'vitest';
import { assertPortsFree, findFreePortBase, portBaseFrom, portsFrom } from './ports.ts';

test('a taken port is named with the part that wants it', async () => {
  const ports = portsFrom(await findFreePortBase());
  const other = createServer();
  await new Promise<void>((resolve) => other.listen(ports.postgres, '127.0.0.1', resolve));
  await expect(assertPortsFree(ports, ['app', 'postgres'])).rejects.toThrow(
    `Port ${ports.postgres} (wanted by PostgreSQL) is used by another program.`,
  );
  await new Promise((resolve) => other.close(resolve));
  await assertPortsFree(ports, ['app', 'postgres']);
});

test.each(['x', '-1', '80', '70000', '1.5', '', '32760'])(
  '"%s" is no port base, and the sentence says why',
  (value) => {
    expect(() => portBaseFrom(value)).toThrow('--port-base must be a whole number');
  },
);

test('no two parts share a port', () => {
  const ports = Object.values(portsFrom(portBaseFrom(undefined)));
  expect(new Set(ports).size).toBe(ports.length);
});
