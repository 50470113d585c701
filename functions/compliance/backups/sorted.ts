// Two lists that are both in the order of their names are compared by walking along them, so that neither has to fit into memory.

export type Follower = {
  /** Whether the list holds this name. Ask in ascending order. */
  has(name: string): Promise<boolean>;
};

export function follow(list: AsyncIterable<string>): Follower {
  const names = list[Symbol.asyncIterator]();
  let current = names.next();
  return {
    has: async (name) => {
      let step = await current;
      while (!step.done && step.value < name) {
        current = names.next();
        step = await current;
      }
      return !step.done && step.value === name;
    },
  };
}

export async function* namesOf(list: AsyncIterable<{ name: string }>): AsyncGenerator<string> {
  for await (const { name } of list) yield name;
}
