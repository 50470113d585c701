// What the adapters need to know to reach their services; platform/config reads it from the settings.

/** `accountKey` only for loopback addresses; without it `@azure/identity` signs in. Endpoints as in a connection string. */
export type StorageConfig = {
  blobEndpoint: string;
  queueEndpoint: string;
  accountName: string;
  accountKey?: string;
};

/** `key` only for loopback addresses; without it `@azure/identity` signs in. */
export type CosmosConfig = { endpoint: string; key?: string; database: string };

/** `webhookPublicKey` is the base64 verification key that SendGrid shows for signed event webhooks. */
export type SendgridConfig = { endpoint: string; apiKey: string; webhookPublicKey: string; fromAddress: string };

/** `keyName` is the vault's secret whose versions are the keys that wrap data keys, 32 random bytes as base64. */
export type VaultConfig = { endpoint: string; keyName: string };

/** `endpoint` is the origin of the Central Bank's site, https://www.tcmb.gov.tr. */
export type TcmbConfig = { endpoint: string };

/**
 * `standIn` takes the place of servers named `*.example`, on this machine only. `ownHosts` are ours: the first introduces us, and none may
 * be connected to.
 */
export type SmtpConfig = { standIn: { host: string; port: number } | null; ownHosts: readonly string[] };

/** Who gives out operators' tokens, for whom they must be, and where the issuer publishes its keys (a JSON Web Key Set). */
export type OperatorsConfig = { issuer: string; audience: string; keys: string };

export type PortsConfig = {
  storage: StorageConfig;
  cosmos: CosmosConfig;
  sendgrid: SendgridConfig;
  vault: VaultConfig;
  smtp: SmtpConfig;
  tcmb: TcmbConfig;
  operators: OperatorsConfig;
};
