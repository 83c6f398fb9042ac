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
    "/api/chats": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get Chats */
        get: operations["get_chats"];
        put?: never;
        /** Post Chats */
        post: operations["post_chats"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/chats/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get Chats Id */
        get: operations["get_chats_id"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Patch Chats Id */
        patch: operations["patch_chats_id"];
        trace?: never;
    };
    "/api/chats/{id}/leave": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Post Chats Id Leave */
        post: operations["post_chats_id_leave"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/chats/{id}/members": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get Chats Id Members */
        get: operations["get_chats_id_members"];
        put?: never;
        /** Post Chats Id Members */
        post: operations["post_chats_id_members"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/chats/{id}/members/{user}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Delete Chats Id Members User */
        delete: operations["delete_chats_id_members_user"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/chats/{id}/messages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get Chats Id Messages */
        get: operations["get_chats_id_messages"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/chats/{id}/messages/{seq}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Delete Chats Id Messages Seq */
        delete: operations["delete_chats_id_messages_seq"];
        options?: never;
        head?: never;
        /** Patch Chats Id Messages Seq */
        patch: operations["patch_chats_id_messages_seq"];
        trace?: never;
    };
    "/api/chats/{id}/messages/{seq}/readers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get Chats Id Messages Seq Readers */
        get: operations["get_chats_id_messages_seq_readers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/chats/{id}/people": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get Chats Id People */
        get: operations["get_chats_id_people"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/chats/{id}/unread": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Post Chats Id Unread */
        post: operations["post_chats_id_unread"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/chats/direct": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Post Chats Direct */
        post: operations["post_chats_direct"];
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
    "/api/organizations/{org}/people": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get Organizations Org People */
        get: operations["get_organizations_org_people"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
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
        /**
         * Ack
         * @description The post is committed. For the socket that posted it this is the event of its pts, unless `dup`.
         */
        Ack: {
            chat: number;
            cid: string;
            /** @default false */
            dup?: boolean;
            /** @default 0 */
            mv?: number;
            pts: number;
            seq: number;
            ts: string;
            /** @enum {unknown} */
            type: "ack";
        };
        /** AddMembers */
        AddMembers: {
            /** User Ids */
            user_ids: number[];
        };
        /**
         * ApplicationChanged
         * @description An application was made, edited, accepted, declined or withdrawn. Goes to the applicant and who may decide.
         */
        ApplicationChanged: {
            application_id: number;
            org_id: number;
            /** @enum {unknown} */
            state: "accepted" | "declined" | "pending" | "withdrawn";
            /** @enum {unknown} */
            type: "organizations.application_changed";
            user_id: number;
        };
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
        /**
         * Bye
         * @description Come back after this long: the server's slot, which replaces the client's own backoff.
         */
        Bye: {
            after_ms: number;
            /** @default  */
            code?: string;
            /** @enum {unknown} */
            type: "bye";
        };
        /**
         * ChangedChat
         * @description A chat whose head differs from what the client said it knows.
         */
        ChangedChat: {
            chat: number;
            last_seq: number;
            org: number;
            /** @default null */
            preview?: components["schemas"]["MessageView"] | null;
            pts: number;
            read_seq: number;
            unread: number;
        };
        /**
         * ChatChanged
         * @description My chat list has another chat, one less, or other rights in this one: fetch its card afresh.
         */
        ChatChanged: {
            chat_id: number;
            org_id: number;
            /** @enum {unknown} */
            type: "messaging.chat_changed";
        };
        /**
         * ChatEvent
         * @description One step of a chat's stream. Apply when pts == local + n, drop when pts ≤ local, else fetch the difference.
         *
         *         kind      data
         *         message   MessageView of the new message
         *         edit      MessageView, the whole new state
         *         delete    MessageView, the tombstone
         *         members   {"user": id, "state": "joined" | "left" | "changed"} (one of many is enough: fetch the list afresh)
         *         chat      {} : the card changed, fetch it afresh
         */
        ChatEvent: {
            chat: number;
            /** @enum {unknown} */
            kind: "chat" | "delete" | "edit" | "members" | "message";
            /** @default null */
            message?: components["schemas"]["MessageView"] | null;
            /** @default 0 */
            mv?: number;
            /** @default 1 */
            n?: number;
            pts: number;
            /** @default 0 */
            seq?: number;
            /**
             * @default
             * @enum {unknown}
             */
            state?: "" | "changed" | "joined" | "left";
            /** @enum {unknown} */
            type: "ev";
            /** @default 0 */
            user?: number;
        };
        /** ChatList */
        ChatList: {
            /** Chats */
            chats: components["schemas"]["ChatView"][];
        };
        /** ChatMay */
        ChatMay: {
            /** Edit */
            edit: boolean;
            /** Invite */
            invite: boolean;
            /** Leave */
            leave: boolean;
            /** Remove */
            remove: boolean;
            /** Write */
            write: boolean;
        };
        /** ChatMember */
        ChatMember: {
            person: components["schemas"]["Person"];
            /** Role */
            role: string;
        };
        /** ChatMembers */
        ChatMembers: {
            /** Members */
            members: components["schemas"]["ChatMember"][];
            /** Next */
            next: string | null;
            /** Total */
            total: number;
        };
        /** ChatNew */
        ChatNew: {
            /**
             * Kind
             * @enum {string}
             */
            kind: "direct" | "group" | "class" | "class_parents" | "subject" | "club" | "school_channel" | "staff_channel" | "staff_room" | "class_channel" | "public" | "information" | "service" | "saved" | "call" | "broadcast";
            /** Member Ids */
            member_ids: number[];
            /** Org Id */
            org_id: number;
            /** Title */
            title: string;
        };
        /** ChatPatch */
        ChatPatch: {
            /** Description */
            description?: string | null;
            /** Title */
            title?: string | null;
        };
        /** ChatView */
        ChatView: {
            /** Class Id */
            class_id: number | null;
            /** Description */
            description: string;
            /** Id */
            id: number;
            /**
             * Kind
             * @enum {string}
             */
            kind: "direct" | "group" | "class" | "class_parents" | "subject" | "club" | "school_channel" | "staff_channel" | "staff_room" | "class_channel" | "public" | "information" | "service" | "saved" | "call" | "broadcast";
            /** Last Seq */
            last_seq: number;
            /** Marked Unread */
            marked_unread: boolean;
            may: components["schemas"]["ChatMay"];
            /** Member Count */
            member_count: number;
            /** Mentions */
            mentions: number;
            /** Muted */
            muted: boolean;
            /** Mv */
            mv: number;
            my: components["schemas"]["MyInChat"];
            /** Org Id */
            org_id: number;
            peer: components["schemas"]["Person"] | null;
            /** Pinned Rank */
            pinned_rank: number | null;
            preview: components["schemas"]["MessageView"] | null;
            /** Pts */
            pts: number;
            /** Read Seq */
            read_seq: number;
            /** State */
            state: string;
            /** Supervised */
            supervised: boolean;
            /** Title */
            title: string;
            /** Unread */
            unread: number;
            /** Visible From Seq */
            visible_from_seq: number;
        };
        /**
         * ClassChanged
         * @description A class was made, renamed or archived.
         */
        ClassChanged: {
            class_id: number;
            org_id: number;
            /** @enum {unknown} */
            type: "roster.class_changed";
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
        ClientFrame: components["schemas"]["Hello"] | components["schemas"]["Post"] | components["schemas"]["Read"] | components["schemas"]["Diff"] | components["schemas"]["UserDiff"] | components["schemas"]["Typing"] | components["schemas"]["Focus"] | components["schemas"]["Presence"];
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
        /**
         * Diff
         * @description Give me what I missed: at most 20 chats a frame; answered by one `diff` or `reset` each.
         */
        Diff: {
            reqs: components["schemas"]["DiffRequest"][];
            /** @enum {unknown} */
            type: "diff";
        };
        /**
         * DiffAnswer
         * @description Every surviving event in (from, to]; apply all, then local := to. `more`: ask again from `to`.
         */
        DiffAnswer: {
            chat: number;
            events: components["schemas"]["ChatEvent"][];
            /** @default false */
            more?: boolean;
            to: number;
            /** @enum {unknown} */
            type: "diff";
        };
        /** DiffRequest */
        DiffRequest: {
            chat: number;
            from: number;
            /** @default 100 */
            limit?: number;
        };
        /** Direct */
        Direct: {
            /** Org Id */
            org_id: number;
            /** User Id */
            user_id: number;
        };
        /**
         * EnrolmentChanged
         * @description Somebody entered or left a class, or teaches in it now; `user_ids` are those whose chats may change.
         */
        EnrolmentChanged: {
            class_id: number;
            org_id: number;
            /** @enum {unknown} */
            type: "roster.enrolment_changed";
            user_ids: number[];
        };
        /**
         * Entity
         * @description A run of formatting in a message's text. Offsets count UTF-16 code units, as in JavaScript and Telegram.
         */
        Entity: {
            /** @default  */
            href?: string;
            /** @enum {unknown} */
            kind: "bold" | "code" | "everyone" | "italic" | "link" | "mention" | "pre" | "strike";
            length: number;
            offset: number;
            /** @default 0 */
            user?: number;
        };
        ErrorParams: {
            "platform.conflict": Record<string, never>;
            /** @description The caller may know of the thing, but not do this with it. */
            "platform.forbidden": Record<string, never>;
            /** @description A bug of ours; the request id finds it in the log. */
            "platform.internal": {
                request_id: string;
            };
            /** @description Input that cannot be used; `fields` is what a form shows beside its fields. */
            "platform.invalid": Record<string, never>;
            /** @description The body or query does not fit the schema. */
            "platform.invalid_fields": {
                fields: {
                    [key: string]: string;
                }[];
            };
            /** @description There is no such thing, or the caller may not know of it: the two look alike. */
            "platform.not_found": Record<string, never>;
            "platform.too_many": {
                retry_after: number;
            };
            "platform.unauthenticated": Record<string, never>;
            "platform.unavailable": Record<string, never>;
        };
        /**
         * Focus
         * @description Chats that I look at (receipts and typing come for these) and people whose presence I show: ≤ 50 of both.
         */
        Focus: {
            /** @default [] */
            chats?: number[];
            /** @enum {unknown} */
            type: "focus";
            /** @default [] */
            users?: number[];
        };
        /** Guardian */
        Guardian: {
            /** Child Id */
            child_id: number;
            /** Parent Id */
            parent_id: number;
        };
        /**
         * GuardiansChanged
         * @description A parent was linked to a child of the organisation, or unlinked.
         */
        GuardiansChanged: {
            child_id: number;
            org_id: number;
            parent_id: number;
            /** @enum {unknown} */
            type: "roster.guardians_changed";
        };
        /**
         * Hello
         * @description First frame of a socket: who I am (ticket or resume token) and everything that I know.
         */
        Hello: {
            device: string;
            /** @default  */
            epoch?: string;
            /** @default [] */
            heads?: [
                number,
                number
            ][];
            /** @default 0 */
            open?: number;
            /** @default  */
            resume?: string;
            /** @default  */
            ticket?: string;
            /** @enum {unknown} */
            type: "hello";
            /** @default 0 */
            upts?: number;
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
        /** InvitationChanged */
        InvitationChanged: {
            invitation_id: number;
            org_id: number;
            /** @enum {unknown} */
            type: "organizations.invitation_changed";
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
        /**
         * Limits
         * @description What a client must keep to; larger things are refused.
         */
        Limits: {
            /** @default 4096 */
            body_chars?: number;
            /** @default 100 */
            diff_events?: number;
            /** @default 20 */
            diff_requests?: number;
            /** @default 50 */
            focus?: number;
            /** @default 65536 */
            frame_bytes?: number;
            /** @default 2000 */
            read_interval_ms?: number;
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
        /**
         * MembershipChanged
         * @description Somebody became a member, has other roles, or is a member no longer.
         */
        MembershipChanged: {
            org_id: number;
            /** @enum {unknown} */
            type: "organizations.membership_changed";
            user_id: number;
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
        /** MessageEdit */
        MessageEdit: {
            /** Body */
            body: string;
            /**
             * Entities
             * @default []
             */
            entities?: components["schemas"]["Entity"][];
        };
        /** MessagePage */
        MessagePage: {
            /** Floor */
            floor: number;
            /** Has After */
            has_after: boolean;
            /** Has Before */
            has_before: boolean;
            /** Messages */
            messages: components["schemas"]["MessageView"][];
            /** Pts */
            pts: number;
        };
        /**
         * MessageView
         * @description A message as every member of the chat sees it: no author behind `as_org`, nothing personal.
         */
        MessageView: {
            /** @default false */
            as_org?: boolean;
            /** @default  */
            body?: string;
            /** @default  */
            cid?: string;
            /** @default false */
            deleted?: boolean;
            /** @default null */
            edited_at?: string | null;
            /** @default [] */
            entities?: components["schemas"]["Entity"][];
            /** @enum {unknown} */
            kind: "service" | "text";
            pts: number;
            /** @default 0 */
            reply_to?: number;
            /** @default 0 */
            rev?: number;
            /** @default 0 */
            sender?: number;
            seq: number;
            /** @default null */
            service?: components["schemas"]["ServiceText"] | null;
            /** @default false */
            silent?: boolean;
            ts: string;
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
        /** MyInChat */
        MyInChat: {
            /** Rights */
            rights: number;
            /** Rights Names */
            rights_names: string[];
            /** Role */
            role: string;
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
        /**
         * Nack
         * @description The post, or another request, was refused.
         */
        Nack: {
            /** @default 0 */
            chat?: number;
            /** @default  */
            cid?: string;
            code: string;
            /** @default {} */
            params?: Record<string, never>;
            /** @default 0 */
            retry_ms?: number;
            /** @enum {unknown} */
            type: "nack";
        };
        /**
         * Note
         * @description A domain event that need not last.
         */
        Note: {
            event: components["schemas"]["SessionEnded"] | components["schemas"]["ProfileChanged"] | components["schemas"]["OrganizationChanged"] | components["schemas"]["OrganizationFounded"] | components["schemas"]["MembershipChanged"] | components["schemas"]["ApplicationChanged"] | components["schemas"]["InvitationChanged"] | components["schemas"]["ClassChanged"] | components["schemas"]["EnrolmentChanged"] | components["schemas"]["GuardiansChanged"] | components["schemas"]["ChatChanged"];
            /** @enum {unknown} */
            type: "note";
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
        /**
         * OrganizationChanged
         * @description The card, the state (verified, suspended) or the policy of an organisation changed.
         */
        OrganizationChanged: {
            org_id: number;
            /** @enum {unknown} */
            type: "organizations.organization_changed";
        };
        /** OrganizationFounded */
        OrganizationFounded: {
            founder_id: number;
            org_id: number;
            /** @enum {unknown} */
            type: "organizations.organization_founded";
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
        /** PersonMay */
        PersonMay: {
            /** Write */
            write: boolean;
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
        /**
         * Poke
         * @description You are behind in these chats, fetch when you like: replaces a backlog.
         */
        Poke: {
            heads: [
                number,
                number
            ][];
            /** @enum {unknown} */
            type: "poke";
        };
        /**
         * Post
         * @description Post a message once per `cid`; the same cid until it is acked.
         */
        Post: {
            body: string;
            chat: number;
            cid: string;
            /** @default [] */
            entities?: components["schemas"]["Entity"][];
            /** @default 0 */
            reply?: number;
            /** @default false */
            silent?: boolean;
            /** @enum {unknown} */
            type: "post";
        };
        /**
         * Presence
         * @description This device is in use, or was put away.
         */
        Presence: {
            active: boolean;
            /** @enum {unknown} */
            type: "presence";
        };
        /**
         * PresenceNow
         * @description Who is on line. Nothing about people who share no chat with me or hide it.
         */
        PresenceNow: {
            online: boolean;
            /** @default null */
            seen?: string | null;
            /** @enum {unknown} */
            type: "presence";
            user: number;
        };
        /**
         * ProfileChanged
         * @description Name, language or another field of one's own profile changed.
         */
        ProfileChanged: {
            /** @enum {unknown} */
            type: "accounts.profile_changed";
            user_id: number;
        };
        /** Reachable */
        Reachable: {
            may: components["schemas"]["PersonMay"];
            person: components["schemas"]["Person"];
            /** Roles */
            roles: ("administrator" | "teacher" | "pupil" | "parent")[];
        };
        /** ReachablePeople */
        ReachablePeople: {
            /** Next */
            next: string | null;
            /** People */
            people: components["schemas"]["Reachable"][];
        };
        /**
         * Read
         * @description I have read up to this seq.
         */
        Read: {
            chat: number;
            /** @enum {unknown} */
            type: "read";
            upto: number;
        };
        /** Reader */
        Reader: {
            person: components["schemas"]["Person"];
            /** Read At */
            read_at: string | null;
        };
        /** Readers */
        Readers: {
            /** Count */
            count: number;
            /** Readers */
            readers: components["schemas"]["Reader"][];
        };
        /**
         * ReadReceipt
         * @description Others have read; only to sockets that focus the chat. `count` (without names) above 50 members.
         */
        ReadReceipt: {
            chat: number;
            /** @default 0 */
            count?: number;
            /** @enum {unknown} */
            type: "rr";
            upto: number;
            /** @default 0 */
            user?: number;
        };
        /** Registration */
        Registration: {
            /** Email */
            email: boolean;
            /** Phone */
            phone: boolean;
        };
        /**
         * Reset
         * @description Drop everything cached of this chat but own pending; here is its end afresh.
         */
        Reset: {
            chat: number;
            floor: number;
            last_seq: number;
            messages: components["schemas"]["MessageView"][];
            read_seq: number;
            to: number;
            /** @enum {unknown} */
            type: "reset";
        };
        /**
         * Resume
         * @description A fresh resume token, hourly.
         */
        Resume: {
            token: string;
            /** @enum {unknown} */
            type: "resume";
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
        ServerEvent: components["schemas"]["SessionEnded"] | components["schemas"]["ProfileChanged"] | components["schemas"]["OrganizationChanged"] | components["schemas"]["OrganizationFounded"] | components["schemas"]["MembershipChanged"] | components["schemas"]["ApplicationChanged"] | components["schemas"]["InvitationChanged"] | components["schemas"]["ClassChanged"] | components["schemas"]["EnrolmentChanged"] | components["schemas"]["GuardiansChanged"] | components["schemas"]["ChatChanged"];
        ServerFrame: components["schemas"]["Welcome"] | components["schemas"]["Resume"] | components["schemas"]["Ack"] | components["schemas"]["Nack"] | components["schemas"]["ChatEvent"] | components["schemas"]["DiffAnswer"] | components["schemas"]["Reset"] | components["schemas"]["UserEvent"] | components["schemas"]["UserDiffAnswer"] | components["schemas"]["UserReset"] | components["schemas"]["Note"] | components["schemas"]["ReadReceipt"] | components["schemas"]["TypingNow"] | components["schemas"]["PresenceNow"] | components["schemas"]["Poke"] | components["schemas"]["Bye"];
        /**
         * ServiceText
         * @description What a service message says: a code and its values. The words are the client's (`messaging/service.ts`).
         */
        ServiceText: {
            code: string;
            params: Record<string, never>;
        };
        /**
         * SessionEnded
         * @description A session was ended: its devices sign out, its sockets are closed.
         */
        SessionEnded: {
            session_ids: number[];
            /** @enum {unknown} */
            type: "accounts.session_ended";
            user_id: number;
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
        /** Typing */
        Typing: {
            chat: number;
            /** @enum {unknown} */
            type: "typing";
        };
        /** TypingNow */
        TypingNow: {
            chat: number;
            /** @enum {unknown} */
            type: "typing";
            user: number;
        };
        /**
         * UserDiff
         * @description Give me what I missed of my own stream.
         */
        UserDiff: {
            from: number;
            /** @enum {unknown} */
            type: "udiff";
        };
        /** UserDiffAnswer */
        UserDiffAnswer: {
            events: components["schemas"]["UserEvent"][];
            to: number;
            /** @enum {unknown} */
            type: "udiff";
        };
        /**
         * UserEvent
         * @description One step of the person's own stream: the same apply rule, by upts.
         *
         *         kind   meaning
         *         read   read on another device: chat, upto, unread
         *         chat   my chat list changed: fetch the card of `chat` afresh (404: drop it)
         *         event  a durable domain event in `event`
         */
        UserEvent: {
            /** @default 0 */
            chat?: number;
            /** @default null */
            event?: (components["schemas"]["SessionEnded"] | components["schemas"]["ProfileChanged"] | components["schemas"]["OrganizationChanged"] | components["schemas"]["OrganizationFounded"] | components["schemas"]["MembershipChanged"] | components["schemas"]["ApplicationChanged"] | components["schemas"]["InvitationChanged"] | components["schemas"]["ClassChanged"] | components["schemas"]["EnrolmentChanged"] | components["schemas"]["GuardiansChanged"] | components["schemas"]["ChatChanged"]) | null;
            /** @enum {unknown} */
            kind: "chat" | "event" | "read";
            /** @enum {unknown} */
            type: "uev";
            /** @default 0 */
            unread?: number;
            /** @default 0 */
            upto?: number;
            upts: number;
        };
        /**
         * UserReset
         * @description Too far behind: fetch the chat list and everything of the person afresh.
         */
        UserReset: {
            to: number;
            /** @enum {unknown} */
            type: "ureset";
        };
        /** Welcome */
        Welcome: {
            changed: components["schemas"]["ChangedChat"][];
            epoch: string;
            gone: number[];
            heartbeat: number;
            limits: components["schemas"]["Limits"];
            now: string;
            resume: string;
            session: number;
            /** @enum {unknown} */
            type: "welcome";
            upts: number;
            user: number;
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
    get_chats: {
        parameters: {
            query?: {
                ids?: string | null;
                org?: number | null;
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
                    "application/json": components["schemas"]["ChatList"];
                };
            };
        };
    };
    post_chats: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChatNew"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChatView"];
                };
            };
        };
    };
    get_chats_id: {
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
                    "application/json": components["schemas"]["ChatView"];
                };
            };
        };
    };
    patch_chats_id: {
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
                "application/json": components["schemas"]["ChatPatch"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChatView"];
                };
            };
        };
    };
    post_chats_id_leave: {
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
    get_chats_id_members: {
        parameters: {
            query?: {
                cursor?: string | null;
            };
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
                    "application/json": components["schemas"]["ChatMembers"];
                };
            };
        };
    };
    post_chats_id_members: {
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
                "application/json": components["schemas"]["AddMembers"];
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
    delete_chats_id_members_user: {
        parameters: {
            query?: never;
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
    get_chats_id_messages: {
        parameters: {
            query?: {
                after?: number | null;
                around?: number | null;
                before?: number | null;
                limit?: number | null;
            };
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
                    "application/json": components["schemas"]["MessagePage"];
                };
            };
        };
    };
    delete_chats_id_messages_seq: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
                seq: number;
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
    patch_chats_id_messages_seq: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
                seq: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MessageEdit"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MessageView"];
                };
            };
        };
    };
    get_chats_id_messages_seq_readers: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
                seq: number;
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
                    "application/json": components["schemas"]["Readers"];
                };
            };
        };
    };
    get_chats_id_people: {
        parameters: {
            query: {
                ids: string;
            };
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
                    "application/json": components["schemas"]["Person"][];
                };
            };
        };
    };
    post_chats_id_unread: {
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
    post_chats_direct: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Direct"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChatView"];
                };
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
    get_organizations_org_people: {
        parameters: {
            query?: {
                cursor?: string | null;
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
                    "application/json": components["schemas"]["ReachablePeople"];
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
