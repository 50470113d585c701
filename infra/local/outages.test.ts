// An outage is an address at which nobody answers, of the named vendors alone.
import { expect, test } from 'vitest';
import { vendorsOf, withOutages } from './outages.ts';

const settings = {
  SENDGRID_ENDPOINT: 'http://127.0.0.1:24003',
  BLOB_ENDPOINT: 'http://127.0.0.1:24010/devstoreaccount1',
  APP_ORIGIN: 'http://localhost:24000',
};

test('the named vendors are out of reach, everything else is as it was', () => {
  expect(withOutages(settings, vendorsOf('mail,blobs'))).toEqual({
    SENDGRID_ENDPOINT: 'http://127.0.0.1:9',
    BLOB_ENDPOINT: 'http://127.0.0.1:9/devstoreaccount1',
    APP_ORIGIN: 'http://localhost:24000',
  });
  expect(withOutages(settings, vendorsOf(undefined))).toEqual(settings);
});

test('a name that is no vendor is refused with those there are', () => {
  expect(() => vendorsOf('mail,moon')).toThrow('moon is no vendor; there are mail, vault, cosmos');
});
