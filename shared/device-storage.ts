// Whatever our pages keep on a device beside cookies, for the code that writes it and for the page that lists it; a test meets nothing else.

/**
 * `local` stays until somebody clears it; `session` ends with the tab; `files` are copies of our own files.
 * Where `isFamily`, the name is a beginning that an id follows.
 */
export type Kept = {
  name: string;
  place: 'local' | 'session' | 'files';
  by: 'app' | 'portal' | 'both';
  isFamily?: true;
};

export const deviceStorage = {
  theme: { name: 'theme', place: 'local', by: 'app' },
  language: { name: 'language', place: 'local', by: 'app' },
  listLooks: { name: 'list:', place: 'local', by: 'app', isFamily: true },
  preview: { name: 'editor.preview', place: 'local', by: 'app' },
  draft: { name: 'draft ', place: 'session', by: 'app', isFamily: true },
  recent: { name: 'recent:', place: 'session', by: 'app', isFamily: true },
  invitation: { name: 'crmfex.invitation', place: 'session', by: 'app' },
  portalLanguage: { name: 'language', place: 'session', by: 'portal' },
  /** What the framework remembers of the way back: where each page was scrolled to. */
  history: { name: 'sveltekit:', place: 'session', by: 'both', isFamily: true },
  shell: { name: 'shell', place: 'files', by: 'app' },
} as const satisfies Record<string, Kept>;
export type DeviceStorage = keyof typeof deviceStorage;

/** Whether a name that was found on a device is one of ours. */
export function isOurs(place: Kept['place'], name: string): boolean {
  const known: Kept[] = Object.values(deviceStorage);
  return known.some((one) => one.place === place && (one.isFamily ? name.startsWith(one.name) : name === one.name));
}
