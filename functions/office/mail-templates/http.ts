// HTTP face of the texts of mails.
import { mailTemplateRoutes } from '../../../shared/mail-templates.ts';
import { endpoint } from '../../platform/http.ts';
import { getTemplate, listTemplates, resetTemplate, saveTemplate } from './mail-templates.ts';

const read = { needs: 'mail:read' } as const;
const write = { needs: 'mail:write' } as const;

export const mailTemplateEndpoints = [
  endpoint(mailTemplateRoutes.list, read, (ctx) => listTemplates(ctx)),
  endpoint(mailTemplateRoutes.get, read, (ctx, { params }) => getTemplate(ctx, params)),
  endpoint(mailTemplateRoutes.update, write, (ctx, { params, ifMatch, body }) =>
    saveTemplate(ctx, params, ifMatch, body),
  ),
  endpoint(mailTemplateRoutes.reset, write, (ctx, { params }) => resetTemplate(ctx, params)),
];
