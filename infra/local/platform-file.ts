// What a running platform tells its tests: every setting and address, as one JSON file named by CRMFEX_TEST_PLATFORM.
import { z } from 'zod';
import type { Ports } from './ports.ts';
import { databaseName, settingsFor, type Secrets } from './settings.ts';
import { postgresAdminUrl } from './stores.ts';

export const PlatformFile = z.strictObject({
  /** The settings of the Functions app, named as in Azure. */
  settings: z.record(z.string(), z.string()),
  /** PostgreSQL as superuser, for tests that look behind the roles. */
  databaseAdminUrl: z.string(),
  dataDir: z.string(),
  sendgridWebhookPrivateKey: z.string(),
  urls: z.strictObject({
    app: z.string(),
    portal: z.string(),
    functions: z.string(),
    api: z.string(),
    mail: z.string(),
    cosmos: z.string(),
  }),
});
export type PlatformFile = z.infer<typeof PlatformFile>;

type Described = { ports: Ports; secrets: Secrets; dataDir: string };

export function describePlatform({ ports, secrets, dataDir }: Described): PlatformFile {
  const settings = settingsFor(ports, secrets);
  return {
    settings,
    databaseAdminUrl: postgresAdminUrl(ports, secrets, databaseName),
    dataDir,
    sendgridWebhookPrivateKey: secrets.sendgridWebhookPrivateKey,
    urls: {
      app: `http://localhost:${ports.app}`,
      portal: `http://localhost:${ports.portal}`,
      functions: `http://127.0.0.1:${ports.functions}`,
      api: `http://127.0.0.1:${ports.functions}/api`,
      mail: `http://127.0.0.1:${ports.mail}`,
      cosmos: `http://127.0.0.1:${ports.cosmos}`,
    },
  };
}
