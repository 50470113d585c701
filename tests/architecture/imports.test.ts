// Imports point one way: the floors of DESIGN §2, without circles.
import { describe, expect, test } from 'vitest';
import { brokenRule } from './floors.ts';
import { importsOf, sources, type Import } from './sources.ts';

const edges: Import[] = sources.flatMap(importsOf);

test('there are sources to judge', () => {
  expect(sources.length).toBeGreaterThan(20);
  expect(edges.length).toBeGreaterThan(20);
});

test('every import stays on its floor or goes down', () => {
  const broken = edges.flatMap((edge) => {
    const rule = brokenRule(edge);
    return rule ? [`${edge.from} imports ${edge.to}: ${rule}`] : [];
  });
  expect(broken.join('\n')).toBe('');
});

test('no file imports itself round a circle', () => {
  const next = Map.groupBy(
    edges.filter((edge) => !edge.isPackage && !edge.isTypeOnly),
    (edge) => edge.from,
  );
  const done = new Set<string>();
  const circles: string[] = [];
  const visit = (file: string, path: readonly string[]): void => {
    if (path.includes(file)) {
      circles.push([...path.slice(path.indexOf(file)), file].join(' → '));
      return;
    }
    if (done.has(file)) return;
    for (const edge of next.get(file) ?? []) visit(edge.to, [...path, file]);
    done.add(file);
  };
  for (const file of sources) visit(file, []);
  expect(circles.join('\n')).toBe('');
});

describe('the rules themselves refuse what they should', () => {
  const edge = (from: string, to: string, isPackage = false): Import => ({ from, to, isPackage, isTypeOnly: false });
  test.each([
    [edge('functions/crm/clients/clients.ts', 'functions/billing/invoices/invoices.ts'), 'imports point down'],
    [edge('functions/billing/invoices/invoices.ts', 'functions/crm/clients/store.ts'), "another feature's store"],
    [edge('functions/billing/invoices/invoices.ts', 'functions/billing/invoices/jobs.ts'), 'index.ts'],
    [edge('functions/billing/index.ts', 'functions/crm/clients/http.ts'), 'index.ts'],
    [edge('functions/billing/invoices/http.ts', 'functions/billing/invoices/store.ts'), 'never the store'],
    [edge('functions/platform/db.ts', 'functions/identity/users/users.ts'), 'knows no feature'],
    [edge('functions/crm/clients/clients.ts', 'functions/integrations/mail/sendgrid.ts'), 'port.ts'],
    [edge('functions/crm/clients/clients.ts', 'shared/ui/button.ts'), 'shared/ui'],
    [edge('functions/main.ts', 'infra/local/start.ts'), 'only shared and itself'],
    [edge('shared/money.ts', 'functions/platform/db.ts'), 'zod and itself'],
    [edge('shared/money.ts', 'lodash', true), 'shared imports only'],
    [edge('web/src/lib/api.ts', 'functions/platform/db.ts'), 'only shared'],
    [edge('portal/src/lib/api.ts', 'web/src/lib/api.ts'), 'only shared'],
    [edge('functions/billing/payments/payments.ts', '@azure/storage-blob', true), 'adapter'],
    [edge('functions/integrations/mail/port.ts', '@sendgrid/mail', true), 'adapter'],
    [edge('functions/billing/invoices/store.ts', 'pg', true), 'platform only'],
  ])('%o', (broken, words) => {
    expect(brokenRule(broken)).toContain(words);
  });

  test.each([
    edge('functions/billing/invoices/invoices.ts', 'functions/crm/clients/clients.ts'),
    edge('functions/billing/invoices/invoices.ts', 'functions/billing/invoices/store.ts'),
    edge('functions/billing/index.ts', 'functions/billing/invoices/http.ts'),
    edge('functions/platform/context.ts', 'functions/integrations/ports.ts'),
    edge('functions/integrations/mail/sendgrid.ts', '@sendgrid/mail', true),
    edge('functions/main.ts', 'functions/billing/index.ts'),
    edge('web/src/lib/api.ts', 'shared/api.ts'),
  ])('and allow what they should: %o', (fine) => {
    expect(brokenRule(fine)).toBeUndefined();
  });
});
