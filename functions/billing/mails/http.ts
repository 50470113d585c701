// HTTP face of mails that people write, and of the texts they are made from.
import { mailRoutes } from '../../../shared/mails.ts';
import { endpoint } from '../../platform/http.ts';
import { draftMail, getMail, previewMail, sendMail } from './mails.ts';
import { previewTemplate, testTemplate } from './samples.ts';

const write = { needs: 'mail:write' } as const;
// Their answers are looked at and thrown away.
const look = { needs: 'mail:write', idempotent: false } as const;

export const mailEndpoints = [
  endpoint(mailRoutes.draft, write, (ctx, { query }) => draftMail(ctx, query)),
  endpoint(mailRoutes.send, write, (ctx, { body }) => sendMail(ctx, body)),
  endpoint(mailRoutes.preview, look, (ctx, { body }) => previewMail(ctx, body)),
  endpoint(mailRoutes.get, { needs: 'mail:read' }, (ctx, { params }) => getMail(ctx, params.id)),
  endpoint(mailRoutes.previewTemplate, look, (ctx, { params, body }) => previewTemplate(ctx, params, body)),
  endpoint(mailRoutes.testTemplate, look, (ctx, { params, body }) => testTemplate(ctx, params, body)),
];
