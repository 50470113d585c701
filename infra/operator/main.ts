// `npm run operator -- …`: what staff of the house do by command; see infra/runbooks.
import { parseArgs } from 'node:util';
import { accessOf, ask } from './access.ts';

const usage = `npm run operator -- self                      whom the token names
npm run operator -- calls                     what operators did, newest first
npm run operator -- dead-letters              what gave up, and why
npm run operator -- keys | reseal             under which keys secrets stand; seal the old ones anew
npm run operator -- GET /operator/…           asks any address for operators; POST takes a JSON body as last word
  --data-dir PATH   a platform on this machine (default .data/start)
Elsewhere: OPERATOR_API=https://…/api and OPERATOR_TOKEN=$(az account get-access-token --resource $APP_ID --query accessToken -o tsv)`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { 'data-dir': { type: 'string', default: '.data/start' } },
});

const commands: Record<string, readonly [method: string, path: string]> = {
  self: ['GET', '/operator/self'],
  calls: ['GET', '/operator/calls'],
  keys: ['GET', '/operator/keys'],
  reseal: ['POST', '/operator/keys/reseal'],
  'dead-letters': ['GET', '/operator/dead-letters'],
};

async function run([first = '', path = '', body]: string[]): Promise<void> {
  const known = commands[first];
  const isPlain = ['GET', 'POST', 'PUT', 'DELETE', 'PATCH'].includes(first) && path.startsWith('/operator/');
  if (!known && !isPlain) return console.log(usage);
  const access = await accessOf(process.env, values['data-dir']);
  const value: unknown = body === undefined ? undefined : JSON.parse(body);
  const answer = known ? await ask(access, ...known) : await ask(access, first, path, value);
  console.log(typeof answer === 'string' ? answer : JSON.stringify(answer, null, 2));
}

await run(positionals).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
});
