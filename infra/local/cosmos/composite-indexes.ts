// Sorting by several properties needs a composite index in the service, so it needs one here: a missing one must not show up first in Azure.
import { badRequest } from './cosmos-error.ts';
import { isObject, type Json } from './json.ts';
import type { Container } from './resources.ts';
import type { Query } from './sql/syntax.ts';

/** Throws 400 when the query sorts by several properties and no composite index serves it, forwards or backwards. */
export function checkOrder(container: Container, { orderBy }: Query): void {
  if (orderBy.length < 2) return;
  const wanted = orderBy.map(({ expression, isDescending }) => ({
    path: expression.type === 'path' ? `/${expression.steps.join('/')}` : '',
    isDescending,
  }));
  const isServed = container.compositeIndexes.some((index) => {
    const parts = Array.isArray(index) ? index.map(partOf) : [];
    const isSamePath = parts.length === wanted.length && parts.every(({ path }, at) => path === wanted[at]?.path);
    const flipped = parts.filter(({ isDescending }, at) => isDescending !== wanted[at]?.isDescending).length;
    return isSamePath && (flipped === 0 || flipped === parts.length);
  });
  if (!isServed) {
    throw badRequest('The order by query does not have a corresponding composite index that it can be served from.');
  }
}

function partOf(part: Json): { path: string; isDescending: boolean } {
  if (!isObject(part)) return { path: '', isDescending: false };
  return { path: String(part.path), isDescending: part.order === 'descending' };
}
