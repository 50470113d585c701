// Everything outside the house that verbs may reach, and the one place where adapters are chosen.
import { cosmosActivityLog } from './activity-log/cosmos.ts';
import type { ActivityLog } from './activity-log/port.ts';
import { azureArchive } from './blobs/archive.ts';
import { azureBlobs } from './blobs/azure.ts';
import { azureContainers } from './blobs/containers.ts';
import type { Archive, Blobs, Containers, ServerLogs, Uploads } from './blobs/port.ts';
import { azureServerLogs } from './blobs/server-logs.ts';
import { azureUploads } from './blobs/uploads.ts';
import type { PortsConfig } from './config.ts';
import { sendgridMail } from './mail/sendgrid.ts';
import type { Mail } from './mail/port.ts';
import type { Smtp } from './mail/smtp-port.ts';
import { smtpMail } from './mail/smtp.ts';
import { joseOperators } from './operators/jose.ts';
import type { OperatorTokens } from './operators/port.ts';
import { tcmbRates } from './rates/tcmb.ts';
import type { ExchangeRates } from './rates/port.ts';
import { azureQueues } from './queues/azure.ts';
import { poisonQueues } from './queues/dead-letters.ts';
import type { DeadLetters, Queues } from './queues/port.ts';
import { vaultSecrets } from './secrets/key-vault.ts';
import type { Secrets } from './secrets/port.ts';

export type Ports = {
  blobs: Blobs;
  uploads: Uploads;
  containers: Containers;
  archive: Archive;
  serverLogs: ServerLogs;
  queues: Queues;
  deadLetters: DeadLetters;
  mail: Mail;
  smtp: Smtp;
  activityLog: ActivityLog;
  secrets: Secrets;
  exchangeRates: ExchangeRates;
  operators: OperatorTokens;
};

/**
 * The ports of one process. Cheap: no SDK is loaded and no call made before a port is used.
 * Throws an `Error` with a sentence when an address is not safe (plain http or an account key beyond this machine).
 */
export function connectPorts(config: PortsConfig): Ports {
  return {
    blobs: azureBlobs(config.storage),
    uploads: azureUploads(config.storage),
    containers: azureContainers(config.storage),
    archive: azureArchive(config.storage),
    serverLogs: azureServerLogs(config.storage),
    queues: azureQueues(config.storage),
    deadLetters: poisonQueues(config.storage),
    mail: sendgridMail(config.sendgrid),
    smtp: smtpMail(config.smtp),
    activityLog: cosmosActivityLog(config.cosmos),
    secrets: vaultSecrets(config.vault),
    exchangeRates: tcmbRates(config.tcmb),
    operators: joseOperators(config.operators),
  };
}
