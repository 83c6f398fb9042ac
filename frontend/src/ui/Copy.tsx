import { t } from '@lingui/core/macro';
import { Icon24CopyOutline } from './icons';
import { Button, IconButton } from './kit';
import { toast, toastFailure } from './toast';

/** Put a text on the clipboard and say so. */
export function CopyButton({ text, label, icon = false }: { text: string; label: string; icon?: boolean }) {
  async function copy() {
    const copied = await toClipboard(text);
    if (copied) toast(t({ id: 'copy.done', message: 'Скопировано' }));
    else toastFailure(t({ id: 'copy.failed', message: 'Браузер не дал скопировать. Выделите текст и скопируйте сами.' }));
  }
  if (icon) {
    return (
      <IconButton label={label} onClick={() => void copy()}>
        <Icon24CopyOutline />
      </IconButton>
    );
  }
  return (
    <Button mode="secondary" size="m" before={<Icon24CopyOutline width={20} height={20} />} onClick={() => void copy()}>
      {label}
    </Button>
  );
}

async function toClipboard(text: string): Promise<boolean> {
  // Over plain http on another address than loopback there is no navigator.clipboard.
  if (navigator.clipboard) {
    return navigator.clipboard.writeText(text).then(
      () => true,
      () => false,
    );
  }
  const field = document.createElement('textarea');
  field.value = text;
  document.body.append(field);
  field.select();
  const copied = document.execCommand('copy');
  field.remove();
  return copied;
}
