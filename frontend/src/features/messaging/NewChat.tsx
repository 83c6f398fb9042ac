import { t } from '@lingui/core/macro';
import { useState } from 'react';
import { type MyOrganization, useMyOrganizations } from '@/features/organizations';
import { wordsFor } from '@/lib/errors';
import { paths } from '@/lib/paths';
import { Button, Dialog, FormItem, Input, NativeSelect, SegmentedControl, toastFailure, useGo } from '@/ui';
import { type ChatView, createGroup, openDirectChat, type Person } from './data';
import { stream } from './messenger';
import { PeoplePicker } from './PeoplePicker';

/** «Карандаш»: write to somebody, or gather a group. */
export function NewChat({ open, org, onClose }: { open: boolean; org: number | undefined; onClose: () => void }) {
  const organizations = useMyOrganizations();
  const [chosenOrg, setChosenOrg] = useState<number>();
  const [kind, setKind] = useState<'direct' | 'group'>('direct');
  const [title, setTitle] = useState('');
  const [chosen, setChosen] = useState<ReadonlyMap<number, Person>>(new Map());
  const [busy, setBusy] = useState(false);
  const go = useGo();
  const at = chosenOrg ?? org ?? organizations[0]?.id;
  const mayGather = staffOf(organizations.find(({ id }) => id === at));

  async function enter(making: Promise<ChatView>) {
    setBusy(true);
    try {
      const card = await making;
      stream().dispatch({ type: 'cards', asked: [card.id], cards: [card] });
      close();
      go(paths.chat(card.id));
    } catch (error) {
      toastFailure(wordsFor(error));
    }
    setBusy(false);
  }

  function choose(person: Person) {
    if (at === undefined || busy) return;
    if (kind === 'direct') return void enter(openDirectChat(at, person.id));
    const next = new Map(chosen);
    if (!next.delete(person.id)) next.set(person.id, person);
    setChosen(next);
  }

  function close() {
    onClose();
    setTitle('');
    setChosen(new Map());
  }

  const group = kind === 'group' && mayGather;
  return (
    <Dialog
      title={t({ id: 'messaging.new', message: 'Новый чат' })}
      open={open}
      onClose={close}
      footer={
        group && (
          <Button
            size="l"
            stretched
            loading={busy}
            disabled={!title.trim() || at === undefined}
            onClick={() => at !== undefined && void enter(createGroup(at, title.trim(), [...chosen.keys()]))}
          >
            {chosen.size > 0
              ? t({ id: 'messaging.new.createWith', message: `Создать чат · ${chosen.size + 1}` })
              : t({ id: 'messaging.new.create', message: 'Создать чат' })}
          </Button>
        )
      }
    >
      {mayGather && (
        <FormItem>
          <SegmentedControl
            value={kind}
            onChange={(value) => setKind(value === 'group' ? 'group' : 'direct')}
            aria-label={t({ id: 'messaging.new.kind', message: 'Какой чат' })}
            options={[
              { value: 'direct', label: t({ id: 'messaging.new.direct', message: 'Личный' }) },
              { value: 'group', label: t({ id: 'messaging.new.group', message: 'Группа' }) },
            ]}
          />
        </FormItem>
      )}
      {organizations.length > 1 && (
        <FormItem top={t({ id: 'messaging.new.org', message: 'Организация' })} htmlFor="new-chat-org">
          <NativeSelect
            id="new-chat-org"
            value={at}
            onChange={(event) => {
              setChosenOrg(Number(event.target.value));
              setChosen(new Map());
            }}
          >
            {organizations.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </NativeSelect>
        </FormItem>
      )}
      {group && (
        <FormItem top={t({ id: 'messaging.new.title', message: 'Название' })} htmlFor="new-chat-title">
          <Input id="new-chat-title" value={title} maxLength={100} onChange={(event) => setTitle(event.target.value)} />
        </FormItem>
      )}
      {open && at !== undefined && <PeoplePicker org={at} {...(group && { chosen })} onChoose={choose} />}
    </Dialog>
  );
}

/** Groups are made by grown-ups; the server judges who may be in them. */
function staffOf(organization: MyOrganization | undefined): boolean {
  return organization?.roles.some((role) => role === 'administrator' || role === 'teacher') ?? false;
}
