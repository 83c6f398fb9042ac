import { t } from '@lingui/core/macro';
import { momentOf } from '@/lib/dates';
import { Card, CopyButton, Empty, Icon56MailOutline, Page, Remote, RowsSkeleton } from '@/ui';
import { useSentMessages } from './data';
import styles from './outbox.module.css';

/** Mails and SMS that a demo installation did not really send. */
export function OutboxPage() {
  const messages = useSentMessages();
  return (
    <Page
      title={t({ id: 'outbox.title', message: 'Отправленные письма и СМС' })}
      back="/"
      subtitle={t({ id: 'outbox.subtitle', message: 'Демонстрационный режим: ничего не уходит наружу, всё видно здесь.' })}
    >
      <Card flush>
        <Remote query={messages} skeleton={<RowsSkeleton avatar={0} />}>
          {(list) =>
            list.length === 0 ? (
              <Empty icon={<Icon56MailOutline />} title={t({ id: 'outbox.empty', message: 'Пока ничего не отправлено' })}>
                {t({ id: 'outbox.emptyText', message: 'Коды появятся здесь сами, как только их запросят.' })}
              </Empty>
            ) : (
              <ul>
                {list.map((message) => (
                  <li key={message.id} className={styles.message}>
                    <div className={styles.head}>
                      <span className={styles.channel}>
                        {message.channel === 'mail' ? t({ id: 'outbox.mail', message: 'Письмо' }) : t({ id: 'outbox.sms', message: 'СМС' })}
                      </span>
                      <span className={styles.to}>{message.to}</span>
                      <time dateTime={message.at}>{momentOf(message.at)}</time>
                    </div>
                    {message.subject && <div className={styles.subject}>{message.subject}</div>}
                    {message.code && (
                      <div className={styles.code}>
                        <output>{message.code}</output>
                        <CopyButton text={message.code} label={t({ id: 'outbox.copy', message: 'Скопировать код' })} />
                      </div>
                    )}
                    <details>
                      <summary>{t({ id: 'outbox.text', message: 'Показать текст' })}</summary>
                      <p className={styles.text}>{message.text}</p>
                    </details>
                  </li>
                ))}
              </ul>
            )
          }
        </Remote>
      </Card>
    </Page>
  );
}
