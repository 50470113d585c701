// What the local Functions host adds to a request: the same endpoint through it and on bare node:http, in turns.
import { loadPeers, type Peers } from './api.ts';
import { interleave, median, perSecond, ratioOf, times, type Measure } from './measure.ts';
import type { World } from './world.ts';

const rounds = 3;

export async function measureHostCost(world: World): Promise<Measure> {
  const peers: Peers = await loadPeers(world, ['endpoint']);
  try {
    const targets = peers.invoiceTargets;
    const through = {
      bare: () => peers.load(peers.urlOf('endpoint'), targets),
      host: () => peers.load(world.platform.urls.functions, targets),
    };
    await through.bare();
    await through.host();
    const found = await interleave(rounds, through);
    const ratio = ratioOf(found.host, found.bare);
    const figures = `${perSecond(median(found.host))} beside ${perSecond(median(found.bare))}`;
    return {
      title: 'The local Functions host (a convenience; in Azure the real one stands in its place)',
      rows: [{ what: 'GET /invoices/{id}, through the host, beside bare node:http', figures, ratio: times(ratio) }],
    };
  } finally {
    peers.close();
  }
}
