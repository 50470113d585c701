// Our cookies leave with the attributes that the policy names, over addresses that are encrypted wherever they leave a machine.
import { isLoopback } from '../../../integrations/address.ts';
import { outgoingCookie, type Audience } from '../../../platform/cookies.ts';
import { counted, keptIf, said, type PromiseCheck } from '../promise.ts';

const audiences: Audience[] = ['staff', 'step', 'client'];

export const session: PromiseCheck = {
  key: 'session',
  async look({ config }) {
    const { appOrigin, portalOrigin } = config;
    const made = audiences.map((audience) =>
      outgoingCookie({ audience, value: 'x', maxAgeSeconds: 60 }, audience === 'client' ? portalOrigin : appOrigin),
    );
    const isGuarded = ({ httpOnly, secure, sameSite, name }: (typeof made)[number]) =>
      httpOnly && secure && sameSite === 'Lax' && name.startsWith('__Host-');
    const guarded = made.filter(isGuarded);
    const isEncrypted = [appOrigin, portalOrigin].every(
      (origin) => isLoopback(origin) || origin.startsWith('https://'),
    );
    return {
      result: keptIf(guarded.length === made.length && isEncrypted),
      evidence: [
        counted('cookies', made.length),
        said('cookieAttributes', 'HttpOnly, Secure, SameSite=Lax, __Host-'),
        said('transport', isLoopback(appOrigin) ? 'loopback' : 'HTTPS'),
      ],
    };
  },
};
