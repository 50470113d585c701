// Starts the whole platform in one order, for `npm start` and for `npm test` alike, and stops it in the reverse order.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BuiltApp } from './build.ts';
import { startCosmos } from './cosmos/index.ts';
import { functionsPart } from './functions-part.ts';
import { watchLogFiles } from './log-files.ts';
import { startMail } from './mail/index.ts';
import { withOutages, type Vendor } from './outages.ts';
import { describePlatform, type PlatformFile } from './platform-file.ts';
import { assertPortsFree, partTitles, portsFrom, type PartName, type Ports } from './ports.ts';
import { prepareDatabase } from './postgres/database.ts';
import type { Progress } from './progress.ts';
import type { RunClaim } from './run-record.ts';
import { dataKeyName, secretsOf, settingsFor, writeLocalSettings, type Secrets, type Settings } from './settings.ts';
import { startCentralBank } from './rates/index.ts';
import { startSite } from './sites/server.ts';
import { azuritePart, postgresAdminUrl, postgresPart } from './stores.ts';
import { Supervisor } from './supervisor.ts';
import { startVault } from './vault/index.ts';

export type PlatformOptions = {
  dataDir: string;
  portBase: number;
  /** On where the data is somebody's; off where it is thrown away afterwards. */
  isDurable: boolean;
  claim: RunClaim;
  /** Goes on while the stores start. */
  built: Promise<BuiltApp>;
  progress: Progress;
  /** Vendors that the app is to find out of reach. */
  outages?: readonly Vendor[];
};

export type RunningPlatform = PlatformFile & { file: string };

type Stoppable = { stop(): Promise<void> };

const sendgridEventsPath = '/api/webhooks/sendgrid';

/** One run of everything. It may be stopped at any moment, also while it still starts. */
export class Platform {
  readonly #options: PlatformOptions;
  readonly #ports: Ports;
  readonly #secrets: Secrets;
  readonly #supervisor: Supervisor;
  readonly #running: Stoppable[] = [];

  constructor(options: PlatformOptions) {
    mkdirSync(options.dataDir, { recursive: true });
    this.#options = options;
    this.#ports = portsFrom(options.portBase);
    this.#secrets = secretsOf(options.dataDir);
    this.#supervisor = new Supervisor(options.dataDir, options.claim, options.progress.say);
    // Awaited after the stores; a build that fails before that must not count as unhandled.
    options.built.catch(() => undefined);
  }

  /** Resolves when every part answers. Rejects with the reason when one does not; `stop` then stops the others. */
  async start(): Promise<RunningPlatform> {
    const { dataDir } = this.#options;
    await assertPortsFree(this.#ports, Object.keys(partTitles) as PartName[]); // the table's own keys
    const settings = settingsFor(this.#ports, this.#secrets);
    writeLocalSettings(dataDir, settings, this.#ports);
    this.#running.push(watchLogFiles(join(dataDir, 'logs'), this.#options.progress.say));
    await Promise.all([this.#startStores(), this.#startEmulators()]);
    await this.#startApp(settings);
    const file = join(dataDir, 'platform.json');
    const description = describePlatform({ ports: this.#ports, secrets: this.#secrets, dataDir });
    writeFileSync(file, JSON.stringify(description, null, 2), { mode: 0o600 });
    return { ...description, file };
  }

  /** Sites first, so that nothing new comes in; then the host, which finishes its work; the stores last. */
  async stop(): Promise<void> {
    await this.#supervisor.stop('functions');
    await Promise.all(this.#running.map((one) => one.stop()));
    await this.#supervisor.close();
  }

  async #startStores(): Promise<void> {
    const { dataDir, isDurable, progress } = this.#options;
    const stores = { dataDir, ports: this.#ports, secrets: this.#secrets, isDurable };
    const azurite = progress.step('Azurite', () => this.#supervisor.start(azuritePart(stores)));
    const adminUrlOf = (database: string): string => postgresAdminUrl(this.#ports, this.#secrets, database);
    const postgres = progress
      .step('PostgreSQL', () => this.#supervisor.start(postgresPart(stores)))
      .then(() => progress.step('Migrations', () => prepareDatabase(adminUrlOf, this.#secrets)));
    await Promise.all([azurite, postgres]);
  }

  async #startEmulators(): Promise<void> {
    const { dataDir, progress } = this.#options;
    const { cosmos, mail, functions, vault, smtp, rates } = this.#ports;
    const cosmosFile = join(dataDir, 'cosmos', 'cosmos.sqlite');
    await progress.step('Cosmos DB emulator', () => this.#keep(startCosmos({ port: cosmos, file: cosmosFile })));
    const { identityHeader, operatorKey } = this.#secrets;
    const vaultOptions = { port: vault, dir: join(dataDir, 'vault'), identityHeader, operatorKey };
    await progress.step('Key Vault stand-in', () => this.#keep(startVault({ ...vaultOptions, keyName: dataKeyName })));
    await progress.step('Central bank stand-in', () => this.#keep(startCentralBank({ port: rates })));
    const mailOptions = {
      port: mail,
      smtpPort: smtp,
      dir: join(dataDir, 'mail'),
      apiKey: this.#secrets.sendgridApiKey,
      eventWebhookUrl: `http://127.0.0.1:${functions}${sendgridEventsPath}`,
      signingKey: this.#secrets.sendgridWebhookPrivateKey,
    };
    await progress.step('Mail stand-in', () => this.#keep(startMail(mailOptions)));
  }

  async #startApp(settings: Settings): Promise<void> {
    const { dataDir, built, progress, outages = [] } = this.#options;
    const { appDir, webDir, portalDir } = await built;
    const { app, portal, functions } = this.#ports;
    const host = functionsPart({
      appDir,
      dataDir,
      port: functions,
      settings: withOutages(settings, outages),
      operatorKey: this.#secrets.operatorKey,
    });
    await progress.step('Functions host', () => this.#supervisor.start(host));
    await this.#keep(startSite({ dir: webDir, port: app, functionsPort: functions }));
    await this.#keep(startSite({ dir: portalDir, port: portal, functionsPort: functions }));
  }

  async #keep(starting: Promise<Stoppable>): Promise<void> {
    this.#running.push(await starting);
  }
}
