// Erases one after the other what is due: one that fails does not hold up the others.

/**
 * @param erase whether it was erased, for it may have been taken back
 * @returns how many were
 * @throws AggregateError of those that failed, after all were tried
 */
export async function eachDue<T>(due: readonly T[], erase: (one: T) => Promise<boolean>): Promise<number> {
  let erased = 0;
  const failures: unknown[] = [];
  for (const one of due) {
    try {
      if (await erase(one)) erased += 1;
    } catch (error) {
      failures.push(error);
    }
  }
  if (failures.length > 0) throw new AggregateError(failures, `${failures.length} of ${due.length} erasures failed.`);
  return erased;
}
