/** Asks again and again until the answer is there; throws what stood in the way when that takes too long. */
export async function eventually<Answer>(
  ask: () => Answer | Promise<Answer>,
  { within = 15_000, every = 25 }: { readonly within?: number; readonly every?: number } = {},
): Promise<Answer> {
  const end = performance.now() + within;
  for (;;) {
    try {
      return await ask();
    } catch (error) {
      if (performance.now() > end) throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, every));
  }
}
