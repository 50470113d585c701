// The language of a public page is the first part of its address: none is Turkish.
import type { LayoutLoad } from './$types';

export const load: LayoutLoad = ({ params }) => ({ language: params.lang ?? ('tr' as const) });
