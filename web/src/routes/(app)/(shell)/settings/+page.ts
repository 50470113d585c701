// Settings begin with the business.
import { redirect } from '@sveltejs/kit';
import { to } from '#lib/route.ts';

export function load(): never {
  redirect(307, to.business());
}
