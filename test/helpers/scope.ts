import type { TestFn } from 'ava';

/** What a helper opens is closed at the end of this: a test's `t`, or a whole file's scope. */
export interface Scope {
  teardown(work: () => unknown): void;
}

/** Closes what was opened in `test.before` after the last test of the file, the last opened first. */
export function fileScope<Context>(test: TestFn<Context>): Scope {
  const works: (() => unknown)[] = [];
  test.after.always(async () => {
    for (const work of works.reverse()) await work();
  });
  return { teardown: (work) => works.push(work) };
}
