import { expect, test } from 'vitest';
import { violationsIn } from './check-rules.mjs';

test.each([
  ['a feature draws with VKUI itself', 'features/roster/A.tsx', "import { Button } from '@vkontakte/vkui';"],
  ['ui knows a feature', 'ui/A.tsx', "import { useMe } from '@/features/accounts';"],
  ['lib knows ui', 'lib/a.ts', "import { Button } from '../ui';"],
  ['a feature reaches into another', 'features/roster/A.tsx', "import { x } from '@/features/accounts/data';"],
  ['a feature looks up', 'features/accounts/A.tsx', "import { x } from '../roster';"],
  ['the app reaches into a feature', 'app/A.tsx', "import { x } from '@/features/accounts/data';"],
  ['a style sheet chooses a colour', 'features/roster/A.module.css', '.a { color: #fff; }'],
  ['a component chooses a colour', 'features/roster/A.tsx', "<div style={{ color: '#ff0000' }} />"],
])('%s: refused', (_, path, text) => {
  expect(violationsIn(path, text)).toHaveLength(1);
});

test.each([
  ['ui draws with VKUI', 'ui/A.tsx', "import { Button } from '@vkontakte/vkui';"],
  [
    'a feature uses ui, lib and a lower feature',
    'features/roster/A.tsx',
    "import '@/ui'; import '@/lib/api'; import '@/features/accounts';",
  ],
  ['a feature uses itself', 'features/roster/A.tsx', "import { x } from './data';"],
  ['a style sheet takes a token', 'features/roster/A.module.css', '.a { color: var(--vkui--color_text_primary); }'],
])('%s: allowed', (_, path, text) => {
  expect(violationsIn(path, text)).toEqual([]);
});
