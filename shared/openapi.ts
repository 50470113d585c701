// The API as an OpenAPI 3.1 document, made of the very routes that server and browser use.
import * as z from 'zod';
import { problems } from './problem.ts';
import type { Route } from './route.ts';
import { routes } from './routes.ts';

type Json = Record<string, unknown>;

/** The JSON schema of a contract's schema as it is sent (`input`) or answered (`output`). */
function schemaOf(schema: z.ZodType, io: 'input' | 'output'): Json {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any' });
  return rest;
}

const isAbsent = (schema: z.ZodType) => schema instanceof z.ZodUndefined;

function parametersIn(place: 'path' | 'query', schema: z.ZodType): Json[] {
  if (isAbsent(schema)) return [];
  const { properties = {}, required = [] } = schemaOf(schema, 'input') as { properties?: Json; required?: string[] }; // an object
  return Object.entries(properties).map(([name, described]) => ({
    name,
    in: place,
    required: place === 'path' || required.includes(name),
    schema: described,
  }));
}

const header = (name: string, required: boolean, description: string): Json => ({
  name,
  in: 'header',
  required,
  description,
  schema: { type: 'string' },
});

function headersOf({ method, path, response }: Route): Json[] {
  const isVersioned = response instanceof z.ZodObject && 'version' in response.shape;
  if (method === 'PATCH' && isVersioned) return [header('If-Match', true, 'The ETag of the record as last read.')];
  if (method === 'POST' && !path.startsWith('/operator/'))
    return [header('Idempotency-Key', false, 'One key per form: a repeated request is answered, not repeated.')];
  return [];
}

function bodyOf({ body, rawBody }: Route): Json | undefined {
  if (rawBody) {
    const binary = { schema: { type: 'string', format: 'binary' } };
    return { required: true, content: Object.fromEntries(rawBody.contentTypes.map((type) => [type, binary])) };
  }
  if (isAbsent(body)) return undefined;
  return { required: true, content: { 'application/json': { schema: schemaOf(body, 'input') } } };
}

const successOf: Record<Route['answer'], (route: Route) => Json> = {
  json: ({ response }) => ({
    description: 'Done.',
    content: { 'application/json': { schema: schemaOf(response, 'output') } },
  }),
  empty: () => ({ description: 'Done; there is no body.' }),
  redirect: () => ({
    description: 'The address to follow, valid for a short time.',
    headers: { Location: { schema: { type: 'string' } } },
  }),
  pdf: () => ({
    description: 'The document.',
    content: { 'application/pdf': { schema: { type: 'string', format: 'binary' } } },
  }),
  text: () => ({ description: 'A page for people.', content: { 'text/html': { schema: { type: 'string' } } } }),
};

function operationOf(area: string, name: string, route: Route): Json {
  const parameters = [
    ...parametersIn('path', route.params),
    ...parametersIn('query', route.query),
    ...headersOf(route),
  ];
  return {
    operationId: `${area}.${name}`,
    tags: [area],
    summary: route.summary,
    ...(parameters.length > 0 ? { parameters } : {}),
    ...(route.path.startsWith('/operator/') ? { security: [{ operator: [] }] } : {}),
    ...(bodyOf(route) ? { requestBody: bodyOf(route) } : {}),
    responses: {
      [String(route.status)]: successOf[route.answer](route),
      default: { $ref: '#/components/responses/Problem' },
    },
  };
}

const problemSchema = z.object({
  type: z.string().describe('`/problems/` and the kind.'),
  title: z.string(),
  status: z.int(),
  detail: z.string().optional(),
  instance: z.string().describe('Id of the request, for support.'),
  key: z.enum(Object.keys(problems)).or(z.string()).describe('Names the message, whatever its language.'),
  errors: z
    .array(
      z.object({
        pointer: z.string().describe('`#/lines/0/quantity` in the body, `?limit` in the query.'),
        detail: z.string(),
      }),
    )
    .optional(),
  retryAfterSeconds: z.int().optional(),
});

/** Every route of the contract with the group and the name it has there. */
export function allRoutes(): { area: string; name: string; route: Route }[] {
  return Object.entries(routes).flatMap(([area, group]) =>
    Object.entries<Route>(group).map(([name, route]) => ({ area, name, route })),
  );
}

export type OpenapiDocument = {
  openapi: '3.1.0';
  info: Json;
  servers: Json[];
  tags: Json[];
  paths: Record<string, Record<string, Json>>;
  components: Json;
};

/** Makes the document; costs some milliseconds, so keep it. */
export function openapiDocument(): OpenapiDocument {
  const paths: Record<string, Record<string, Json>> = {};
  for (const { area, name, route } of allRoutes()) {
    const path = (paths[route.path] ??= {});
    path[route.method.toLowerCase()] = operationOf(area, name, route);
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'crmFEX',
      version: '1',
      description:
        'Invoicing for small businesses. Amounts are integers of minor units with their currency, decimals are strings, instants are UTC. Every refusal is application/problem+json.',
    },
    servers: [{ url: '/api' }],
    tags: Object.keys(routes).map((name) => ({ name })),
    paths,
    components: {
      securitySchemes: {
        operator: {
          type: 'http',
          scheme: 'bearer',
          bearerFormat: 'JWT',
          description: 'For staff of the house: a token of its directory with the role `crmfex.operator`.',
        },
      },
      responses: {
        Problem: {
          description: 'Refused or failed.',
          content: { 'application/problem+json': { schema: schemaOf(problemSchema, 'output') } },
        },
      },
    },
  };
}
