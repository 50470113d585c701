// The answers of the mail stand-in as data.

export type Reply = { status: number; headers: Record<string, string>; body?: string | Uint8Array };

export function json(status: number, value: unknown, headers: Record<string, string> = {}): Reply {
  const type = { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' };
  return { status, headers: { ...type, ...headers }, body: JSON.stringify(value) };
}

export function noContent(status: number, headers: Record<string, string> = {}): Reply {
  return { status, headers: { 'content-length': '0', ...headers } };
}

export function notFound(): Reply {
  return json(404, { errors: [{ message: 'not found', field: null, help: null }] });
}
