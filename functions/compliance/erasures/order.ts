// The order in which rows go: whatever points at a table goes before it.

/**
 * Children before parents.
 * @throws Error when tables point at each other in a circle
 */
export function childrenFirst<Table extends { name: string; parents: readonly string[] }>(
  tables: readonly Table[],
): Table[] {
  const ordered: Table[] = [];
  const left = new Set(tables);
  while (left.size > 0) {
    const free = [...left].filter(({ name }) => ![...left].some((other) => other.parents.includes(name)));
    if (free.length === 0)
      throw new Error(`Tables point at each other: ${[...left].map(({ name }) => name).join(', ')}.`);
    for (const table of free) left.delete(table);
    ordered.push(...free);
  }
  return ordered;
}
