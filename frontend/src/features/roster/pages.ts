import { lazyRouteComponent } from '@tanstack/react-router';

// Pages are loaded when they are opened.
export const ApplicationsPage = lazyRouteComponent(() => import('./ApplicationsPage'), 'ApplicationsPage');
export const ClassesPage = lazyRouteComponent(() => import('./ClassesPage'), 'ClassesPage');
export const ClassView = lazyRouteComponent(() => import('./ClassView'), 'ClassView');
export const InvitationSheetPage = lazyRouteComponent(() => import('./InvitationSheetPage'), 'InvitationSheetPage');
export const InvitationsPage = lazyRouteComponent(() => import('./InvitationsPage'), 'InvitationsPage');
export const JoinPage = lazyRouteComponent(() => import('./JoinPage'), 'JoinPage');
export const MemberList = lazyRouteComponent(() => import('./MemberList'), 'MemberList');
