// Where a trigger finds its storage account: a setting of the app, by Azure's rules for its name.

/** The connection string behind the name in a binding. Throws a sentence when the setting is missing. */
export function connectionOf(name: string | undefined): string {
  const setting = name ?? 'AzureWebJobsStorage';
  const value = process.env[setting] ?? process.env[`AzureWebJobs${setting}`];
  if (!value) throw new Error(`The setting ${setting}, a storage connection, is missing.`);
  return value;
}
