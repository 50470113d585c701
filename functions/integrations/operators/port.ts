// Who of the house's own staff is asking: the bearer tokens of operators, as we see them.

/** Somebody whose token is good. `isAllowed` says whether it also names the role of an operator. */
export type Operator = {
  /** The directory's own id of the person, which a rename does not change. */
  id: string;
  /** How the directory names them, for the record of calls. */
  name: string;
  isAllowed: boolean;
};

export type OperatorTokens = {
  /**
   * Whom a token was given to; null for every token that is not good (signature, issuer, audience, time), without a word why.
   * @throws PortError when the issuer's keys cannot be had
   */
  read(token: string): Promise<Operator | null>;
};
