import { lazyRouteComponent } from '@tanstack/react-router';

// Pages are loaded when they are opened.
export const LoginPage = lazyRouteComponent(() => import('./LoginPage'), 'LoginPage');
