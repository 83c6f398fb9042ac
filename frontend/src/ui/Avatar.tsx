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

/** «ОШ» of «Общий · 7А»; digits count: «7А» of «7А». */
export function lettersOf(title: string): string {
  const words = title.split(/[^\p{L}\p{N}]+/u).filter(Boolean);
  const [first = '', second = ''] = words;
  if (/^\d+\p{L}?$/u.test(first)) return first.slice(0, 3).toUpperCase();
  return `${first.slice(0, 1)}${second.slice(0, 1)}`.toUpperCase();
}
