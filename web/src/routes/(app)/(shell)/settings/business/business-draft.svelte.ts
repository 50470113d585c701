// The settings being typed: they follow the record as it changes elsewhere, and are sent against the version they follow.
import type { Tenant, TenantInput } from '@crmfex/shared/tenants.ts';
import { Problem } from '@crmfex/shared/problem.ts';
import { invalidate } from '$app/navigation';
import { untrack } from 'svelte';
import { depend } from '#lib/changes.svelte.ts';
import { createForm } from '#lib/form.svelte.ts';
import { saveTenant } from '#lib/tenant.ts';
import { businessValues, changedFields, followed, type Field } from './business-values.ts';

/** Makes the form of the business. Call while a component starts. @param tenant as last read, reactive */
export function createBusinessDraft(tenant: () => Tenant) {
  let known = $state.raw(untrack(tenant));
  let clashes = $state.raw<Field[]>([]);
  const base = $derived(businessValues(known));
  const form = createForm(
    untrack(() => businessValues(known)),
    send,
  );
  const isChanged = $derived(Object.keys(changedFields(base, form.values)).length > 0);

  function follow(next: Tenant) {
    const { take, clashes: found } = followed(base, businessValues(next), form.values);
    Object.assign(form.values, take);
    clashes = [...new Set([...clashes, ...found])];
    known = next;
  }
  $effect(() => {
    const next = tenant();
    untrack(() => next.version !== known.version && follow(next));
  });

  async function send(typed: TenantInput) {
    try {
      await saveTenant(known, changedFields(base, typed));
      clashes = [];
    } catch (cause) {
      // The next press saves against the version that is read now; what was typed stays.
      if (cause instanceof Problem && cause.kind === 'changed') await invalidate(depend.tenant);
      throw cause;
    }
  }

  return {
    form,
    get isChanged() {
      return isChanged;
    },
    /** Fields that somebody else changed while they were being typed here. */
    get clashes() {
      return clashes;
    },
    /** Back to what is saved. */
    discard() {
      Object.assign(form.values, base);
      clashes = [];
    },
  };
}
