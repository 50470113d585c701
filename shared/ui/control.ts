// What a field hands to its control, so that label, hint and error are read out with it.
export type Control = {
  id: string;
  'aria-describedby': string | undefined;
  'aria-invalid': 'true' | undefined;
};
