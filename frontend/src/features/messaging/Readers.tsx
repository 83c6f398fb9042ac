import { plural, t } from '@lingui/core/macro';
import { useQuery } from '@tanstack/react-query';
import { Avatar, Dialog, Empty, Remote, RowsSkeleton, SimpleCell } from '@/ui';
import { fetchReaders } from './data';
import { useChatState } from './messenger';

/** «Прочитали: …» */
export function Readers({ chat, seq, channel, onClose }: { chat: number; seq: number; channel: boolean; onClose: () => void }) {
  const receipts = useChatState(chat)?.readers ?? 0;
  const query = useQuery({
    queryKey: ['messaging', 'readers', chat, seq, receipts],
    queryFn: () => fetchReaders(chat, seq),
    placeholderData: (last) => last,
  });
  return (
    <Dialog title={t({ id: 'messaging.readers', message: 'Прочитали' })} open onClose={onClose}>
      <Remote query={query} skeleton={<RowsSkeleton rows={3} avatar={40} />}>
        {({ count, people }) =>
          count > 0 && (people === null || channel) ? (
            <Empty>
              {t({
                id: 'messaging.readersCount',
                message: `Прочитали ${plural(count, { one: '# человек', few: '# человека', many: '# человек', other: '# человека' })}`,
              })}
            </Empty>
          ) : count === 0 || people === null ? (
            <Empty>{t({ id: 'messaging.readersNone', message: 'Пока никто не прочитал' })}</Empty>
          ) : (
            <ul>
              {people.map((person) => (
                <li key={person.id}>
                  <SimpleCell hasHover={false} hasActive={false} before={<Avatar id={person.id} letters={person.initials} size={40} />}>
                    {person.name}
                  </SimpleCell>
                </li>
              ))}
            </ul>
          )
        }
      </Remote>
    </Dialog>
  );
}
