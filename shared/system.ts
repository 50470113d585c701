// Routes about the service itself: health, its description, and what vendors call.
import * as z from 'zod';
import { route } from './route.ts';

export const systemRoutes = {
  health: route('GET /health', {
    summary: 'Whether the service and its stores answer',
    response: z.strictObject({ ok: z.boolean() }),
  }),
  openapi: route('GET /openapi.json', {
    summary: 'This description as OpenAPI 3.1',
    response: z.record(z.string(), z.unknown()),
  }),
  reader: route('GET /docs', { summary: 'This description as a page for people', answer: 'text' }),
  sendgridEvents: route('POST /webhooks/sendgrid', {
    summary: 'Signed delivery events from SendGrid',
    rawBody: { contentTypes: ['application/json'], maxBytes: 1_048_576 },
    status: 204,
  }),
};
