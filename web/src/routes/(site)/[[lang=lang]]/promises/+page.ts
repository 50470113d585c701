// The one public page with a script: it asks the living system what the last check found.
export const csr = true;
