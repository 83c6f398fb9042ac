export {
  type MyApplication,
  type MyOrganization,
  myOrganizationsKey,
  myOrganizationsQuery,
  type Organization,
  organizationKey,
  refreshMyApplications,
  refreshMyOrganizations,
  useMyApplications,
  useMyOrganizations,
  useOrganization,
} from './data';
export { listenToOrganizations } from './live';
export { MyApplications } from './MyApplications';
export { MyMemberships } from './MyMemberships';
export { OrganizationCard, StateBanner } from './OrganizationCard';
export * from './pages';
export { kindWord, ROLES, type Role, rolesInWords, roleWord } from './words';
