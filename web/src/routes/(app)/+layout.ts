// The app runs in the browser alone: nothing of a tenant is ever rendered on a server.
export const ssr = false;
export const prerender = false;
