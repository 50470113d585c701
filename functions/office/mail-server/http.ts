// HTTP face of the own mail server.
import { mailServerRoutes } from '../../../shared/mail-server.ts';
import { endpoint } from '../../platform/http.ts';
import { getMailServer, putMailServer, removeMailServer, testMailServer } from './mail-server.ts';

const change = { needs: 'tenant:write', needsRecentSignIn: true } as const;

export const mailServerEndpoints = [
  endpoint(mailServerRoutes.get, { needs: 'tenant:read' }, (ctx) => getMailServer(ctx)),
  endpoint(mailServerRoutes.put, change, (ctx, { body }) => putMailServer(ctx, body)),
  endpoint(mailServerRoutes.remove, change, (ctx) => removeMailServer(ctx)),
  endpoint(mailServerRoutes.test, { needs: 'tenant:write', idempotent: false }, (ctx) => testMailServer(ctx)),
];
