// One peer in a process of its own: `node api-server.ts <endpoint|hand|drizzle> <port>`; says when it listens.
import { createServer } from 'node:http';
import { drizzleServer } from './drizzle-handler.ts';
import { endpointHandler } from './endpoint-handler.ts';
import { handWrittenHandler } from './hand-written-handler.ts';

const [kind, port] = process.argv.slice(2);
const host = '127.0.0.1';

if (kind === 'drizzle') {
  await drizzleServer(process.env['BENCH_DATABASE_ADMIN_URL'] ?? '').listen({ port: Number(port), host });
} else {
  const handler = kind === 'hand' ? handWrittenHandler() : endpointHandler();
  await new Promise<void>((resolve) => createServer(handler).listen(Number(port), host, resolve));
}
process.send?.('listening');
process.on('disconnect', () => process.exit(0));
