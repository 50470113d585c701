// `npm run operator -- …`: what staff of the house do by command; see infra/runbooks.
import { parseArgs } from 'node:util';
import { accessOf, ask, type Access } from './access.ts';
import { rotateDataKey } from './local-vault.ts';
import { retryAll } from './retry-all.ts';
import { writeAffected } from './affected.ts';

const usage = `npm run operator -- self                      whom the token names
npm run operator -- calls                     what operators did, newest first
npm run operator -- dead-letters              what gave up, and why
npm run operator -- retry ID                  puts it back, once
npm run operator -- retry-all [QUEUE]         puts everything back, after an outage
npm run operator -- discard ID "reason"       gives it up for good
npm run operator -- keys | reseal             under which keys secrets stand; seal the old ones anew
npm run operator -- rotate-data-key           a new version of the key in the vault of this machine
npm run operator -- policies                  what of our own texts was published, and the mails about it
npm run operator -- publish-policy terms 2027-03-01 material|editorial [trial]
                                              publishes a version that ships; a trial says whom it would reach
npm run operator -- check-promises            looks at every promise now
npm run operator -- incidents                 the register of breaches with its deadlines
npm run operator -- incident "title" [at]     enters a breach, noticed now or at an instant (2026-11-25T09:00:00Z)
npm run operator -- note ID KIND "text"       adds to it: note, contained, assessed, authorityTold, controllersTold, peopleTold, notToBeTold, closed
npm run operator -- affected --tenants A,B --users U --from T --to T --out DIR
                                              what of which business a breach touches, as JSON and CSV per business
npm run operator -- GET /operator/…           asks any address for operators; POST takes a JSON body as last word
  --data-dir PATH   a platform on this machine (default .data/start)
Elsewhere: OPERATOR_API=https://…/api and OPERATOR_TOKEN=$(az account get-access-token --resource $APP_ID --query accessToken -o tsv)`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    'data-dir': { type: 'string', default: '.data/start' },
    tenants: { type: 'string' },
    users: { type: 'string' },
    from: { type: 'string' },
    to: { type: 'string' },
    out: { type: 'string' },
  },
});

type Command = (access: Access, words: string[]) => Promise<unknown>;
const now = () => new Date().toISOString();

const commands: Record<string, Command> = {
  self: (access) => ask(access, 'GET', '/operator/self'),
  calls: (access) => ask(access, 'GET', '/operator/calls'),
  'dead-letters': (access) => ask(access, 'GET', '/operator/dead-letters?limit=100'),
  retry: (access, [id = '']) => ask(access, 'POST', `/operator/dead-letters/${id}/retry`),
  'retry-all': (access, [queue]) => retryAll(access, queue),
  discard: (access, [id = '', reason]) => ask(access, 'POST', `/operator/dead-letters/${id}/discard`, { reason }),
  keys: (access) => ask(access, 'GET', '/operator/keys'),
  'rotate-data-key': () => rotateDataKey(values['data-dir']),
  reseal: (access) => ask(access, 'POST', '/operator/keys/reseal'),
  policies: (access) => ask(access, 'GET', '/operator/policies'),
  'publish-policy': (access, [policy, version, kind, trial]) =>
    ask(access, 'POST', '/operator/policies', {
      policy,
      version,
      isMaterial: kind !== 'editorial',
      isTrial: trial === 'trial',
    }),
  'check-promises': (access) => ask(access, 'POST', '/operator/promises/check'),
  incidents: (access) => ask(access, 'GET', '/operator/incidents?limit=100'),
  incident: (access, [title, noticedAt = now()]) => ask(access, 'POST', '/operator/incidents', { title, noticedAt }),
  note: (access, [id = '', kind, text]) =>
    ask(access, 'POST', `/operator/incidents/${id}/events`, { kind, text, at: now() }),
  affected: async (access) => (await writeAffected(access, values)).join('\n'),
};

async function run([first = '', ...words]: string[]): Promise<void> {
  const known = commands[first];
  const [path = '', body] = words;
  const isPlain = ['GET', 'POST', 'PUT', 'DELETE', 'PATCH'].includes(first) && path.startsWith('/operator/');
  if (!known && !isPlain) return console.log(usage);
  const access = await accessOf(process.env, values['data-dir']);
  const parsed = (): unknown => (body === undefined ? undefined : JSON.parse(body));
  const answer = known ? await known(access, words) : await ask(access, first, path, parsed());
  console.log(typeof answer === 'string' ? answer || 'Done.' : JSON.stringify(answer, null, 2));
}

await run(positionals).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
});
