import { lazyRouteComponent } from '@tanstack/react-router';

// Pages are loaded when they are opened.
export const FoundPage = lazyRouteComponent(() => import('./FoundPage'), 'FoundPage');
