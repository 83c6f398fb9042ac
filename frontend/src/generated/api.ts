// Made from contract/openapi.json by `make contract`. Not to be edited.

export interface paths {
    "/api/accounts/password-reset/phone": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Post Accounts Password Reset Phone */
        post: operations["post_accounts_password_reset_phone"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/accounts/password-reset/phone/confirm": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Post Accounts Password Reset Phone Confirm */
        post: operations["post_accounts_password_reset_phone_confirm"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/classes/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get Classes Id */
        get: operations["get_classes_id"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Patch Classes Id */
        patch: operations["patch_classes_id"];
        trace?: never;
    };
    "/api/classes/{id}/guardians": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Post Classes Id Guardians */
        post: operations["post_classes_id_guardians"];
        /** Delete Classes Id Guardians */
        delete: operations["delete_classes_id_guardians"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/classes/{id}/people/{user}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Post Classes Id People User */
        post: operations["post_classes_id_people_user"];
        /** Delete Classes Id People User */
        delete: operations["delete_classes_id_people_user"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/installation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get Installation */
        get: operations["get_installation"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/invitations/{token}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get Invitations Token */
        get: operations["get_invitations_token"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/invitations/{token}/applications": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Post Invitations Token Applications */
        post: operations["post_invitations_token_applications"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get Me */
        get: operations["get_me"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Patch Me */
        patch: operations["patch_me"];
        trace?: never;
    };
    "/api/me/applications": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get Me Applications */
        get: operations["get_me_applications"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/me/applications/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Delete Me Applications Id */
        delete: operations["delete_me_applications_id"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/me/organizations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get Me Organizations */
        get: operations["get_me_organizations"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/me/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get Me Sessions */
        get: operations["get_me_sessions"];
        put?: never;
        post?: never;
        /** Delete Me Sessions */
        delete: operations["delete_me_sessions"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/me/sessions/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Delete Me Sessions Id */
        delete: operations["delete_me_sessions_id"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/me/ticket": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Post Me Ticket */
        post: operations["post_me_ticket"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/operator/organizations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get Operator Organizations */
        get: operations["get_operator_organizations"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/operator/organizations/{org}/restore": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Post Operator Organizations Org Restore */
        post: operations["post_operator_organizations_org_restore"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/operator/organizations/{org}/suspend": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Post Operator Organizations Org Suspend */
        post: operations["post_operator_organizations_org_suspend"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/operator/organizations/{org}/verify": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Post Operator Organizations Org Verify */
        post: operations["post_operator_organizations_org_verify"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/organizations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Post Organizations */
        post: operations["post_organizations"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/organizations/{org}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get Organizations Org */
        get: operations["get_organizations_org"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Patch Organizations Org */
        patch: operations["patch_organizations_org"];
        trace?: never;
    };
    "/api/organizations/{org}/applications": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get Organizations Org Applications */
        get: operations["get_organizations_org_applications"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/organizations/{org}/applications/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Patch Organizations Org Applications Id */
        patch: operations["patch_organizations_org_applications_id"];
        trace?: never;
    };
    "/api/organizations/{org}/applications/{id}/accept": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Post Organizations Org Applications Id Accept */
        post: operations["post_organizations_org_applications_id_accept"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/organizations/{org}/applications/{id}/decline": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Post Organizations Org Applications Id Decline */
        post: operations["post_organizations_org_applications_id_decline"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/organizations/{org}/classes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get Organizations Org Classes */
        get: operations["get_organizations_org_classes"];
        put?: never;
        /** Post Organizations Org Classes */
        post: operations["post_organizations_org_classes"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/organizations/{org}/invitations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get Organizations Org Invitations */
        get: operations["get_organizations_org_invitations"];
        put?: never;
        /** Post Organizations Org Invitations */
        post: operations["post_organizations_org_invitations"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/organizations/{org}/invitations/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Delete Organizations Org Invitations Id */
        delete: operations["delete_organizations_org_invitations_id"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/organizations/{org}/members": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get Organizations Org Members */
        get: operations["get_organizations_org_members"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/organizations/{org}/members/{user}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Delete Organizations Org Members User */
        delete: operations["delete_organizations_org_members_user"];
        options?: never;
        head?: never;
        /** Patch Organizations Org Members User */
        patch: operations["patch_organizations_org_members_user"];
        trace?: never;
    };
    "/api/outbox": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get Outbox */
        get: operations["get_outbox"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/setup": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Post Setup */
        post: operations["post_setup"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /** ApplicationView */
        ApplicationView: {
            /** Birth Date */
            birth_date: string | null;
            /** Child Names */
            child_names: string[];
            /** Classes */
            classes: components["schemas"]["ClassLink"][];
            /**
             * Created At
             * Format: date-time
             */
            created_at: string;
            /** Decided At */
            decided_at: string | null;
            decided_by: components["schemas"]["Person"] | null;
            /** Id */
            id: number;
            may: components["schemas"]["AppMay"];
            /** Note */
            note: string;
            /** Other Organizations */
            other_organizations: components["schemas"]["OrgOf"][];
            person: components["schemas"]["Person"];
            /** Reason */
            reason: string | null;
            /** Reason Text */
            reason_text: string;
            /**
             * Role
             * @enum {string}
             */
            role: "administrator" | "teacher" | "pupil" | "parent";
            /**
             * State
             * @enum {string}
             */
            state: "pending" | "accepted" | "declined" | "withdrawn";
            /** Subjects */
            subjects: string[];
        };
        /** AppMay */
        AppMay: {
            /** Accept */
            accept: boolean;
            /** Decline */
            decline: boolean;
            /** Edit */
            edit: boolean;
        };
        /** AppNew */
        AppNew: {
            /**
             * Child Names
             * @default []
             */
            child_names?: string[];
            /**
             * Class Ids
             * @default []
             */
            class_ids?: number[];
            /**
             * Note
             * @default
             */
            note?: string;
            /**
             * Subjects
             * @default []
             */
            subjects?: string[];
        };
        /** AppPage */
        AppPage: {
            /** Applications */
            applications: components["schemas"]["ApplicationView"][];
            /** Next */
            next: string | null;
            /** Total */
            total: number;
        };
        /** AppPatch */
        AppPatch: {
            /** Class Ids */
            class_ids?: number[] | null;
            /** Role */
            role?: ("administrator" | "teacher" | "pupil" | "parent") | null;
            /** Subjects */
            subjects?: string[] | null;
        };
        /** ClassCounts */
        ClassCounts: {
            /** Parents */
            parents: number;
            /** Pupils */
            pupils: number;
            /** Teachers */
            teachers: number;
        };
        /** ClassLink */
        ClassLink: {
            /** Id */
            id: number;
            /** Title */
            title: string;
        };
        /** ClassList */
        ClassList: {
            /** Classes */
            classes: components["schemas"]["ClassSummary"][];
        };
        /** ClassMay */
        ClassMay: {
            /** Edit */
            edit: boolean;
            /** Invite */
            invite: boolean;
            /** Manage People */
            manage_people: boolean;
        };
        /** ClassNew */
        ClassNew: {
            /** Grade */
            grade: number;
            /** Letter */
            letter: string;
        };
        /** ClassOfMember */
        ClassOfMember: {
            /**
             * As
             * @enum {string}
             */
            as: "class_teacher" | "teacher" | "pupil" | "parent";
            /** Id */
            id: number;
            /** Title */
            title: string;
        };
        /** ClassSummary */
        ClassSummary: {
            /** Class Teachers */
            class_teachers: components["schemas"]["Person"][];
            counts: components["schemas"]["ClassCounts"];
            /** Grade */
            grade: number;
            /** Id */
            id: number;
            /** Letter */
            letter: string;
            may: components["schemas"]["ClassMay"];
            /** Mine */
            mine: boolean;
            /** Org Id */
            org_id: number;
            /** Title */
            title: string;
        };
        /** ClassView */
        ClassView: {
            counts: components["schemas"]["ClassCounts"];
            /** Grade */
            grade: number;
            /** Id */
            id: number;
            /** Letter */
            letter: string;
            may: components["schemas"]["ClassMay"];
            /** Org Id */
            org_id: number;
            /** Parents */
            parents: components["schemas"]["ParentOfClass"][];
            /** Pupils */
            pupils: components["schemas"]["Person"][];
            /** Teachers */
            teachers: components["schemas"]["TeacherOfClass"][];
            /** Title */
            title: string;
        };
        /** Decline */
        Decline: {
            /**
             * Reason
             * @enum {string}
             */
            reason: "foreign" | "unidentified" | "wrong_audience" | "other";
            /**
             * Text
             * @default
             */
            text?: string;
        };
        /** Guardian */
        Guardian: {
            /** Child Id */
            child_id: number;
            /** Parent Id */
            parent_id: number;
        };
        /** Installation */
        Installation: {
            /** Demo */
            demo: boolean;
            /**
             * Mode
             * @enum {string}
             */
            mode: "demo" | "school";
            /** Name */
            name: string;
            /** Origin Warning */
            origin_warning: string | null;
            registration: components["schemas"]["Registration"];
            /** Set Up */
            set_up: boolean;
            /** Socket Url */
            socket_url: string;
            /** Version */
            version: string;
        };
        /** InvitationView */
        InvitationView: {
            /**
             * Created At
             * Format: date-time
             */
            created_at: string;
            created_by: components["schemas"]["Person"];
            /**
             * Expires At
             * Format: date-time
             */
            expires_at: string;
            /** Id */
            id: number;
            /** Max Uses */
            max_uses: number;
            may: components["schemas"]["InvMay"];
            /** Revoked */
            revoked: boolean;
            /**
             * Role
             * @enum {string}
             */
            role: "administrator" | "teacher" | "pupil" | "parent";
            school_class: components["schemas"]["ClassLink"] | null;
            /**
             * State
             * @enum {string}
             */
            state: "open" | "expired" | "used_up" | "revoked";
            /** Token */
            token: string;
            /** Url */
            url: string;
            /** Uses */
            uses: number;
        };
        /** InvList */
        InvList: {
            /** Invitations */
            invitations: components["schemas"]["InvitationView"][];
        };
        /** InvMay */
        InvMay: {
            /** Revoke */
            revoke: boolean;
        };
        /** InvNew */
        InvNew: {
            /** Class Id */
            class_id?: number | null;
            /** Lifetime Hours */
            lifetime_hours: number;
            /** Max Uses */
            max_uses: number;
            /**
             * Role
             * @enum {string}
             */
            role: "administrator" | "teacher" | "pupil" | "parent";
        };
        /** InvPublic */
        InvPublic: {
            /** Classes */
            classes: components["schemas"]["ClassLink"][];
            /** Invited By */
            invited_by: string;
            /**
             * Kind
             * @enum {string}
             */
            kind: "school" | "college" | "kindergarten" | "supplementary" | "advanced_training" | "culture" | "academy" | "administration" | "ministry" | "platform";
            /** Member */
            member: boolean;
            /** My Application Id */
            my_application_id: number | null;
            /** Organization */
            organization: string;
            /** Organization Id */
            organization_id: number;
            /**
             * Role
             * @enum {string}
             */
            role: "administrator" | "teacher" | "pupil" | "parent";
            school_class: components["schemas"]["ClassLink"] | null;
            /**
             * State
             * @enum {string}
             */
            state: "open" | "expired" | "used_up" | "revoked";
        };
        /** Me */
        Me: {
            /**
             * Birth Date
             * Format: date
             */
            birth_date: string;
            /** Email */
            email: string | null;
            /** Gender */
            gender: ("female" | "male") | null;
            /** Given Name */
            given_name: string;
            /** Id */
            id: number;
            /** Initials */
            initials: string;
            /** Is Operator */
            is_operator: boolean;
            /**
             * Language
             * @enum {string}
             */
            language: "ru" | "en";
            /** Name */
            name: string;
            /** Patronymic */
            patronymic: string;
            /** Phone */
            phone: string | null;
            /** Short Name */
            short_name: string;
            /** Surname */
            surname: string;
            /**
             * Theme
             * @enum {string}
             */
            theme: "auto" | "light" | "dark";
        };
        /** MemberCounts */
        MemberCounts: {
            /** Parents */
            parents: number;
            /** Pupils */
            pupils: number;
            /** Teachers */
            teachers: number;
            /** Total */
            total: number;
        };
        /** MemberMay */
        MemberMay: {
            /** Edit */
            edit: boolean;
            /** Remove */
            remove: boolean;
        };
        /** MemberPage */
        MemberPage: {
            /** Members */
            members: components["schemas"]["MemberView"][];
            /** Next */
            next: string | null;
            /** Total */
            total: number;
        };
        /** MemberPatch */
        MemberPatch: {
            /** Children */
            children?: number[] | null;
            /** Class Ids */
            class_ids?: number[] | null;
            /** Roles */
            roles?: ("administrator" | "teacher" | "pupil" | "parent")[] | null;
            /** Subjects */
            subjects?: string[] | null;
        };
        /** MemberView */
        MemberView: {
            /** Classes */
            classes: components["schemas"]["ClassOfMember"][];
            /**
             * Joined At
             * Format: date-time
             */
            joined_at: string;
            may: components["schemas"]["MemberMay"];
            person: components["schemas"]["Person"];
            /** Roles */
            roles: ("administrator" | "teacher" | "pupil" | "parent")[];
            /** Subjects */
            subjects: string[];
            /** User Id */
            user_id: number;
        };
        /** MePatch */
        MePatch: {
            /** Birth Date */
            birth_date?: string | null;
            /** Gender */
            gender?: ("female" | "male") | null;
            /** Given Name */
            given_name?: string | null;
            /** Language */
            language?: ("ru" | "en") | null;
            /** Patronymic */
            patronymic?: string | null;
            /** Surname */
            surname?: string | null;
            /** Theme */
            theme?: ("auto" | "light" | "dark") | null;
        };
        /** MyApplication */
        MyApplication: {
            /** Classes */
            classes: components["schemas"]["ClassLink"][];
            /**
             * Created At
             * Format: date-time
             */
            created_at: string;
            /** Decided At */
            decided_at: string | null;
            /** Id */
            id: number;
            /** Organization */
            organization: string;
            /** Organization Id */
            organization_id: number;
            /** Reason */
            reason: ("foreign" | "unidentified" | "wrong_audience" | "other") | null;
            /** Reason Text */
            reason_text: string;
            /**
             * Role
             * @enum {string}
             */
            role: "administrator" | "teacher" | "pupil" | "parent";
            /**
             * State
             * @enum {string}
             */
            state: "pending" | "accepted" | "declined" | "withdrawn";
            /** Subjects */
            subjects: string[];
        };
        /** MyApplications */
        MyApplications: {
            /** Applications */
            applications: components["schemas"]["MyApplication"][];
        };
        /** MyOrganization */
        MyOrganization: {
            /** Applications Pending */
            applications_pending: number;
            /** Id */
            id: number;
            /**
             * Kind
             * @enum {string}
             */
            kind: "school" | "college" | "kindergarten" | "supplementary" | "advanced_training" | "culture" | "academy" | "administration" | "ministry" | "platform";
            /** Name */
            name: string;
            /** Roles */
            roles: ("administrator" | "teacher" | "pupil" | "parent")[];
            /** Short Name */
            short_name: string;
            /**
             * State
             * @enum {string}
             */
            state: "unverified" | "verified" | "suspended";
        };
        /** MyOrganizations */
        MyOrganizations: {
            /** Organizations */
            organizations: components["schemas"]["MyOrganization"][];
        };
        /** OpOrg */
        OpOrg: {
            /**
             * Founded At
             * Format: date-time
             */
            founded_at: string;
            founder: components["schemas"]["Person"] | null;
            /** Id */
            id: number;
            /**
             * Kind
             * @enum {string}
             */
            kind: "school" | "college" | "kindergarten" | "supplementary" | "advanced_training" | "culture" | "academy" | "administration" | "ministry" | "platform";
            /** Members */
            members: number;
            /** Name */
            name: string;
            /** Region */
            region: string;
            /**
             * State
             * @enum {string}
             */
            state: "unverified" | "verified" | "suspended";
        };
        /** OpOrgs */
        OpOrgs: {
            /** Next */
            next: string | null;
            /** Organizations */
            organizations: components["schemas"]["OpOrg"][];
            /** Total */
            total: number;
        };
        /** OrganizationView */
        OrganizationView: {
            /** Contacts */
            contacts: string;
            /** Description */
            description: string;
            /** Id */
            id: number;
            /**
             * Kind
             * @enum {string}
             */
            kind: "school" | "college" | "kindergarten" | "supplementary" | "advanced_training" | "culture" | "academy" | "administration" | "ministry" | "platform";
            may: components["schemas"]["OrgMay"];
            members: components["schemas"]["MemberCounts"];
            /** My Roles */
            my_roles: ("administrator" | "teacher" | "pupil" | "parent")[];
            /** Name */
            name: string;
            /** Region */
            region: string;
            /** Short Name */
            short_name: string;
            /** Site */
            site: string;
            /**
             * State
             * @enum {string}
             */
            state: "unverified" | "verified" | "suspended";
            /** Time Zone */
            time_zone: string;
        };
        /** OrgMay */
        OrgMay: {
            /** Create Classes */
            create_classes: boolean;
            /** Decide Applications */
            decide_applications: boolean;
            /** Edit */
            edit: boolean;
            /** Invite */
            invite: boolean;
            /** See Members */
            see_members: boolean;
        };
        /** OrgNew */
        OrgNew: {
            /**
             * Kind
             * @enum {string}
             */
            kind: "school" | "college" | "kindergarten" | "supplementary" | "advanced_training" | "culture" | "academy" | "administration" | "ministry" | "platform";
            /** Name */
            name: string;
            /** Region */
            region: string;
            /**
             * Short Name
             * @default
             */
            short_name?: string;
            /** Time Zone */
            time_zone: string;
        };
        /** OrgOf */
        OrgOf: {
            /** Name */
            name: string;
            /** Roles */
            roles: ("administrator" | "teacher" | "pupil" | "parent")[];
        };
        /** OrgPatch */
        OrgPatch: {
            /** Contacts */
            contacts?: string | null;
            /** Description */
            description?: string | null;
            /** Name */
            name?: string | null;
            /** Short Name */
            short_name?: string | null;
            /** Site */
            site?: string | null;
        };
        /** ParentOfClass */
        ParentOfClass: {
            /** Children */
            children: components["schemas"]["Person"][];
            person: components["schemas"]["Person"];
        };
        /** Person */
        Person: {
            /** Id */
            id: number;
            /** Initials */
            initials: string;
            /** Is Teacher */
            is_teacher: boolean;
            /** Name */
            name: string;
            /** Short Name */
            short_name: string;
        };
        /** PhoneReset */
        PhoneReset: {
            /** Phone */
            phone: string;
        };
        /** PhoneResetConfirm */
        PhoneResetConfirm: {
            /** Code */
            code: string;
            /** Password */
            password: string;
            /** Phone */
            phone: string;
        };
        /** Registration */
        Registration: {
            /** Email */
            email: boolean;
            /** Phone */
            phone: boolean;
        };
        /** SentMessage */
        SentMessage: {
            /**
             * At
             * Format: date-time
             */
            at: string;
            /**
             * Channel
             * @enum {string}
             */
            channel: "mail" | "sms";
            /** Code */
            code: string | null;
            /** Id */
            id: number;
            /** Subject */
            subject: string;
            /** Text */
            text: string;
            /** To */
            to: string;
        };
        /** SessionView */
        SessionView: {
            /**
             * Created At
             * Format: date-time
             */
            created_at: string;
            /** Current */
            current: boolean;
            /** Device */
            device: string;
            /** Id */
            id: number;
            /** Ip */
            ip: string;
            /**
             * Last Seen At
             * Format: date-time
             */
            last_seen_at: string;
        };
        /** SetupToken */
        SetupToken: {
            /** Token */
            token: string;
        };
        /** TeacherOfClass */
        TeacherOfClass: {
            /** Class Teacher */
            class_teacher: boolean;
            person: components["schemas"]["Person"];
            /** Subjects */
            subjects: string[];
        };
        /** Ticket */
        Ticket: {
            /** Expires In */
            expires_in: number;
            /** Ticket */
            ticket: string;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    post_accounts_password_reset_phone: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PhoneReset"];
            };
        };
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    post_accounts_password_reset_phone_confirm: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PhoneResetConfirm"];
            };
        };
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    get_classes_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ClassView"];
                };
            };
        };
    };
    patch_classes_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ClassNew"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ClassView"];
                };
            };
        };
    };
    post_classes_id_guardians: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Guardian"];
            };
        };
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    delete_classes_id_guardians: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Guardian"];
            };
        };
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    post_classes_id_people_user: {
        parameters: {
            query: {
                as: "class_teacher" | "teacher" | "pupil";
            };
            header?: never;
            path: {
                id: number;
                user: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    delete_classes_id_people_user: {
        parameters: {
            query: {
                as: "class_teacher" | "teacher" | "pupil";
            };
            header?: never;
            path: {
                id: number;
                user: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    get_installation: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Installation"];
                };
            };
        };
    };
    get_invitations_token: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                token: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InvPublic"];
                };
            };
        };
    };
    post_invitations_token_applications: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                token: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AppNew"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MyApplication"];
                };
            };
        };
    };
    get_me: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Me"];
                };
            };
        };
    };
    patch_me: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MePatch"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Me"];
                };
            };
        };
    };
    get_me_applications: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MyApplications"];
                };
            };
        };
    };
    delete_me_applications_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    get_me_organizations: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MyOrganizations"];
                };
            };
        };
    };
    get_me_sessions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SessionView"][];
                };
            };
        };
    };
    delete_me_sessions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    delete_me_sessions_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    post_me_ticket: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Ticket"];
                };
            };
        };
    };
    get_operator_organizations: {
        parameters: {
            query?: {
                cursor?: string | null;
                state?: ("unverified" | "verified" | "suspended") | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OpOrgs"];
                };
            };
        };
    };
    post_operator_organizations_org_restore: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                org: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OpOrg"];
                };
            };
        };
    };
    post_operator_organizations_org_suspend: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                org: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OpOrg"];
                };
            };
        };
    };
    post_operator_organizations_org_verify: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                org: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OpOrg"];
                };
            };
        };
    };
    post_organizations: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OrgNew"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrganizationView"];
                };
            };
        };
    };
    get_organizations_org: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                org: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrganizationView"];
                };
            };
        };
    };
    patch_organizations_org: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                org: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OrgPatch"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrganizationView"];
                };
            };
        };
    };
    get_organizations_org_applications: {
        parameters: {
            query?: {
                cursor?: string | null;
                search?: string | null;
                state?: ("pending" | "accepted" | "declined" | "withdrawn") | null;
            };
            header?: never;
            path: {
                org: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AppPage"];
                };
            };
        };
    };
    patch_organizations_org_applications_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
                org: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AppPatch"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApplicationView"];
                };
            };
        };
    };
    post_organizations_org_applications_id_accept: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
                org: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApplicationView"];
                };
            };
        };
    };
    post_organizations_org_applications_id_decline: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
                org: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Decline"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApplicationView"];
                };
            };
        };
    };
    get_organizations_org_classes: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                org: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ClassList"];
                };
            };
        };
    };
    post_organizations_org_classes: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                org: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ClassNew"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ClassView"];
                };
            };
        };
    };
    get_organizations_org_invitations: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                org: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InvList"];
                };
            };
        };
    };
    post_organizations_org_invitations: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                org: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["InvNew"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InvitationView"];
                };
            };
        };
    };
    delete_organizations_org_invitations_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
                org: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    get_organizations_org_members: {
        parameters: {
            query?: {
                class_id?: number | null;
                cursor?: string | null;
                role?: ("administrator" | "teacher" | "pupil" | "parent") | null;
                search?: string | null;
            };
            header?: never;
            path: {
                org: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MemberPage"];
                };
            };
        };
    };
    delete_organizations_org_members_user: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                org: number;
                user: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    patch_organizations_org_members_user: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                org: number;
                user: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MemberPatch"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MemberView"];
                };
            };
        };
    };
    get_outbox: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SentMessage"][];
                };
            };
        };
    };
    post_setup: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SetupToken"];
            };
        };
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
}
