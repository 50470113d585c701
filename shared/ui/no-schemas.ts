// Stands in for zod in the browser: both sites read methods and paths from the contract and never check a schema, so 25 KB stay at home.
// In the portal, which asks for no IBAN, it stands in for ibantools too: only a schema there would call it.

type Nothing = (() => Nothing) & { [name: string]: Nothing };

/** Answers every call and every property with itself, whatever the contract builds on it. */
const nothing: Nothing = new Proxy((() => nothing) as unknown as Nothing, {
  get: () => nothing, // the real shape is only known to the type checker, which reads zod itself
  apply: () => nothing,
});

export const {
  any,
  array,
  boolean,
  custom,
  email,
  enum: enumOf,
  httpUrl,
  int,
  iso,
  isValidIBAN,
  literal,
  null: nullOf,
  number,
  object,
  record,
  strictObject,
  string,
  undefined: undefinedOf,
  union,
  unknown,
  uuid,
} = nothing;
export { enumOf as enum, nullOf as null, undefinedOf as undefined };
