// The inline constraints of Azure's route templates ({id:int}, {code:length(3,8)}), as ASP.NET Core defines them.

type Check = (value: string) => boolean;

const isWhole = (min: bigint, max: bigint): Check => {
  return (value) => /^[+-]?\d{1,19}$/.test(value) && BigInt(value) >= min && BigInt(value) <= max;
};
const isNumber: Check = (value) =>
  /^[+-]?(\d{1,3}(,?\d{3})*|\d+)?(\.\d+)?([eE][+-]?\d+)?$/.test(value) && /\d/.test(value);
const isDecimal: Check = (value) => isNumber(value) && !/[eE]/.test(value);

const plain: Record<string, Check> = {
  int: isWhole(-(2n ** 31n), 2n ** 31n - 1n),
  long: isWhole(-(2n ** 63n), 2n ** 63n - 1n),
  bool: (value) => /^(true|false)$/i.test(value),
  decimal: isDecimal,
  double: isNumber,
  float: isNumber,
  guid: (value) => /^([0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}|[0-9a-f]{32})$/i.test(value),
  datetime: (value) => /\d/.test(value) && !Number.isNaN(Date.parse(value)),
  alpha: (value) => /^[a-z]*$/i.test(value),
  required: (value) => value !== '',
};

const withNumbers: Record<string, (numbers: number[]) => Check> = {
  minlength:
    ([min = 0]) =>
    (value) =>
      value.length >= min,
  maxlength:
    ([max = 0]) =>
    (value) =>
      value.length <= max,
  length:
    ([min = 0, max = min]) =>
    (value) =>
      value.length >= min && value.length <= max,
  min:
    ([min = 0]) =>
    (value) =>
      /^-?\d+$/.test(value) && Number(value) >= min,
  max:
    ([max = 0]) =>
    (value) =>
      /^-?\d+$/.test(value) && Number(value) <= max,
  range:
    ([min = 0, max = 0]) =>
    (value) =>
      /^-?\d+$/.test(value) && Number(value) >= min && Number(value) <= max,
};

/** Turns one constraint, such as `int` or `range(1,5)`, into a check. Throws for a name that ASP.NET Core does not know. */
export function constraintCheck(text: string): Check {
  const [, name = '', argument] = /^(\w+)(?:\((.*)\))?$/s.exec(text) ?? [];
  const known = plain[name.toLowerCase()];
  if (known && argument === undefined) return known;
  if (name.toLowerCase() === 'regex' && argument !== undefined) {
    // In a template a literal brace is written twice.
    const pattern = new RegExp(argument.replaceAll('{{', '{').replaceAll('}}', '}'), 'i');
    return (value) => pattern.test(value);
  }
  const numeric = withNumbers[name.toLowerCase()];
  if (!numeric || argument === undefined) throw new Error(`The route constraint "${text}" is not known.`);
  return numeric(argument.split(',').map(Number));
}
