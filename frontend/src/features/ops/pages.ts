import { lazyRouteComponent } from '@tanstack/react-router';

// Pages are loaded when they are opened.
export const OperatorPage = lazyRouteComponent(() => import('./OperatorPage'), 'OperatorPage');
