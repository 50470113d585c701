// What the menu of a table may do, handed down to its items, which are fetched only when somebody reaches for them.
import type { ImportSubject } from '@crmfex/shared/tables/index.ts';
import { createContext } from 'svelte';

export type TableActs = { brings: ImportSubject; take: () => void };

export const [tableActs, setTableActs] = createContext<TableActs>();
