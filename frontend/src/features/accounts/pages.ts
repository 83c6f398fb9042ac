import { lazyRouteComponent } from '@tanstack/react-router';

// Pages are loaded when they are opened.
export const LoginPage = lazyRouteComponent(() => import('./LoginPage'), 'LoginPage');
export const RegisterPage = lazyRouteComponent(() => import('./RegisterPage'), 'RegisterPage');
export const ResetPage = lazyRouteComponent(() => import('./ResetPage'), 'ResetPage');
export const SettingsPage = lazyRouteComponent(() => import('./SettingsPage'), 'SettingsPage');
export const OutboxPage = lazyRouteComponent(() => import('./OutboxPage'), 'OutboxPage');
export const SetupPage = lazyRouteComponent(() => import('./SetupPage'), 'SetupPage');
