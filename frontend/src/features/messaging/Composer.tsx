import { t } from '@lingui/core/macro';
import { type KeyboardEvent, useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { Chat } from '@/lib/stream';
import { Icon20ReplyOutline, Icon20WriteOutline, Icon24Dismiss, Icon28CheckCircleOutline, Icon28Send, IconButton } from '@/ui';
import styles from './Composer.module.css';
import type { ChatView } from './data';
import { draftOf, keepDraft } from './drafts';
import { type Formatted, formatted, toggleMark, typedAgain } from './formatting';
import { stateNow, stream, useMessenger } from './messenger';
import { usePerson } from './people';
import { shownOf } from './rows';
import { titleOf } from './words';

/** What the next message is about: an answer to one, or the new text of one. */
export type Target = { mode: 'reply'; seq: number } | { mode: 'edit'; seq: number; instead?: Formatted };

type Props = {
  chat: Chat;
  card: ChatView;
  target: Target | null;
  onTarget: (target: Target | null) => void;
  onPost: (message: Formatted) => void;
  onEdit: (seq: number, message: Formatted) => void;
  onEditLast: () => void;
};

const LONGEST = 4096;
const WARN_FROM = 300;
/** On a finger keyboard Enter breaks the line: there is a button for sending. */
const FINGERS = matchMedia('(hover: none) and (pointer: coarse)');

export function Composer({ chat, card, target, onTarget, onPost, onEdit, onEditLast }: Props) {
  const [text, setText] = useState(() => draftOf(chat.id).text);
  const [selecting, setSelecting] = useState(false);
  const field = useRef<HTMLTextAreaElement>(null);
  const longest = useMessenger((state) => state.limits?.body_chars) ?? LONGEST;
  const left = longest - text.length;
  const editing = target?.mode === 'edit';
  useGrowing(field, text);

  useEffect(() => {
    if (!FINGERS.matches) field.current?.focus();
  }, []);

  // Another message is edited: its words take the place of the draft, which comes back afterwards.
  const targetKey = target ? `${target.mode}:${target.seq}` : '';
  // biome-ignore lint/correctness/useExhaustiveDependencies: only another target begins anew
  useEffect(() => {
    if (target?.mode === 'edit') {
      const message = chat.messages.get(target.seq);
      setText(typedAgain(target.instead ?? { body: message?.body ?? '', entities: message?.entities ?? [] }));
    } else {
      setText(draftOf(chat.id).text);
      keepDraft(chat.id, { text: draftOf(chat.id).text, replyTo: target?.seq ?? 0 });
    }
    if (target) field.current?.focus();
  }, [targetKey]);

  function type(next: string) {
    setText(next);
    setSelecting(false);
    if (!editing) keepDraft(chat.id, { text: next, replyTo: target?.seq ?? 0 });
    if (next.length > text.length) stream().dispatch({ type: 'typed', chat: chat.id });
  }

  function submit() {
    const message = formatted(text);
    if (!message.body.trim() || left < 0) return;
    setText('');
    if (target?.mode === 'edit') onEdit(target.seq, message);
    else onPost(message);
    field.current?.focus();
  }

  function mark(kind: 'bold' | 'italic' | 'strike' | 'code') {
    const box = field.current;
    if (!box) return;
    const next = toggleMark(text, box.selectionStart, box.selectionEnd, kind);
    type(next.text);
    requestAnimationFrame(() => box.setSelectionRange(next.from, next.to));
  }

  function onKeyDown(event: KeyboardEvent<HTMLTextAreaElement>) {
    if (event.nativeEvent.isComposing) return;
    const shortcut = (event.ctrlKey || event.metaKey) && !event.altKey ? SHORTCUTS[event.code + (event.shiftKey ? '+' : '')] : undefined;
    if (shortcut) mark(shortcut);
    else if (event.key === 'Enter' && !event.shiftKey && !FINGERS.matches) submit();
    else if (event.key === 'Escape' && target) onTarget(null);
    else if (event.key === 'Escape') return field.current?.blur();
    else if (event.key === 'ArrowUp' && text === '' && !target) onEditLast();
    else return;
    event.preventDefault();
  }

  return (
    <div className={styles.composer}>
      {selecting && <Marks onMark={mark} />}
      {target && <TargetLine chat={chat} card={card} target={target} onCancel={() => onTarget(null)} />}
      <div className={styles.line}>
        <textarea
          ref={field}
          className={styles.field}
          rows={1}
          value={text}
          placeholder={placeholderOf(card)}
          aria-label={placeholderOf(card)}
          enterKeyHint={FINGERS.matches ? 'enter' : 'send'}
          onChange={(event) => type(event.target.value)}
          onKeyDown={onKeyDown}
          onSelect={({ currentTarget: box }) => setSelecting(box.selectionStart !== box.selectionEnd)}
          onBlur={() => setSelecting(false)}
        />
        {left <= WARN_FROM && (
          <span className={left < 0 ? `${styles.left} ${styles.over}` : styles.left} role="status">
            {left}
          </span>
        )}
        <IconButton
          label={editing ? t({ id: 'composer.save', message: 'Сохранить' }) : t({ id: 'composer.send', message: 'Отправить' })}
          className={styles.send}
          disabled={!text.trim() || left < 0}
          onClick={submit}
          // The field keeps the focus, and with it a phone its keyboard.
          onPointerDown={(event) => event.preventDefault()}
        >
          {editing ? <Icon28CheckCircleOutline /> : <Icon28Send />}
        </IconButton>
      </div>
    </div>
  );
}

const SHORTCUTS: Record<string, 'bold' | 'italic' | 'strike' | 'code' | undefined> = {
  KeyB: 'bold',
  KeyI: 'italic',
  'KeyX+': 'strike',
  'KeyM+': 'code',
};

function placeholderOf(card: ChatView): string {
  return card.may.post_as_org
    ? t({ id: 'composer.placeholderChannel', message: 'Объявление от имени организации' })
    : t({ id: 'composer.placeholder', message: 'Сообщение' });
}

function Marks({ onMark }: { onMark: (kind: 'bold' | 'italic' | 'strike' | 'code') => void }) {
  const marks = [
    { kind: 'bold', sign: <strong>Ж</strong>, label: t({ id: 'composer.bold', message: 'Жирный (Ctrl+B)' }) },
    { kind: 'italic', sign: <em>К</em>, label: t({ id: 'composer.italic', message: 'Курсив (Ctrl+I)' }) },
    { kind: 'strike', sign: <s>З</s>, label: t({ id: 'composer.strike', message: 'Зачёркнутый (Ctrl+Shift+X)' }) },
    { kind: 'code', sign: <code>{'</>'}</code>, label: t({ id: 'composer.code', message: 'Код (Ctrl+Shift+M)' }) },
  ] as const;
  return (
    <div className={styles.marks} role="toolbar" aria-label={t({ id: 'composer.marks', message: 'Оформление' })}>
      {marks.map(({ kind, sign, label }) => (
        <button
          key={kind}
          type="button"
          className={styles.mark}
          aria-label={label}
          title={label}
          // Pressing it must not take the selection away.
          onPointerDown={(event) => event.preventDefault()}
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => onMark(kind)}
        >
          {sign}
        </button>
      ))}
    </div>
  );
}

