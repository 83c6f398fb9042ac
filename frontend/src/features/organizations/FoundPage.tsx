import { t } from '@lingui/core/macro';
import { useForm } from 'react-hook-form';
import { useInstallation, useMe } from '@/features/accounts';
import { wordsFor } from '@/lib/errors';
import { paths } from '@/lib/paths';
import { Button, Card, Form, Page, SelectField, TextField, toast, useGo } from '@/ui';
import { useFound, useRegions } from './data';
import { KINDS, type Kind, kindWord } from './words';

type Fields = { kind: Kind; name: string; short_name: string; region: string; time_zone: string };

// Kinds that only the operator of the installation founds.
const FOR_OPERATORS: readonly Kind[] = ['ministry', 'platform'];

// The zones of Russia, from west to east.
const ZONES = [
  'Europe/Kaliningrad',
  'Europe/Moscow',
  'Europe/Samara',
  'Asia/Yekaterinburg',
  'Asia/Omsk',
  'Asia/Krasnoyarsk',
  'Asia/Irkutsk',
  'Asia/Yakutsk',
  'Asia/Vladivostok',
  'Asia/Magadan',
  'Asia/Kamchatka',
];

/** Found an organisation; its founder becomes its first administrator. */
export function FoundPage() {
  const go = useGo();
  const me = useMe();
  const demo = useInstallation()?.demo ?? false;
  const found = useFound();
  const regions = useRegions().data ?? [];
  const { control, handleSubmit, formState, setError, setValue } = useForm<Fields>({
    defaultValues: { kind: 'school', name: '', short_name: '', region: '', time_zone: 'Europe/Moscow' },
  });
  const kinds = KINDS.filter((kind) => me.is_operator || !FOR_OPERATORS.includes(kind));

  const submit = handleSubmit(async (fields) => {
    const name = fields.name.trim();
    const region = regions.find((each) => each.name === fields.region.trim());
    if (!name) return setError('name', { message: t({ id: 'found.nameMissing', message: 'Напишите название.' }) });
    if (!region) return setError('region', { message: t({ id: 'found.regionMissing', message: 'Выберите регион из подсказок.' }) });
    try {
      const organization = await found.mutateAsync({ ...fields, name, short_name: fields.short_name.trim(), region: region.code });
      toast(t({ id: 'found.done', message: 'Организация создана' }));
      go(paths.home(organization.id), { replace: true });
    } catch (error) {
      setError('root', { message: wordsFor(error) });
    }
  });

  /** Most regions lie in one zone: choosing the region proposes it. */
  function propose(name: string): string {
    const zone = regions.find((each) => each.name === name)?.time_zone;
    if (zone) setValue('time_zone', zone);
    return name;
  }

  return (
    <Page
      title={t({ id: 'found.title', message: 'Новая организация' })}
      back={paths.welcome()}
      subtitle={
        demo
          ? t({ id: 'found.demo', message: 'Демонстрационный режим: организация сразу считается подтверждённой.' })
          : t({
              id: 'found.verification',
              message: 'Оператор платформы проверит её. До этого можно всё подготовить и пригласить сотрудников.',
            })
      }
    >
      <Card flush>
        <Form
          onSubmit={(event) => void submit(event)}
          error={formState.errors.root?.message}
          footer={
            <Button type="submit" size="l" loading={formState.isSubmitting}>
              {t({ id: 'found.submit', message: 'Основать' })}
            </Button>
          }
        >
          <SelectField
            control={control}
            name="kind"
            label={t({ id: 'found.kind', message: 'Вид' })}
            choices={kinds.map((kind) => ({ value: kind, label: kindWord(kind) }))}
          />
          <TextField
            control={control}
            name="name"
            label={t({ id: 'found.name', message: 'Полное название' })}
            placeholder={t({ id: 'found.namePlaceholder', message: 'Средняя школа № 17 г. Твери' })}
            maxLength={200}
          />
          <TextField
            control={control}
            name="short_name"
            label={t({ id: 'found.shortName', message: 'Короткое название' })}
            hint={t({ id: 'found.shortNameHint', message: 'Стоит в меню, например «Школа № 17».' })}
            maxLength={40}
            optional
          />
          <TextField
            control={control}
            name="region"
            label={t({ id: 'found.region', message: 'Регион' })}
            hint={t({ id: 'found.regionHint', message: 'Начните писать и выберите из подсказок.' })}
            suggestions={regions.map(({ name }) => name)}
            format={propose}
          />
          <SelectField
            control={control}
            name="time_zone"
            label={t({ id: 'found.timeZone', message: 'Часовой пояс' })}
            choices={zoneChoices(regions)}
          />
        </Form>
      </Card>
    </Page>
  );
}

function zoneChoices(regions: readonly { time_zone: string }[]): { value: string; label: string }[] {
  const all = new Set([...ZONES, ...regions.map(({ time_zone }) => time_zone)]);
  return [...all]
    .map((zone) => ({ zone, offset: offsetOf(zone) }))
    .sort((a, b) => a.offset - b.offset)
    .map(({ zone, offset }) => ({ value: zone, label: zoneWord(zone, offset) }));
}

/** Hours ahead of UTC, now. */
function offsetOf(zone: string): number {
  const now = new Date();
  const there = new Date(now.toLocaleString('en-US', { timeZone: zone }));
  const utc = new Date(now.toLocaleString('en-US', { timeZone: 'UTC' }));
  return Math.round((there.getTime() - utc.getTime()) / 3_600_000);
}

/** «МСК+2 (Екатеринбург)» as people in Russia say it; the city comes from the zone's own name. */
function zoneWord(zone: string, offset: number): string {
  const city = new Intl.DateTimeFormat(undefined, { timeZone: zone, timeZoneName: 'long' })
    .formatToParts(new Date())
    .find(({ type }) => type === 'timeZoneName')?.value;
  const fromMoscow = offset - 3;
  const sign = fromMoscow > 0 ? `+${fromMoscow}` : fromMoscow < 0 ? `−${-fromMoscow}` : '';
  return t({ id: 'found.zone', message: `МСК${sign} · ${city ?? zone}` });
}
