// Twenty thousand interleaved transactions of many tenants and both audiences, one in twenty failing on purpose.
import { expect, test } from 'vitest';
import { runProof } from '../bench/proof.ts';

test(
  'no interleaving over a shared pool ever shows, writes or leaves a row of another tenant',
  { timeout: 300_000 },
  async () => {
    const transactions = 20_000;
    const { right, failedOnPurpose, wrong } = await runProof(transactions);
    expect(wrong.slice(0, 5)).toEqual([]);
    expect(right + failedOnPurpose).toBe(transactions);
    expect(failedOnPurpose).toBeGreaterThan(transactions * 0.04);
  },
);
