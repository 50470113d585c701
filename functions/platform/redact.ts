// Takes out of a text what may be somebody's: addresses, long numbers, quoted values, what follows a question mark.

/** Names of ours in quotes (tables, constraints, fields) stay; anything else in quotes may be a value. */
const ownName = /^[a-z][a-z0-9_.-]*$/;

/** For reasons of failures and other texts that leave a business's own pages. */
export function redactedText(text: string): string {
  return text
    .replace(/[^\s<>"'(),;:]+@[^\s<>"'(),;:]+/g, '[address]')
    .replace(/(https?:\/\/[^\s?#"']+)[?#][^\s"']*/g, '$1?[…]')
    .replace(/"([^"\n]{0,400})"|'([^'\n]{1,400})'(?![a-z])|“([^”\n]{0,400})”/g, (whole, ...parts: unknown[]) => {
      const value = [parts[0], parts[1], parts[2]].find((part) => typeof part === 'string');
      return typeof value === 'string' && ownName.test(value) ? whole : '"[…]"';
    })
    .replace(/\b(?=[A-Z0-9]*\d)[A-Z]{2}\d{2}[ ]?(?:[A-Z0-9]{4}[ ]?){3,7}[A-Z0-9]{0,4}\b/g, '[number]')
    .replace(/\b\d(?:[ .-]?\d){7,}\b/g, '[number]');
}
