type Cleaner = () => void | Promise<void>;

const cleaners = new Set<Cleaner>();

/** Be called when somebody signs out here: wipe what belongs to that person, close what is open in their name. */
export function onLeaving(clean: Cleaner): () => void {
  cleaners.add(clean);
  return () => cleaners.delete(clean);
}

/** Nothing of the person who was signed in stays in this browser. */
export async function leave(): Promise<void> {
  await Promise.allSettled([...cleaners].map(async (clean) => clean()));
}
