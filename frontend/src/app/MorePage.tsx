import { t } from '@lingui/core/macro';
import { Card, Page, SimpleCell, useLinkTo, Waiting } from '@/ui';
import { usePlaces } from './places';
import { Organizations } from './Switcher';

/** What has no room in the tab bar of a phone. */
export function MorePage() {
  const linkTo = useLinkTo();
  const { more } = usePlaces();
  return (
    <Page title={t({ id: 'more.title', message: 'Ещё' })}>
      <Card flush>
        {more.map((place) => (
          <SimpleCell
            key={place.href}
            {...linkTo(place.href)}
            before={<place.icon />}
            indicator={<Waiting count={place.count} />}
            chevron="always"
          >
            {place.label}
          </SimpleCell>
        ))}
      </Card>
      <Card title={t({ id: 'more.organizations', message: 'Организации' })} flush>
        <Organizations />
      </Card>
    </Page>
  );
}
