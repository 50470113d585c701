// The version of a record as the API wants it back.
/** The `If-Match` of a record as last read. */
export const etag = (record: { version: number }) => `"${record.version}"`;
