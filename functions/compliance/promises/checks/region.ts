// The regions in which this app and its stores run.
import { isLoopback } from '../../../integrations/address.ts';
import { keptIf, said, type PromiseCheck } from '../promise.ts';

const european = ['North Europe', 'West Europe'];

export const region: PromiseCheck = {
  key: 'region',
  async look({ config }) {
    if (config.region !== undefined) {
      return { result: keptIf(european.includes(config.region)), evidence: [said('region', config.region)] };
    }
    const isHere = isLoopback(config.appOrigin);
    return { result: isHere ? 'notHere' : 'unknown', evidence: [said('region', isHere ? 'localhost' : '?')] };
  },
};
