// What the verbs wrote down while the story was told: each entry gets the time of the story, and what is too old for the log is forgotten.
import { asAdmin } from './admin.ts';

/**
 * The database stamps an entry with its own clock. Of entries that the story wrote, the id of the request bears the time of the story.
 * The log promises thirty days: what is older would no longer be there.
 * @param since when the telling began
 */
export async function settleActivity(adminUrl: string, since: Date): Promise<void> {
  await asAdmin(adminUrl, async (admin) => {
    await admin.query(
      `update activity set at = uuid_extract_timestamp(request_id::uuid)
       where at >= $1 and request_id ~ '^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f-]{21}$'`,
      [since],
    );
    await admin.query(
      `with old as (delete from activity where at < now() - interval '30 days' returning tenant_id, id)
       delete from outbox o using old where o.tenant_id = old.tenant_id and o.queue = 'activity' and o.body ->> 'activityId' = old.id::text`,
    );
  });
}
