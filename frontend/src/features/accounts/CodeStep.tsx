import { t } from '@lingui/core/macro';
import { useEffect, useState } from 'react';
import { Failure } from '@/lib/api';
import { contactOf, phoneInWords } from '@/lib/contacts';
import { Button, CodeField, Form, Plain } from '@/ui';
import styles from './accounts.module.css';
import { sendCodeAgain, verify } from './allauth';
import { DemoNote } from './DemoNote';
import { accountWords } from './words';

export type CodeToEnter = { step: 'verify_email' | 'verify_phone'; contact: string };

const RESEND_AFTER_SECONDS = 60;

/** Enter the six digits that came by mail or SMS. */
export function CodeStep({ step, contact, onDone, onBack }: CodeToEnter & { onDone: () => void; onBack: () => void }) {
  const [code, setCode] = useState('');
  const [error, setError] = useState<string>();
  const [busy, setBusy] = useState(false);
  const [wait, setWait] = useCountdown(RESEND_AFTER_SECONDS);

  async function send(full: string) {
    setBusy(true);
    setError(undefined);
    try {
      const next = await verify(step, full);
      if (next === 'signed_in') return onDone();
      // The server has forgotten what we wait for: too many wrong codes, or too long ago.
      setError(t({ id: 'code.expired', message: 'Код больше не действует. Вернитесь и начните снова.' }));
    } catch (reason) {
      setError(accountWords(reason));
    }
    setBusy(false);
  }

  async function again() {
    setError(undefined);
    setCode('');
    try {
      await sendCodeAgain(step);
      setWait(RESEND_AFTER_SECONDS);
    } catch (reason) {
      if (reason instanceof Failure && reason.status === 429) return setWait(Number(reason.params.retry_after) || RESEND_AFTER_SECONDS);
      setError(accountWords(reason));
    }
  }

  const place = shownContact(contact);
  return (
    <Plain
      title={t({ id: 'code.title', message: 'Код подтверждения' })}
      lead={
        step === 'verify_email'
          ? t({ id: 'code.sentByMail', message: `Мы отправили письмо с кодом на ${place}. Если его нет, проверьте папку «Спам».` })
          : t({ id: 'code.sentBySms', message: `Мы отправили СМС с кодом на ${place}.` })
      }
      foot={<DemoNote />}
    >
      <Form
        onSubmit={(event) => {
          event.preventDefault();
          void send(code);
        }}
        footer={
          <>
            <Button type="submit" size="l" stretched loading={busy} disabled={code.length < 6}>
              {t({ id: 'code.submit', message: 'Подтвердить' })}
            </Button>
            <Button size="l" stretched mode="tertiary" onClick={onBack}>
              {t({ id: 'code.back', message: 'Назад' })}
            </Button>
          </>
        }
      >
        <CodeField
          label={t({ id: 'code.label', message: 'Шесть цифр' })}
          value={code}
          error={error}
          disabled={busy}
          onChange={setCode}
          onFull={(full) => void send(full)}
        />
        <div className={styles.resend}>
          {wait > 0 ? (
            t({ id: 'code.wait', message: `Отправить новый код можно через ${wait} с` })
          ) : (
            <Button mode="tertiary" onClick={() => void again()}>
              {t({ id: 'code.again', message: 'Отправить новый код' })}
            </Button>
          )}
        </div>
      </Form>
    </Plain>
  );
}

/** Seconds that are left, counted down to 0. */
export function useCountdown(from: number): [number, (seconds: number) => void] {
  const [left, setLeft] = useState(from);
  const running = left > 0;
  useEffect(() => {
    if (!running) return;
    const timer = setInterval(() => setLeft((seconds) => Math.max(0, seconds - 1)), 1000);
    return () => clearInterval(timer);
  }, [running]);
  return [left, setLeft];
}

export function shownContact(typed: string): string {
  const contact = contactOf(typed);
  if (!contact) return typed;
  return 'phone' in contact ? phoneInWords(contact.phone) : contact.email;
}
