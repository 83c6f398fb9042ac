import { t } from '@lingui/core/macro';
import { useCallback, useEffect } from 'react';
import { paths } from '@/lib/paths';
import { Empty, Icon56MessagesOutline, useGo, useTitle, useWide } from '@/ui';
import { ChatList } from './ChatList';
import { Conversation } from './Conversation';
import styles from './MessagesPage.module.css';
import { stream, useMessenger } from './messenger';

type Props = { chat?: number | undefined; seq?: number | undefined };

/** «Сообщения»: list and conversation side by side, on a phone one of the two. */
export function MessagesPage({ chat, seq }: Props) {
  const wide = useWide();
  const go = useGo();
  const ready = useMessenger((state) => state.me > 0);
  useTitle(t({ id: 'messaging.page', message: 'Сообщения' }));
  useEscape(useCallback(() => chat !== undefined && go(paths.messages()), [chat, go]));
  if (!ready) return null;
  return (
    <main className={styles.page}>
      {(wide || chat === undefined) && <ChatList open={chat} />}
      {chat !== undefined && <Conversation key={`${stream().tab}:${chat}`} id={chat} seq={seq} />}
      {wide && chat === undefined && (
        <div className={styles.nothing}>
          <Empty icon={<Icon56MessagesOutline />}>{t({ id: 'messaging.choose', message: 'Выберите чат, чтобы начать общение' })}</Empty>
        </div>
      )}
    </main>
  );
}

/** Esc that nobody nearer took. */
function useEscape(run: () => void) {
  useEffect(() => {
    // What the key closes is gone when it arrives here: whether something is open is seen on its way in.
    let busy = false;
    const onWayIn = () => {
      busy = document.querySelector('[role=dialog], [role=menu], [role=alertdialog]') !== null;
    };
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key === 'Escape' && !event.defaultPrevented && !busy) run();
    };
    window.addEventListener('keydown', onWayIn, true);
    window.addEventListener('keydown', onKeyDown);
    return () => {
      window.removeEventListener('keydown', onWayIn, true);
      window.removeEventListener('keydown', onKeyDown);
    };
  }, [run]);
}
