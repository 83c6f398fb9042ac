import { type ComponentType, type KeyboardEvent, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { createPortal } from 'react-dom';
import { Tappable } from './kit';
import styles from './Menu.module.css';

export type MenuAction = {
  label: string;
  icon?: ComponentType<{ width?: number; height?: number }>;
  destructive?: boolean;
  run: () => void;
};

type Props = {
  /** What it is about, for who does not see it. */
  label: string;
  /** Where it opens, in pixels of the window; a phone draws it at the foot. */
  at: { x: number; y: number };
  actions: readonly MenuAction[];
  onClose: () => void;
};

/** What can be done with the thing under the finger or the pointer: arrow keys, Enter, Esc. */
export function Menu({ label, at, actions, onClose }: Props) {
  const menu = useRef<HTMLDivElement>(null);
  const [place, setPlace] = useState(at);

  useLayoutEffect(() => {
    const before = document.activeElement;
    const box = menu.current?.getBoundingClientRect();
    if (box) {
      setPlace({
        x: Math.max(8, Math.min(at.x, window.innerWidth - box.width - 8)),
        y: at.y + box.height + 8 > window.innerHeight ? Math.max(8, at.y - box.height) : at.y,
      });
    }
    menu.current?.querySelector<HTMLElement>('[role=menuitem]')?.focus({ preventScroll: true });
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true });
    };
  }, [at]);

  useEffect(() => {
    window.addEventListener('resize', onClose);
    return () => window.removeEventListener('resize', onClose);
  }, [onClose]);

  function onKeyDown(event: KeyboardEvent) {
    const items = [...(menu.current?.querySelectorAll<HTMLElement>('[role=menuitem]') ?? [])];
    const here = items.indexOf(document.activeElement as HTMLElement);
    const goTo = { ArrowDown: here + 1, ArrowUp: here - 1 + items.length, Home: 0, End: items.length - 1 }[event.key];
    if (goTo !== undefined) items[goTo % items.length]?.focus();
    else if (event.key === 'Escape' || event.key === 'Tab') onClose();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  // A press beside it closes it and does nothing else.
  return createPortal(
    // biome-ignore lint/a11y/noStaticElementInteractions: the veil is for pointers, keys have Esc
    <div
      className={styles.veil}
      onPointerDown={(event) => {
        if (event.target !== event.currentTarget) return;
        event.preventDefault();
        onClose();
      }}
      onContextMenu={(event) => event.preventDefault()}
    >
      <div
        ref={menu}
        className={styles.menu}
        role="menu"
        aria-label={label}
        tabIndex={-1}
        style={{ '--x': `${place.x}px`, '--y': `${place.y}px` } as Record<string, string>}
        onKeyDown={onKeyDown}
      >
        {actions.map(({ label: action, icon: Icon, destructive, run }) => (
          <Tappable
            key={action}
            role="menuitem"
            tabIndex={-1}
            className={destructive ? `${styles.action} ${styles.destructive}` : styles.action}
            onClick={() => {
              onClose();
              run();
            }}
          >
            {Icon && <Icon width={20} height={20} />}
            {action}
          </Tappable>
        ))}
      </div>
    </div>,
    document.querySelector('main') ?? document.body,
  );
}
