import { type SegmentedControlProps, SegmentedControl as VkSegmentedControl } from '@vkontakte/vkui';
import styles from './Segments.module.css';

/** One of two to four, side by side. VKUI fades the part under the pointer until it cannot be read; this one does not. */
export function SegmentedControl(props: SegmentedControlProps) {
  return <VkSegmentedControl {...props} className={styles.segments} />;
}
