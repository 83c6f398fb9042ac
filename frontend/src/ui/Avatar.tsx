import { Avatar as VkAvatar } from '@vkontakte/vkui';
import styles from './Avatar.module.css';

const GRADIENTS = 7;

/** The picture of a person, chat or organisation: its letters on a colour that stays the same for the same id. */
export function Avatar({ id, letters, size = 48, square = false }: { id: number; letters: string; size?: number; square?: boolean }) {
  return (
    <VkAvatar
      size={size}
      initials={letters}
      gradientColor="custom"
      aria-hidden
      noBorder
      className={square ? `${styles.avatar} ${styles.square}` : styles.avatar}
      style={{ background: `var(--parta--avatar_${id % GRADIENTS})` }}
    />
  );
}
