// Every cookie there is, for the code that sets them and for the page that lists them; a test meets no other.

const day = 24 * 3600;

/** `life` in seconds. Names are prefixed with `__Host-`: no other site and no sub-domain can set or read them. */
export const ownCookies = {
  staff: { name: '__Host-staff', life: 30 * day },
  step: { name: '__Host-step', life: 10 * 60 },
  client: { name: '__Host-client', life: day },
} as const;
export type OwnCookie = keyof typeof ownCookies;
