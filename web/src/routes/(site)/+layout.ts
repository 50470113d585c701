// The public site is written to files at build time and needs no script in the browser.
export const prerender = true;
export const csr = false;
