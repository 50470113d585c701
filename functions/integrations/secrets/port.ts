// Small secrets that people entrust to us (a mail password, the seed of a second factor), kept in the database only as ciphertext.

/** Which record a secret belongs to: a ciphertext that is copied to another record, kind or owner does not open. */
export type SecretPlace = {
  /** Id of the tenant, or of the user for what is a person's own. */
  owner: string;
  /** Such as `smtp-password`; a constant of ours. */
  kind: string;
  recordId: string;
};

/** `keyId` names the wrapping key with its version; store both columns beside each other. */
export type Sealed = { keyId: string; bytes: Uint8Array };

export type Secrets = {
  /** Name and version of the key that seals from now on; a rotation is noticed within five minutes. */
  newestKeyId(): Promise<string>;
  /** Encrypts a text of at most 4096 bytes under a data key of its own, wrapped by the newest key of the vault. */
  seal(place: SecretPlace, secret: string): Promise<Sealed>;
  /**
   * Gives the text back. `isStale` says that a newer key exists: seal it again when convenient, so that the old one can go.
   * @throws PortError of kind `forged` when the bytes were not sealed for this very place, `unreachable` and others when the vault is
   */
  open(place: SecretPlace, sealed: Sealed): Promise<{ secret: string; isStale: boolean }>;
};

/** The keys that wrap data keys: 256 bits each, named `name/version`. */
export type KeyRing = {
  newest(): Promise<WrappingKey>;
  byId(keyId: string): Promise<WrappingKey>;
};
export type WrappingKey = { id: string; bytes: Uint8Array };
