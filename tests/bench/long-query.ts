// What both handlers of the long list are asked, so that they do the same work.

export const longQuery = {
  state: 'issued',
  currency: 'TRY',
  dueFrom: '2023-01-01',
  totalFrom: '1000000',
  sort: '-totalMinor',
} as const;
