// The answers of the Key Vault stand-in as data, with errors in the shape of Azure's.

export type Reply = { status: number; headers?: Record<string, string>; body?: unknown };

export function refuse(status: number, code: string, message: string, headers: Record<string, string> = {}): Reply {
  return { status, headers, body: { error: { code, message } } };
}
