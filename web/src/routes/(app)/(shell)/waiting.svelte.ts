// Whether the next page is taking its time: nothing is said for 150 ms, so that quick answers do not flicker.
import { navigating } from '$app/state';

const patienceMs = 150;

/** How the page that is coming is drawn; undefined is the page that is already there, asked again. */
export type Shape = 'list' | 'record' | 'form' | 'page';

/** Shapes by the route's own folder, for the skeleton need not be exact, only right. */
export function shapeOf(routeId: string): Shape {
  if (/\/(edit|new)$/.test(routeId)) return 'form';
  if (routeId.includes('/settings')) return 'form';
  if (routeId.includes('(list)') || routeId.endsWith('/activity')) return 'list';
  if (/\[id\]/.test(routeId)) return 'record';
  return 'page';
}

export type Waiting = { readonly isLong: boolean; readonly shape: Shape | undefined };

/** Watches navigations. Call it while a component is made. */
export function watchWaiting(): Waiting {
  let isLong = $state(false);
  const target = $derived(navigating.to?.route.id ?? undefined);
  const isElsewhere = $derived(target !== undefined && target !== navigating.from?.route.id);
  $effect(() => {
    if (target === undefined) return;
    const timer = setTimeout(() => (isLong = true), patienceMs);
    return () => {
      clearTimeout(timer);
      isLong = false;
    };
  });
  return {
    get isLong() {
      return isLong;
    },
    get shape() {
      return isLong && isElsewhere && target !== undefined ? shapeOf(target) : undefined;
    },
  };
}
