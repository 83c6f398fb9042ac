import { t } from '@lingui/core/macro';
import { ModalPage, ModalPageHeader } from '@vkontakte/vkui';
import { type ReactNode, useEffect, useId } from 'react';
import styles from './Dialog.module.css';

type Props = { title: string; open: boolean; onClose: () => void; footer?: ReactNode; children: ReactNode };

/** A window over the page on a computer, a sheet from below on a phone. */
export function Dialog({ title, open, onClose, footer, children }: Props) {
  const titleId = useId();
  useEscWithoutFocus(open, onClose);
  return (
    <ModalPage
      open={open}
      onClose={onClose}
      dynamicContentHeight
      size={520}
      aria-labelledby={titleId}
      modalDismissButtonLabel={t({ id: 'dialog.close', message: 'Закрыть' })}
      header={
        <ModalPageHeader>
          <span id={titleId}>{title}</span>
        </ModalPageHeader>
      }
      footer={footer && <div className={styles.footer}>{footer}</div>}
    >
      <div className={styles.body}>{children}</div>
    </ModalPage>
  );
}

/**
 * Close on Esc also when the focus is not in a window: VKUI hears the key only inside, and the focus falls out when the
 * button that had it goes with its step, or goes back to the page when one window takes the place of another.
 */
function useEscWithoutFocus(open: boolean, onClose: () => void) {
  useEffect(() => {
    if (!open) return;
    const closeOnEsc = (event: KeyboardEvent) => {
      const inWindow = document.activeElement?.closest('[role="dialog"], [role="alertdialog"]');
      if (event.key === 'Escape' && !inWindow) onClose();
    };
    document.addEventListener('keydown', closeOnEsc);
    return () => document.removeEventListener('keydown', closeOnEsc);
  }, [open, onClose]);
}
