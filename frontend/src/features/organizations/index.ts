export { type MyOrganization, myOrganizationsKey, myOrganizationsQuery, useMyOrganizations } from './data';