function TargetLine({ chat, card, target, onCancel }: { chat: Chat; card: ChatView; target: Target; onCancel: () => void }) {
  const view = chat.messages.get(target.seq);
  const message = view && shownOf(view, stateNow().me);
  const author = usePerson(card.id, message?.sender ?? 0);
  const name = message?.asOrg ? titleOf(card) : (author?.name ?? '');
  return (
    <div className={styles.target}>
      <span className={styles.targetIcon}>{target.mode === 'edit' ? <Icon20WriteOutline /> : <Icon20ReplyOutline />}</span>
      <span className={styles.targetWords}>
        <span className={styles.targetTitle}>
          {target.mode === 'edit'
            ? t({ id: 'composer.editing', message: 'Изменение сообщения' })
            : name || t({ id: 'composer.reply', message: 'Ответ' })}
        </span>
        <span className={styles.targetText}>{message?.body}</span>
      </span>
      <IconButton label={t({ id: 'composer.cancel', message: 'Отменить' })} onClick={onCancel}>
        <Icon24Dismiss />
      </IconButton>
    </div>
  );
}

/** The field is as high as its text, up to a third of the window. */
function useGrowing(field: React.RefObject<HTMLTextAreaElement | null>, text: string) {
  // biome-ignore lint/correctness/useExhaustiveDependencies: the height follows the text
  useLayoutEffect(() => {
    const box = field.current;
    if (!box) return;
    box.style.blockSize = 'auto';
    box.style.blockSize = `${box.scrollHeight}px`;
  }, [field, text]);
}
