// Routes that describe the API: for programs and for people.
import { openapiDocument, type OpenapiDocument } from '../../../shared/openapi.ts';
import { systemRoutes } from '../../../shared/system.ts';
import { endpoint, reply } from '../../platform/http.ts';
import { readerPage, readerPolicy } from './reader.ts';

let made: OpenapiDocument | undefined;
const description = () => (made ??= openapiDocument());

export const apiDescriptionEndpoints = [
  endpoint(systemRoutes.openapi, { needs: 'public' }, async () => description()),
  endpoint(systemRoutes.reader, { needs: 'public' }, async (ctx) =>
    reply(readerPage(description(), ctx.language), {
      contentType: 'text/html; charset=utf-8',
      headers: { 'content-security-policy': readerPolicy, vary: 'accept-language' },
    }),
  ),
];
