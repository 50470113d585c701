// Two versions of a list and the one both began with: what only one side did is taken over, what both did to the same row is a clash.

/** How rows are compared and joined. */
export type Rows<Row> = {
  /** What a row says, whatever its key. */
  textOf: (row: Row) => string;
  /** One row that both sides changed; `clash` says that it could not be joined, and `merged` then holds the preferred side. */
  join: (base: Row, mine: Row, theirs: Row) => { merged: Row; isClash: boolean };
  /** The row of the other side under the key that it has on this screen, so that it keeps its place and focus. */
  inPlaceOf: (theirs: Row, mine: Row) => Row;
  prefer: 'mine' | 'theirs';
};
export type MergedRows<Row> = { rows: Row[]; clashes: { mine: Row[]; theirs: Row[] }[] };

export function mergeRows<Row>(base: Row[], mine: Row[], theirs: Row[], how: Rows<Row>): MergedRows<Row> {
  const inMine = kept(base, mine, how.textOf);
  const inTheirs = kept(base, theirs, how.textOf);
  const merged: MergedRows<Row> = { rows: [], clashes: [] };
  let [b, m, t] = [0, 0, 0];
  while (b < base.length || m < mine.length || t < theirs.length) {
    let end = b;
    while (end < base.length && !(inMine.has(end) && inTheirs.has(end))) end += 1;
    const [mineEnd, theirsEnd] = [inMine.get(end) ?? mine.length, inTheirs.get(end) ?? theirs.length];
    mergePart(base.slice(b, end), mine.slice(m, mineEnd), theirs.slice(t, theirsEnd), how, merged);
    merged.rows.push(...mine.slice(mineEnd, mineEnd + 1));
    [b, m, t] = [end + 1, mineEnd + 1, theirsEnd + 1];
  }
  return merged;
}

/** A stretch between two rows that nobody touched. */
function mergePart<Row>(base: Row[], mine: Row[], theirs: Row[], how: Rows<Row>, merged: MergedRows<Row>): void {
  const say = (rows: Row[]) => JSON.stringify(rows.map(how.textOf));
  const [wasBase, isMine, isTheirs] = [say(base), say(mine), say(theirs)];
  if (isTheirs === wasBase || isMine === isTheirs) return void merged.rows.push(...mine);
  if (isMine === wasBase) return void merged.rows.push(...placed(theirs, mine, how));
  if (base.length === 0) return void merged.rows.push(...theirs, ...mine);
  if (mine.length === base.length && theirs.length === base.length) return joinEach(base, mine, theirs, how, merged);
  const beside = mine.length === base.length ? around(base, mine, theirs, how) : around(base, theirs, mine, how);
  if (beside && (mine.length === base.length || theirs.length === base.length)) {
    return void merged.rows.push(...beside);
  }
  merged.clashes.push({ mine, theirs });
  merged.rows.push(...(how.prefer === 'mine' ? mine : theirs));
}

const placed = <Row>(theirs: Row[], mine: Row[], { inPlaceOf }: Rows<Row>): Row[] =>
  theirs.length === mine.length ? theirs.map((row, place) => inPlaceOf(row, mine[place] ?? row)) : theirs;

function joinEach<Row>(base: Row[], mine: Row[], theirs: Row[], how: Rows<Row>, merged: MergedRows<Row>): void {
  base.forEach((row, place) => {
    const [one, other] = [mine[place] ?? row, theirs[place] ?? row];
    const { merged: joined, isClash } = how.join(row, one, other);
    merged.rows.push(joined);
    if (isClash) merged.clashes.push({ mine: [one], theirs: [other] });
  });
}

/** One side changed rows where they stand, the other added or removed some around them; undefined when a changed row was removed. */
function around<Row>(base: Row[], changed: Row[], other: Row[], { textOf }: Rows<Row>): Row[] | undefined {
  const inOther = kept(base, other, textOf);
  const placeOf = new Map(Array.from(inOther, ([place, at]) => [at, place]));
  const isLost = base.some((row, place) => {
    const now = changed[place];
    return !inOther.has(place) && now !== undefined && textOf(now) !== textOf(row);
  });
  if (isLost) return undefined;
  return other.map((row, at) => changed[placeOf.get(at) ?? -1] ?? row);
}

/** Which rows of the base stand unchanged in the other list, and where: the longest that keep their order. */
function kept<Row>(base: Row[], other: Row[], textOf: (row: Row) => string): Map<number, number> {
  const [left, right] = [base.map(textOf), other.map(textOf)];
  const lengths = left.map(() => new Uint16Array(right.length + 1));
  lengths.push(new Uint16Array(right.length + 1));
  const at = (row: number, column: number) => lengths[row]?.[column] ?? 0;
  for (let row = left.length - 1; row >= 0; row -= 1) {
    for (let column = right.length - 1; column >= 0; column -= 1) {
      const longest =
        left[row] === right[column] ? at(row + 1, column + 1) + 1 : Math.max(at(row + 1, column), at(row, column + 1));
      lengths[row]?.fill(longest, column, column + 1);
    }
  }
  const found = new Map<number, number>();
  for (let [row, column] = [0, 0]; row < left.length && column < right.length;) {
    if (left[row] === right[column]) found.set(row++, column++);
    else if (at(row + 1, column) >= at(row, column + 1)) row += 1;
    else column += 1;
  }
  return found;
}
