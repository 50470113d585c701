// Changed records of the caller's tenant, in the order of the transactions that changed them.
import * as z from 'zod';
import { query } from '../../platform/statement.ts';
import { ChangeKind } from '../../../shared/changes.ts';

const Xid = z.string().regex(/^\d{1,20}$/);

/**
 * The oldest transaction that may still be running: whatever it and later ones change is found by asking from there. Must run
 * before `changesSince` in the same flush, so that its snapshot is the older one.
 */
export const presentCursor = () =>
  query(z.object({ cursor: Xid }), 'select pg_snapshot_xmin(pg_current_snapshot())::text as cursor');

const Row = z.object({ kind: ChangeKind, id: z.uuid(), xid: Xid });

/**
 * Changes of a transaction are never divided between two answers. A cursor from the future comes from before a restore of the
 * database: then everything counts as changed.
 */
export const changesSince = (cursor: string, limit: number) =>
  query(
    Row,
    `select kind, subject_id as id, changed_xid::text as xid from changes
     where changed_xid >= case when $1::xid8 > pg_snapshot_xmax(pg_current_snapshot()) then '0'::xid8 else $1::xid8 end
     order by changed_xid fetch first ${limit} rows with ties`,
    [cursor],
  );
