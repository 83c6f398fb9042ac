import { lazyRouteComponent } from '@tanstack/react-router';

// Pages are loaded when they are opened.
export const MessagesPage = lazyRouteComponent(() => import('./MessagesPage'), 'MessagesPage');
