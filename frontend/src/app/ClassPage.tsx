import { ClassView } from '@/features/roster';

/** A class, with its chats. */
export function ClassPage({ org, id }: { org: number; id: number }) {
  return <ClassView org={org} id={id} chats={null} />;
}
