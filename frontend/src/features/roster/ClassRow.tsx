import { plural, t } from '@lingui/core/macro';
import { paths } from '@/lib/paths';
import { Avatar, SimpleCell, useLinkTo } from '@/ui';
import type { ClassSummary } from './data';

/** A class in a list: its title, who leads it, how many learn there. */
export function ClassRow({ school_class: { id, org_id, title, class_teachers, counts } }: { school_class: ClassSummary }) {
  const linkTo = useLinkTo();
  const teachers = class_teachers.map(({ name }) => name).join(', ');
  const pupils = t({
    id: 'classes.pupils',
    message: `${plural(counts.pupils, { one: '# учащийся', few: '# учащихся', many: '# учащихся', other: '# учащихся' })}`,
  });
  return (
    <SimpleCell
      {...linkTo(paths.schoolClass(org_id, id))}
      before={<Avatar id={id} letters={title.slice(0, 3)} size={44} square />}
      subtitle={[teachers, pupils].filter(Boolean).join(' · ')}
      chevron="always"
    >
      {title}
    </SimpleCell>
  );
}
