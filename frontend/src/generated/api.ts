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
        /**
         * Ask For Code By Phone
         * @description Send a code by SMS. The answer is the same whether or not the number is known.
         */
        post: operations["parta_accounts_api_ask_for_code_by_phone"];
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
        /**
         * Set Password By Phone
         * @description Set a new password: all sessions of the person end, this browser is signed in.
         */
        post: operations["parta_accounts_api_set_password_by_phone"];
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
        /**
         * List Chats
         * @description My chats in all organisations, with counters and previews; those that I am not in are simply missing.
         */
        get: operations["parta_messaging_api_list_chats"];
        put?: never;
        /**
         * Create Chat
         * @description Make a group of mine. With pupils in it, it is a supervised one (`pupil_group`), made by the staff only.
         */
        post: operations["parta_messaging_api_create_chat"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/chats/{chat}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get Chat */
        get: operations["parta_messaging_api_get_chat"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Edit Chat */
        patch: operations["parta_messaging_api_edit_chat"];
        trace?: never;
    };
    "/api/chats/{chat}/leave": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Leave Chat
         * @description Go out of a group; its owner hands over. Chats by rule and direct chats cannot be left.
         */
        post: operations["parta_messaging_api_leave_chat"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/chats/{chat}/members": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Members
         * @description Members by standing and name. Of a channel only who administers it sees them.
         */
        get: operations["parta_messaging_api_list_members"];
        put?: never;
        /**
         * Add Members
         * @description Let members of the organisation in; they see what is said from now on.
         */
        post: operations["parta_messaging_api_add_members"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/chats/{chat}/members/{user}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Remove Member
         * @description Put somebody of a lower standing out of a group.
         */
        delete: operations["parta_messaging_api_remove_member"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/chats/{chat}/messages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Messages
         * @description A page of messages, the oldest first, true at `pts`: go on with the stream from there.
         */
        get: operations["parta_messaging_api_list_messages"];
        put?: never;
        /**
         * Post Message
         * @description Post a message once per `cid`. The answer means committed; posting again gives the first one's place.
         */
        post: operations["parta_messaging_api_post_message"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/chats/{chat}/messages/{seq}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Delete Message
         * @description Delete for everybody: a message of mine, or as a moderator another's.
         */
        delete: operations["parta_messaging_api_delete_message"];
        options?: never;
        head?: never;
        /**
         * Edit Message
         * @description Replace the text of a message of mine.
         */
        patch: operations["parta_messaging_api_edit_message"];
        trace?: never;
    };
    "/api/chats/{chat}/messages/{seq}/readers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Readers
         * @description Who has read a message. In a chat of more than 50 members only how many, and only for its author.
         */
        get: operations["parta_messaging_api_list_readers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/chats/{chat}/people": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List People
         * @description Names behind ids in messages: people who are or were in the chat. Others are missing.
         */
        get: operations["parta_messaging_api_list_people"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/chats/{chat}/read": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Read Chat
         * @description I have read up to this message: at most once in two seconds a chat, please.
         */
        post: operations["parta_messaging_api_read_chat"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/chats/{chat}/unread": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Mark Unread
         * @description Show the chat as unread on all my devices until I read it again.
         */
        post: operations["parta_messaging_api_mark_unread"];
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
        /**
         * Open Direct Chat
         * @description Find or make my chat with a member of the organisation to whom I may speak first.
         */
        post: operations["parta_messaging_api_open_direct_chat"];
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
        /** Get Class */
        get: operations["parta_roster_api_classes_get_class"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Edit Class */
        patch: operations["parta_roster_api_classes_edit_class"];
        trace?: never;
    };
    "/api/classes/{id}/archive": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Archive Class
         * @description Close a class that has ended: everybody leaves it, its title is free again.
         */
        post: operations["parta_roster_api_classes_archive_class"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
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
        /**
         * Link Guardian
         * @description Note that a parent of the organisation is the parent of a pupil of this class.
         */
        post: operations["parta_roster_api_classes_link_guardian"];
        /** Unlink Guardian */
        delete: operations["parta_roster_api_classes_unlink_guardian"];
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
        /**
         * Put Into Class
         * @description Put a member into the class. A class teacher may do so in his class, but not name class teachers.
         */
        post: operations["parta_roster_api_classes_put_into_class"];
        /** Take Out Of Class */
        delete: operations["parta_roster_api_classes_take_out_of_class"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/classes/{id}/people/{user}/move": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Move Pupil
         * @description Take a pupil to another class in one step; the class that he leaves is shown. Administrators only.
         */
        post: operations["parta_roster_api_classes_move_pupil"];
        delete?: never;
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
        /**
         * Get Installation
         * @description What a page needs to know before anybody signs in. Also sets the cookie with the CSRF token.
         */
        get: operations["parta_accounts_api_get_installation"];
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
        /**
         * Look At Invitation
         * @description Follow a link, signed in or not.
         */
        get: operations["parta_roster_api_invitations_look_at_invitation"];
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
        /**
         * Apply
         * @description Ask to be let in by a link; this uses the link once. One application at a time per organisation.
         */
        post: operations["parta_roster_api_applications_apply"];
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
        get: operations["parta_accounts_api_get_me"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change Me
         * @description A changed name is written into the audit log.
         */
        patch: operations["parta_accounts_api_change_me"];
        trace?: never;
    };
    "/api/me/applications": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List My Applications
         * @description One's own applications, the newest first; at most 100.
         */
        get: operations["parta_roster_api_applications_list_my_applications"];
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
        /**
         * Withdraw
         * @description Take an application back before it is decided; the link stays used.
         */
        delete: operations["parta_roster_api_applications_withdraw"];
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
        /**
         * List My Organizations
         * @description The organisations of which the caller is a member, by name, each with what waits for him there.
         */
        get: operations["parta_roster_api_organizations_list_my_organizations"];
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
        /**
         * List Sessions
         * @description Where one is signed in; the current session first, then the latest used.
         */
        get: operations["parta_accounts_api_list_sessions"];
        put?: never;
        post?: never;
        /**
         * End Other Sessions
         * @description Sign out everywhere but here.
         */
        delete: operations["parta_accounts_api_end_other_sessions"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/me/sessions/{session_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * End Session
         * @description Sign out one device; the current one too.
         */
        delete: operations["parta_accounts_api_end_session"];
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
        /**
         * Make Ticket
         * @description A ticket that opens one socket of this session, once.
         */
        post: operations["parta_accounts_api_make_ticket"];
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
        /**
         * List Organizations
         * @description All organisations of the installation, the newest first.
         */
        get: operations["parta_organizations_api_list_organizations"];
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
        /**
         * Restore Organization
         * @description End its suspension.
         */
        post: operations["parta_organizations_api_restore_organization"];
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
        /**
         * Suspend Organization
         * @description Stop everything in it: nobody writes, nothing changes, nobody comes in.
         */
        post: operations["parta_organizations_api_suspend_organization"];
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
        /**
         * Verify Organization
         * @description From now on it may let pupils and parents in.
         */
        post: operations["parta_organizations_api_verify_organization"];
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
        /**
         * Found Organization
         * @description Found an organisation and become its administrator.
         *
         *     Unless the founder is an operator, or the installation is a demo, it is unverified: it may prepare everything and
         *     let staff in, but no pupil and no parent.
         */
        post: operations["parta_roster_api_organizations_found_organization"];
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
        /** Get Organization */
        get: operations["parta_roster_api_organizations_get_organization"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Edit Organization
         * @description Edit the card; administrators only.
         */
        patch: operations["parta_roster_api_organizations_edit_organization"];
        trace?: never;
    };
    "/api/organizations/{org}/applications": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Applications
         * @description The newest first: administrators see all, class teachers those of pupils and parents for their classes.
         */
        get: operations["parta_roster_api_applications_list_applications"];
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
        /** Get Application */
        get: operations["parta_roster_api_applications_get_application"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Edit Application
         * @description Put right what the applicant said, and say which children he means, before accepting.
         */
        patch: operations["parta_roster_api_applications_edit_application"];
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
        /**
         * Accept Application
         * @description Let the applicant in as what the application says; a member gets the role besides his others.
         */
        post: operations["parta_roster_api_applications_accept_application"];
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
        /**
         * Decline Application
         * @description Refuse with a reason, which the applicant gets.
         */
        post: operations["parta_roster_api_applications_decline_application"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/organizations/{org}/applications/accept": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Accept Several
         * @description Accept many, each for itself: one that cannot be accepted does not hold up the others.
         */
        post: operations["parta_roster_api_applications_accept_several"];
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
        /**
         * List Classes
         * @description Classes in use that the caller may know of: his own first, then by grade.
         */
        get: operations["parta_roster_api_classes_list_classes"];
        put?: never;
        /** Create Class */
        post: operations["parta_roster_api_classes_create_class"];
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
        /**
         * List Invitations
         * @description The newest first: administrators see all, class teachers those for their classes.
         */
        get: operations["parta_roster_api_invitations_list_invitations"];
        put?: never;
        /**
         * Create Invitation
         * @description Make a link: administrators for every role, class teachers for pupils and parents of their classes.
         */
        post: operations["parta_roster_api_invitations_create_invitation"];
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
        /** Get Invitation */
        get: operations["parta_roster_api_invitations_get_invitation"];
        put?: never;
        post?: never;
        /**
         * Revoke Invitation
         * @description Make the link worthless; applications that were made by it stay.
         */
        delete: operations["parta_roster_api_invitations_revoke_invitation"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/organizations/{org}/leave": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Leave Organization
         * @description End one's own membership; the last administrator stays.
         */
        post: operations["parta_roster_api_organizations_leave_organization"];
        delete?: never;
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
        /**
         * List Members
         * @description Members by surname whom the caller may see.
         *
         *     Administrators see all; teachers the staff, pupils and parents of their classes, and by name everybody; pupils their
         *     classes and teachers; parents the staff and their children.
         */
        get: operations["parta_roster_api_members_list_members"];
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
        /**
         * Remove Member
         * @description End a membership, with the person's classes and family links here; administrators only.
         */
        delete: operations["parta_roster_api_members_remove_member"];
        options?: never;
        head?: never;
        /**
         * Change Member
         * @description Give a member other roles, classes or children; administrators only.
         */
        patch: operations["parta_roster_api_members_change_member"];
        trace?: never;
    };
    "/api/organizations/{org}/people": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List People To Write To
         * @description Members to whom I may write first, by name; at most 50.
         */
        get: operations["parta_messaging_api_list_people_to_write_to"];
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
        /**
         * List Sent Messages
         * @description Mails and SMS that a demo installation did not send, latest first; only for who sits at the machine itself.
         */
        get: operations["parta_accounts_api_list_sent_messages"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/regions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Regions
         * @description The 89 regions by name.
         */
        get: operations["parta_organizations_api_list_regions"];
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
        /**
         * Become Operator
         * @description Use the one-time link of `parta operator link`: who is signed in becomes an operator.
         */
        post: operations["parta_accounts_api_become_operator"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/stream/diff": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * List Missed Events
         * @description What I missed of these chats, or their end afresh where that is too much.
         */
        post: operations["parta_messaging_api_list_missed_events"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/stream/digest": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Make Digest
         * @description What differs from what I know: the beginning of every round of polling.
         */
        post: operations["parta_messaging_api_make_digest"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/stream/udiff": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * List Own Missed Events
         * @description What I missed of my own stream: read elsewhere, a chat came or went, lasting events.
         */
        post: operations["parta_messaging_api_list_own_missed_events"];
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
        /** AcceptanceResult */
        AcceptanceResult: {
            /** Accepted */
            accepted: boolean;
            /** Code */
            code: string;
            /** Id */
            id: number;
            /** Params */
            params: {
                [key: string]: unknown;
            };
        };
        /** AcceptanceResults */
        AcceptanceResults: {
            /** Results */
            results: components["schemas"]["AcceptanceResult"][];
        };
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
        /**
         * ApplicationChanges
         * @description Omitted fields stay as they are.
         */
        ApplicationChanges: {
            /** Child Ids */
            child_ids?: number[] | null;
            /** Class Ids */
            class_ids?: number[] | null;
            role?: components["schemas"]["Role"] | null;
            /** Subjects */
            subjects?: string[] | null;
        };
        /** ApplicationMay */
        ApplicationMay: {
            /** Decide */
            decide: boolean;
        };
        /** ApplicationNew */
        ApplicationNew: {
            /**
             * Child Names
             * @default
             */
            child_names?: string;
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
        /** Applications */
        Applications: {
            /** Applications */
            applications: components["schemas"]["ApplicationView"][];
            /** Next */
            next: string | null;
            /** Total */
            total: number;
        };
        /** ApplicationsQuery */
        ApplicationsQuery: {
            /**
             * Cursor
             * @default
             */
            cursor?: string;
            /**
             * Search
             * @description Parts of the applicant's name.
             * @default
             */
            search?: string;
            state?: components["schemas"]["ApplicationState"] | null;
        };
        /**
         * ApplicationState
         * @enum {string}
         */
        ApplicationState: "pending" | "accepted" | "declined" | "withdrawn";
        /**
         * ApplicationView
         * @description An application as those see it who may decide about it.
         */
        ApplicationView: {
            /** Birth Date */
            birth_date: string | null;
            /** Child Names */
            child_names: string;
            /** Children */
            children: components["schemas"]["Person"][];
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
            decline_reason: components["schemas"]["DeclineReason"] | null;
            /** Decline Text */
            decline_text: string;
            /** Full Name */
            full_name: string;
            /** Id */
            id: number;
            may: components["schemas"]["ApplicationMay"];
            /** Note */
            note: string;
            /** Other Organizations */
            other_organizations: string[];
            person: components["schemas"]["Person"];
            role: components["schemas"]["Role"];
            /** Roles Now */
            roles_now: components["schemas"]["Role"][];
            state: components["schemas"]["ApplicationState"];
            /** Subjects */
            subjects: string[];
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
         * ChatChanges
         * @description Omitted fields stay as they are.
         */
        ChatChanges: {
            /** Description */
            description?: string | null;
            /** Title */
            title?: string | null;
        };
        /**
         * ChatEvent
         * @description One step of a chat's stream. Apply when pts - n ≤ local < pts, drop when pts ≤ local, else fetch the difference.
         *
         *         kind      data
         *         message   MessageView of the new message
         *         edit      MessageView, the whole new state
         *         delete    MessageView, the tombstone
         *         members   {"user": id, "state": "joined" | "left" | "changed"} (one of many is enough: fetch the list afresh)
         *         chat      {} : the card changed, fetch it afresh
         *         skip      {} : something that you may not see; only its pts counts
         */
        ChatEvent: {
            chat: number;
            /** @enum {unknown} */
            kind: "chat" | "delete" | "edit" | "members" | "message" | "skip";
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
        /**
         * ChatKind
         * @enum {string}
         */
        ChatKind: "direct" | "group" | "pupil_group" | "class" | "class_parents" | "subject" | "club" | "school_channel" | "staff_channel" | "staff_room" | "public" | "service";
        /**
         * ChatMay
         * @description What the caller may do in the chat now.
         */
        ChatMay: {
            /** Add Members */
            add_members: boolean;
            /** Describe */
            describe: boolean;
            /** Leave */
            leave: boolean;
            /** Moderate */
            moderate: boolean;
            /** Post As Org */
            post_as_org: boolean;
            /** Remove Members */
            remove_members: boolean;
            /** Rename */
            rename: boolean;
            /** See Members */
            see_members: boolean;
            /** Write */
            write: boolean;
        };
        /** ChatMemberMay */
        ChatMemberMay: {
            /** Remove */
            remove: boolean;
        };
        /** ChatMembers */
        ChatMembers: {
            /** Members */
            members: components["schemas"]["ChatMemberView"][];
            /** Next */
            next: string | null;
            /** Total */
            total: number;
        };
        /** ChatMemberView */
        ChatMemberView: {
            may: components["schemas"]["ChatMemberMay"];
            person: components["schemas"]["Person"];
            /**
             * Role
             * @enum {string}
             */
            role: "owner" | "administrator" | "member" | "reader";
            /** Supervises */
            supervises: boolean;
        };
        /** ChatNew */
        ChatNew: {
            /**
             * Kind
             * @default group
             * @constant
             */
            kind?: "group";
            /**
             * Member Ids
             * @default []
             */
            member_ids?: number[];
            /** Org Id */
            org_id: number;
            /** Title */
            title: string;
        };
        /** ChatPosition */
        ChatPosition: {
            /** Chat */
            chat: number;
            /** From */
            from: number;
            /**
             * Limit
             * @default 100
             */
            limit?: number;
        };
        /** ChatPositions */
        ChatPositions: {
            /** Reqs */
            reqs: components["schemas"]["ChatPosition"][];
        };
        /** Chats */
        Chats: {
            /** Chats */
            chats: components["schemas"]["ChatView"][];
            /** People */
            people: components["schemas"]["Person"][];
        };
        /** ChatsQuery */
        ChatsQuery: {
            /**
             * Ids
             * @description Only these of my chats: up to 200 ids with commas between.
             */
            ids?: string | null;
            /** Org */
            org?: number | null;
        };
        /**
         * ChatState
         * @enum {string}
         */
        ChatState: "open" | "read_only" | "closed";
        /**
         * ChatView
         * @description A chat as one of its members sees it.
         */
        ChatView: {
            /** By Rule */
            by_rule: boolean;
            /** Class Id */
            class_id: number | null;
            /** Description */
            description: string;
            /** Id */
            id: number;
            kind: components["schemas"]["ChatKind"];
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
            my: components["schemas"]["MyPlace"];
            /** Org Id */
            org_id: number;
            /** Others Read Seq */
            others_read_seq: number;
            peer: components["schemas"]["Person"] | null;
            /** Pinned Rank */
            pinned_rank: number | null;
            /** Preview */
            preview: components["schemas"]["MessageView"] | null;
            /** Pts */
            pts: number;
            /** Read Seq */
            read_seq: number;
            state: components["schemas"]["ChatState"];
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
        /**
         * ClassEdit
         * @description Omitted fields stay; a new grade or letter without a title makes a new title.
         */
        ClassEdit: {
            /** Grade */
            grade?: number | null;
            /** Letter */
            letter?: string | null;
            /** Parents Read */
            parents_read?: boolean | null;
            /** Title */
            title?: string | null;
        };
        /** Classes */
        Classes: {
            /** Classes */
            classes: components["schemas"]["ClassSummary"][];
        };
        /** ClassLink */
        ClassLink: {
            /** Id */
            id: number;
            /** Title */
            title: string;
        };
        /** ClassMay */
        ClassMay: {
            /** Archive */
            archive: boolean;
            /** Edit */
            edit: boolean;
            /** Invite */
            invite: boolean;
            /** Manage People */
            manage_people: boolean;
            /** Move Pupils */
            move_pupils: boolean;
            /** Name Class Teacher */
            name_class_teacher: boolean;
            /** See People */
            see_people: boolean;
        };
        /**
         * ClassNew
         * @description A class («7А», from grade and letter) or, without a grade, a group with a title of its own.
         */
        ClassNew: {
            /** Grade */
            grade?: number | null;
            /**
             * Letter
             * @default
             */
            letter?: string;
            /**
             * Title
             * @default
             */
            title?: string;
        };
        /** ClassNumbers */
        ClassNumbers: {
            /** Parents */
            parents: number;
            /** Pupils */
            pupils: number;
            /** Teachers */
            teachers: number;
        };
        /** ClassOfMember */
        ClassOfMember: {
            /** Id */
            id: number;
            /**
             * Standing
             * @enum {string}
             */
            standing: "pupil" | "class_teacher" | "teacher" | "parent";
            /** Title */
            title: string;
        };
        /** ClassSummary */
        ClassSummary: {
            /** Class Teachers */
            class_teachers: components["schemas"]["Person"][];
            counts: components["schemas"]["ClassNumbers"];
            /** Grade */
            grade: number | null;
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
        /**
         * ClassView
         * @description A class with its people, as far as the caller may see them: others get empty lists and the numbers.
         */
        ClassView: {
            /** Archived */
            archived: boolean;
            counts: components["schemas"]["ClassNumbers"];
            /** Grade */
            grade: number | null;
            /** Id */
            id: number;
            /** Letter */
            letter: string;
            may: components["schemas"]["ClassMay"];
            /** Mine */
            mine: boolean;
            /** Org Id */
            org_id: number;
            /** Parents */
            parents: components["schemas"]["ParentOfClass"][];
            /** Parents Read */
            parents_read: boolean;
            /** Pupils */
            pupils: components["schemas"]["Person"][];
            /** Teachers */
            teachers: components["schemas"]["TeacherOfClass"][];
            /** Title */
            title: string;
        };
        ClientFrame: components["schemas"]["Hello"] | components["schemas"]["Post"] | components["schemas"]["Read"] | components["schemas"]["Diff"] | components["schemas"]["UserDiff"] | components["schemas"]["Typing"] | components["schemas"]["Focus"] | components["schemas"]["Presence"];
        /** CodeSent */
        CodeSent: {
            /** Expires In */
            expires_in: number;
        };
        /** Decline */
        Decline: {
            reason: components["schemas"]["DeclineReason"];
            /**
             * Text
             * @default
             */
            text?: string;
        };
        /**
         * DeclineReason
         * @description Why an application is declined (B5).
         * @enum {string}
         */
        DeclineReason: "foreign" | "unidentified" | "wrong_audience" | "other";
        /** Device */
        Device: {
            /** Browser */
            browser: string;
            /**
             * Kind
             * @enum {string}
             */
            kind: "computer" | "phone" | "tablet" | "unknown";
            /** Os */
            os: string;
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
        /** Differences */
        Differences: {
            /** Answers */
            answers: (components["schemas"]["DiffAnswer"] | components["schemas"]["Reset"] | components["schemas"]["Nack"])[];
        };
        /** DiffRequest */
        DiffRequest: {
            chat: number;
            from: number;
            /** @default 100 */
            limit?: number;
        };
        /**
         * Digest
         * @description The `welcome` of whoever has no socket: what differs from what he knows.
         */
        Digest: {
            /** Changed */
            changed: components["schemas"]["ChangedChat"][];
            /** Epoch */
            epoch: string;
            /** Gone */
            gone: number[];
            limits: components["schemas"]["Limits"];
            /**
             * Now
             * Format: date-time
             */
            now: string;
            /** Poll Ms */
            poll_ms: number;
            /** Upts */
            upts: number;
        };
        /** DirectChatNew */
        DirectChatNew: {
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
            /** @description No code is awaited: none was asked for, it is too old, or there were too many wrong ones. Ask for another. */
            "accounts.code_expired": Record<string, never>;
            /** @description Not the code that was sent. */
            "accounts.code_wrong": {
                attempts_left: number;
            };
            /** @description A name has letters, spaces, hyphens and apostrophes, and at most 60 of them. */
            "accounts.name_not_usable": {
                field: string;
            };
            /** @description The password breaks these rules. */
            "accounts.password_too_weak": {
                rules: string[];
            };
            /** @description This is no phone number. */
            "accounts.phone_not_usable": Record<string, never>;
            /** @description The one-time link was used, is too old, or never was one. */
            "accounts.setup_link_worthless": Record<string, never>;
            /** @description No such chat for this person: not in it, or out of the organisation. */
            "chat.not_found": Record<string, never>;
            /** @description Nobody writes here now. */
            "chat.read_only": Record<string, never>;
            /** @description `reply` is no message that the sender can see. */
            "message.reply_not_found": Record<string, never>;
            /** @description `rule` is text.empty, text.too_long, text.characters or text.entities. */
            "messaging.bad_text": {
                rule: string;
            };
            "messaging.chat_is_full": {
                limit: number;
            };
            "messaging.chat_not_found": Record<string, never>;
            "messaging.may_not_create_chat": Record<string, never>;
            /** @description The two may not talk alone. */
            "messaging.may_not_write_to": Record<string, never>;
            /** @description Members and title of this chat come from roles and classes; nobody changes them by hand, or leaves. */
            "messaging.members_follow_rule": Record<string, never>;
            /** @description There is no such message, it was deleted, or it was posted before the caller may see. */
            "messaging.message_not_found": Record<string, never>;
            /** @description Who is in the chat may not do this there; `right` is the one that is missing. */
            "messaging.not_allowed_in_chat": {
                right: string;
            };
            /** @description Some of these people may not be in a chat of this kind. */
            "messaging.not_for_this_chat": {
                user_ids: number[];
            };
            /** @description Only who posted a message may change it; deleting another's needs the right to moderate. */
            "messaging.not_own_message": Record<string, never>;
            /** @description A service message, or one that was deleted meanwhile. */
            "messaging.nothing_to_edit": Record<string, never>;
            /** @description Nobody in this organisation of whom the caller may know. */
            "messaging.person_not_found": Record<string, never>;
            "organizations.administrators_only": Record<string, never>;
            /** @description Administrators, teachers and parents are 18 or older. */
            "organizations.adults_only": Record<string, never>;
            /** @description One application at a time per organisation. */
            "organizations.already_applied": Record<string, never>;
            /** @description Somebody else was faster, or the applicant has withdrawn. */
            "organizations.already_decided": {
                state: string;
            };
            /** @description The person has this role here already. */
            "organizations.already_member": Record<string, never>;
            "organizations.application_not_found": Record<string, never>;
            /** @description The reason «other» needs words of its own. */
            "organizations.decline_text_required": Record<string, never>;
            "organizations.invitation_expired": Record<string, never>;
            "organizations.invitation_not_found": Record<string, never>;
            "organizations.invitation_revoked": Record<string, never>;
            "organizations.invitation_used_up": Record<string, never>;
            /** @description Ministries and the platform itself are founded by the operator. */
            "organizations.kind_for_operators_only": Record<string, never>;
            /** @description An organisation always has an administrator: name another one first. */
            "organizations.last_administrator": Record<string, never>;
            "organizations.member_not_found": Record<string, never>;
            "organizations.not_found": Record<string, never>;
            "organizations.operators_only": Record<string, never>;
            /** @description The organisation is not in the state that this step starts from. */
            "organizations.other_state": {
                state: string;
            };
            "organizations.suspended": Record<string, never>;
            /** @description Wait until the operator has looked at those founded before. */
            "organizations.too_many_unverified": {
                limit: number;
            };
            "organizations.unknown_region": Record<string, never>;
            "organizations.unknown_time_zone": Record<string, never>;
            /** @description No pupil and no parent comes in before the operator has verified the organisation (B14). */
            "organizations.unverified": Record<string, never>;
            "platform.conflict": Record<string, never>;
            /** @description Not the `next` of an earlier page. */
            "platform.cursor_invalid": Record<string, never>;
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
            /** @description The installation has no mail server. */
            "platform.mail_unavailable": Record<string, never>;
            /** @description There is no such thing, or the caller may not know of it: the two look alike. */
            "platform.not_found": Record<string, never>;
            /** @description The installation has no SMS gateway. */
            "platform.sms_unavailable": Record<string, never>;
            "platform.too_many": {
                retry_after: number;
            };
            "platform.unauthenticated": Record<string, never>;
            "platform.unavailable": Record<string, never>;
            "rights.denied": Record<string, never>;
            /** @description A sanction, until `until`. */
            "rights.muted": {
                /** Format: date-time */
                until: string;
            };
            /** @description Something about the person has just changed, and what he may do is being worked out. */
            "rights.recompiling": {
                retry_ms: number;
            };
            /** @description One of the children is no pupil here, or none of the caller's classes. */
            "roster.child_not_found": Record<string, never>;
            "roster.class_archived": {
                title: string;
            };
            "roster.class_not_found": Record<string, never>;
            /** @description A group without a grade needs a title of its own. */
            "roster.class_title_required": Record<string, never>;
            "roster.class_title_taken": {
                title: string;
            };
            "roster.nobody_guards_himself": Record<string, never>;
            "roster.not_guardian": Record<string, never>;
            "roster.not_in_class": Record<string, never>;
            /** @description A pupil is in one class with a grade (besides groups without one): move him instead. */
            "roster.one_grade_only": Record<string, never>;
            /** @description A class teacher does this in classes of his own. */
            "roster.own_classes_only": Record<string, never>;
            /** @description A parent comes in as the parent of somebody: choose the children first. */
            "roster.parent_needs_child": Record<string, never>;
            /** @description The person does not hold the role that this needs: a class has teachers and pupils of its organisation. */
            "roster.role_missing": {
                role: string;
            };
            /** @description The database is away or busy. Whether the post is there nobody knows: the same `cid` makes trying again safe. */
            "stream.unavailable": {
                retry_ms: number;
            };
        };
        /** Family */
        Family: {
            /** Child Id */
            child_id: number;
            /** Parent Id */
            parent_id: number;
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
            registration: components["schemas"]["Registration"];
            /** Set Up */
            set_up: boolean;
            /** Socket Url */
            socket_url: string;
            /** Version */
            version: string;
            /** Warnings */
            warnings: "insecure_address"[];
        };
        /** InvitationChanged */
        InvitationChanged: {
            invitation_id: number;
            org_id: number;
            /** @enum {unknown} */
            type: "organizations.invitation_changed";
        };
        /** InvitationMay */
        InvitationMay: {
            /** Revoke */
            revoke: boolean;
        };
        /** InvitationNew */
        InvitationNew: {
            /**
             * Class Ids
             * @default []
             */
            class_ids?: number[];
            /** Lifetime Hours */
            lifetime_hours: number;
            /** Max Uses */
            max_uses: number;
            role: components["schemas"]["Role"];
        };
        /** Invitations */
        Invitations: {
            /** Invitations */
            invitations: components["schemas"]["InvitationView"][];
            /** Next */
            next: string | null;
            /** Total */
            total: number;
        };
        /** InvitationsQuery */
        InvitationsQuery: {
            /**
             * Cursor
             * @default
             */
            cursor?: string;
        };
        /** InvitationView */
        InvitationView: {
            /** Classes */
            classes: components["schemas"]["ClassLink"][];
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
            may: components["schemas"]["InvitationMay"];
            role: components["schemas"]["Role"];
            /**
             * State
             * @enum {string}
             */
            state: "open" | "expired" | "used_up" | "revoked" | "unverified" | "suspended";
            /** Token */
            token: string;
            /** Url */
            url: string;
            /** Uses */
            uses: number;
        };
        /** Known */
        Known: {
            /**
             * Heads
             * @default []
             */
            heads?: [
                number,
                number
            ][];
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
        /**
         * Me
         * @description One's own profile.
         */
        Me: {
            /** Birth Date */
            birth_date: string | null;
            /** Email */
            email: string;
            /**
             * Gender
             * @enum {string}
             */
            gender: "" | "female" | "male";
            /** Given Name */
            given_name: string;
            /** Id */
            id: number;
            /** Initials */
            initials: string;
            /** Is Operator */
            is_operator: boolean;
            /** Is Teacher */
            is_teacher: boolean;
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
            phone: string;
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
        /**
         * MemberChanges
         * @description Omitted fields stay as they are; with a role goes all that stands on it.
         */
        MemberChanges: {
            /** Child Ids */
            child_ids?: number[] | null;
            /** Learns In */
            learns_in?: number[] | null;
            /** Roles */
            roles: components["schemas"]["Role"][];
            /** Subjects */
            subjects?: string[] | null;
            /** Teaches In */
            teaches_in?: number[] | null;
        };
        /** MemberIds */
        MemberIds: {
            /** User Ids */
            user_ids: number[];
        };
        /** MemberMay */
        MemberMay: {
            /** Edit */
            edit: boolean;
            /** Remove */
            remove: boolean;
        };
        /**
         * MemberNumbers
         * @description Active members; somebody with two roles counts in both.
         */
        MemberNumbers: {
            /** Parents */
            parents: number;
            /** Pupils */
            pupils: number;
            /** Teachers */
            teachers: number;
            /** Total */
            total: number;
        };
        /** Members */
        Members: {
            /** Members */
            members: components["schemas"]["MemberView"][];
            /** Next */
            next: string | null;
            /** Total */
            total: number;
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
        /** MembersQuery */
        MembersQuery: {
            /**
             * Cursor
             * @default
             */
            cursor?: string;
        };
        /**
         * MemberView
         * @description A member as far as the caller may know him: to pupils and parents, staff are staff and nothing besides.
         */
        MemberView: {
            /** Children */
            children: components["schemas"]["Person"][];
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
            roles: components["schemas"]["Role"][];
            /** Subjects */
            subjects: string[];
            /** User Id */
            user_id: number;
        };
        /** MessageChanges */
        MessageChanges: {
            /** Body */
            body: string;
            /**
             * Entities
             * @default []
             */
            entities?: components["schemas"]["Entity"][];
        };
        /** MessageNew */
        MessageNew: {
            /** Body */
            body: string;
            /** Cid */
            cid: string;
            /**
             * Entities
             * @default []
             */
            entities?: components["schemas"]["Entity"][];
            /**
             * Reply
             * @default 0
             */
            reply?: number;
            /**
             * Silent
             * @default false
             */
            silent?: boolean;
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
        /** Move */
        Move: {
            /** To Class Id */
            to_class_id: number;
        };
        /** MyApplicationMay */
        MyApplicationMay: {
            /** Withdraw */
            withdraw: boolean;
        };
        /** MyApplications */
        MyApplications: {
            /** Applications */
            applications: components["schemas"]["MyApplicationView"][];
        };
        /**
         * MyApplicationView
         * @description An application as its applicant sees it.
         */
        MyApplicationView: {
            /** Child Names */
            child_names: string;
            /** Classes */
            classes: components["schemas"]["ClassLink"][];
            /**
             * Created At
             * Format: date-time
             */
            created_at: string;
            /** Decided At */
            decided_at: string | null;
            decline_reason: components["schemas"]["DeclineReason"] | null;
            /** Decline Text */
            decline_text: string;
            /** Id */
            id: number;
            may: components["schemas"]["MyApplicationMay"];
            /** Note */
            note: string;
            organization: components["schemas"]["OrganizationLink"];
            role: components["schemas"]["Role"];
            state: components["schemas"]["ApplicationState"];
            /** Subjects */
            subjects: string[];
        };
        /**
         * MyChanges
         * @description What is missing stays as it is. An empty patronymic is none; the birth date is changed by nobody but support.
         */
        MyChanges: {
            /** Gender */
            gender?: ("" | "female" | "male") | null;
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
        /** MyOrganization */
        MyOrganization: {
            /** Applications Pending */
            applications_pending: number;
            /** Id */
            id: number;
            kind: components["schemas"]["OrganizationKind"];
            /** Name */
            name: string;
            /** Roles */
            roles: components["schemas"]["Role"][];
            /** Short Name */
            short_name: string;
            state: components["schemas"]["OrganizationState"];
        };
        /** MyOrganizations */
        MyOrganizations: {
            /** Organizations */
            organizations: components["schemas"]["MyOrganization"][];
        };
        /**
         * MyPlace
         * @description As what the caller is in the chat.
         */
        MyPlace: {
            /** Rights */
            rights: number;
            /** Rights Names */
            rights_names: string[];
            /**
             * Role
             * @enum {string}
             */
            role: "owner" | "administrator" | "member" | "reader";
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
        /** NewPasswordByPhone */
        NewPasswordByPhone: {
            /** Code */
            code: string;
            /** Password */
            password: string;
            /** Phone */
            phone: string;
        };
        /**
         * Note
         * @description A domain event that need not last.
         */
        Note: {
            event: components["schemas"]["SessionEnded"] | components["schemas"]["ProfileChanged"] | components["schemas"]["OrganizationChanged"] | components["schemas"]["OrganizationFounded"] | components["schemas"]["MembershipChanged"] | components["schemas"]["ApplicationChanged"] | components["schemas"]["InvitationChanged"] | components["schemas"]["ClassChanged"] | components["schemas"]["EnrolmentChanged"] | components["schemas"]["GuardiansChanged"];
            /** @enum {unknown} */
            type: "note";
        };
        /** OperatorMay */
        OperatorMay: {
            /** Restore */
            restore: boolean;
            /** Suspend */
            suspend: boolean;
            /** Verify */
            verify: boolean;
        };
        /** OperatorOrganizations */
        OperatorOrganizations: {
            /** Next */
            next: string | null;
            /** Organizations */
            organizations: components["schemas"]["OperatorOrganizationView"][];
            /** Total */
            total: number;
        };
        /**
         * OperatorOrganizationView
         * @description An organisation as the operator sees it: its card and a number, no people but the founder.
         */
        OperatorOrganizationView: {
            /**
             * Created At
             * Format: date-time
             */
            created_at: string;
            founder: components["schemas"]["Person"];
            /** Id */
            id: number;
            kind: components["schemas"]["OrganizationKind"];
            may: components["schemas"]["OperatorMay"];
            /** Members Total */
            members_total: number;
            /** Name */
            name: string;
            /** Region */
            region: string;
            /** Short Name */
            short_name: string;
            state: components["schemas"]["OrganizationState"];
        };
        /** OperatorQuery */
        OperatorQuery: {
            /**
             * Cursor
             * @default
             */
            cursor?: string;
            /**
             * Search
             * @description Part of the name.
             * @default
             */
            search?: string;
            state?: components["schemas"]["OrganizationState"] | null;
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
        /**
         * OrganizationChanges
         * @description Omitted fields stay as they are.
         */
        OrganizationChanges: {
            /** Contacts */
            contacts?: string | null;
            /** Description */
            description?: string | null;
            /** Name */
            name?: string | null;
            /** Region */
            region?: string | null;
            /** Short Name */
            short_name?: string | null;
            /** Site */
            site?: string | null;
            /** Time Zone */
            time_zone?: string | null;
        };
        /** OrganizationFounded */
        OrganizationFounded: {
            founder_id: number;
            org_id: number;
            /** @enum {unknown} */
            type: "organizations.organization_founded";
        };
        /**
         * OrganizationKind
         * @description Kinds of organisation (product B10).
         * @enum {string}
         */
        OrganizationKind: "school" | "college" | "kindergarten" | "supplementary" | "training" | "culture" | "academy" | "administration" | "ministry" | "platform";
        /** OrganizationLink */
        OrganizationLink: {
            /** Id */
            id: number;
            kind: components["schemas"]["OrganizationKind"];
            /** Name */
            name: string;
            /** Short Name */
            short_name: string;
        };
        /**
         * OrganizationMay
         * @description What the caller may do here.
         */
        OrganizationMay: {
            /** Change Members */
            change_members: boolean;
            /** Create Classes */
            create_classes: boolean;
            /** Decide Applications */
            decide_applications: boolean;
            /** Edit */
            edit: boolean;
            /** Invite */
            invite: boolean;
        };
        /** OrganizationNew */
        OrganizationNew: {
            kind: components["schemas"]["OrganizationKind"];
            /** Name */
            name: string;
            /**
             * Region
             * @description Code from `GET /regions`.
             */
            region: string;
            /**
             * Short Name
             * @default
             */
            short_name?: string;
            /**
             * Time Zone
             * @description IANA name.
             */
            time_zone: string;
        };
        /**
         * OrganizationState
         * @enum {string}
         */
        OrganizationState: "unverified" | "verified" | "suspended";
        /**
         * OrganizationView
         * @description An organisation as its members see it.
         */
        OrganizationView: {
            /** Contacts */
            contacts: string;
            /** Description */
            description: string;
            /** Id */
            id: number;
            kind: components["schemas"]["OrganizationKind"];
            may: components["schemas"]["OrganizationMay"];
            members: components["schemas"]["MemberNumbers"];
            /** My Roles */
            my_roles: components["schemas"]["Role"][];
            /** Name */
            name: string;
            /** Region */
            region: string;
            /** Short Name */
            short_name: string;
            /** Site */
            site: string;
            state: components["schemas"]["OrganizationState"];
            /** Time Zone */
            time_zone: string;
        };
        /** OwnDifference */
        OwnDifference: {
            /** Answer */
            answer: components["schemas"]["UserDiffAnswer"] | components["schemas"]["UserReset"];
        };
        /** OwnPosition */
        OwnPosition: {
            /** From */
            from: number;
        };
        /**
         * Page
         * @description Messages as they are at `pts`, the oldest first.
         */
        Page: {
            /** Floor */
            floor: number;
            /** Has After */
            has_after: boolean;
            /** Has Before */
            has_before: boolean;
            /** Last Seq */
            last_seq: number;
            /** Messages */
            messages: components["schemas"]["MessageView"][];
            /** Mv */
            mv: number;
            /** People */
            people: components["schemas"]["Person"][];
            /** Pts */
            pts: number;
            /** Read Seq */
            read_seq: number;
        };
        /**
         * PageQuery
         * @description At most one of `before`, `after`, `around`; none: the newest.
         */
        PageQuery: {
            /** After */
            after?: number | null;
            /** Around */
            around?: number | null;
            /** Before */
            before?: number | null;
            /**
             * Limit
             * @default 50
             */
            limit?: number;
        };
        /** ParentOfClass */
        ParentOfClass: {
            /** Children */
            children: components["schemas"]["Person"][];
            person: components["schemas"]["Person"];
        };
        /** PeopleQuery */
        PeopleQuery: {
            /** Ids */
            ids: string;
        };
        /**
         * Person
         * @description Somebody, as everybody who may know of them sees them. Neither phone nor e-mail address is ever part of it.
         */
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
        /** PhoneOfForgotten */
        PhoneOfForgotten: {
            /** Phone */
            phone: string;
        };
        /** PlaceQuery */
        PlaceQuery: {
            standing: components["schemas"]["Standing"];
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
            /** @default 0 */
            upts?: number;
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
         * Problem
         * @description A refusal (RFC 9457). `code` is one of the contract's error codes, `params` its values.
         */
        Problem: {
            /** Code */
            code: string;
            /** Params */
            params: {
                [key: string]: unknown;
            };
            /** Status */
            status: number;
            /** Title */
            title: string;
            /**
             * Type
             * @default about:blank
             */
            type?: string;
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
        /**
         * PublicInvitation
         * @description What a poster on the wall may say, and what the caller, if signed in, needs for applying.
         */
        PublicInvitation: {
            /** Choice */
            choice: components["schemas"]["ClassLink"][];
            /** Classes */
            classes: components["schemas"]["ClassLink"][];
            /** Member */
            member: boolean;
            /** My Application Id */
            my_application_id: number | null;
            organization: components["schemas"]["OrganizationLink"];
            role: components["schemas"]["Role"];
            /**
             * State
             * @enum {string}
             */
            state: "open" | "expired" | "used_up" | "revoked" | "unverified" | "suspended";
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
        /**
         * Readers
         * @description Who of the others has read a message.
         */
        Readers: {
            /** Count */
            count: number;
            /** People */
            people: components["schemas"]["Person"][] | null;
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
        /** ReadUpTo */
        ReadUpTo: {
            /** Upto */
            upto: number;
        };
        /** ReadView */
        ReadView: {
            /** Unread */
            unread: number;
            /** Upto */
            upto: number;
        };
        /** RegionView */
        RegionView: {
            /** Code */
            code: string;
            /** Name */
            name: string;
            /** Time Zone */
            time_zone: string;
        };
        /**
         * Registration
         * @description Whether codes can be sent there.
         */
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
        /**
         * Role
         * @description What a member is in an organisation; anybody holds any set of them.
         * @enum {string}
         */
        Role: "administrator" | "teacher" | "pupil" | "parent";
        /** SentMessageView */
        SentMessageView: {
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
            code: string;
            /** Id */
            id: number;
            /** Subject */
            subject: string;
            /** Text */
            text: string;
            /** To */
            to: string;
        };
        ServerEvent: components["schemas"]["SessionEnded"] | components["schemas"]["ProfileChanged"] | components["schemas"]["OrganizationChanged"] | components["schemas"]["OrganizationFounded"] | components["schemas"]["MembershipChanged"] | components["schemas"]["ApplicationChanged"] | components["schemas"]["InvitationChanged"] | components["schemas"]["ClassChanged"] | components["schemas"]["EnrolmentChanged"] | components["schemas"]["GuardiansChanged"];
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
            /** Current */
            current: boolean;
            device: components["schemas"]["Device"];
            /** Id */
            id: number;
            /** Ip */
            ip: string;
            /**
             * Last Seen At
             * Format: date-time
             */
            last_seen_at: string;
            /**
             * Signed In At
             * Format: date-time
             */
            signed_in_at: string;
        };
        /** SetupToken */
        SetupToken: {
            /** Token */
            token: string;
        };
        /** Several */
        Several: {
            /** Ids */
            ids: number[];
        };
        /**
         * Standing
         * @description As what somebody is in a class.
         * @enum {string}
         */
        Standing: "pupil" | "class_teacher" | "teacher";
        /** TeacherOfClass */
        TeacherOfClass: {
            /** Class Teacher */
            class_teacher: boolean;
            person: components["schemas"]["Person"];
            /** Subjects */
            subjects: string[];
        };
        /** TicketView */
        TicketView: {
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
            event?: (components["schemas"]["SessionEnded"] | components["schemas"]["ProfileChanged"] | components["schemas"]["OrganizationChanged"] | components["schemas"]["OrganizationFounded"] | components["schemas"]["MembershipChanged"] | components["schemas"]["ApplicationChanged"] | components["schemas"]["InvitationChanged"] | components["schemas"]["ClassChanged"] | components["schemas"]["EnrolmentChanged"] | components["schemas"]["GuardiansChanged"]) | null;
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
        /** WritableMay */
        WritableMay: {
            /** Write */
            write: boolean;
        };
        /** WritablePeople */
        WritablePeople: {
            /** More */
            more: boolean;
            /** People */
            people: components["schemas"]["WritableView"][];
        };
        /** WritableQuery */
        WritableQuery: {
            /**
             * Search
             * @description Beginnings of names, in any order.
             * @default
             */
            search?: string;
        };
        /**
         * WritableView
         * @description Somebody to whom the caller may speak first.
         */
        WritableView: {
            /** Chat Id */
            chat_id: number | null;
            may: components["schemas"]["WritableMay"];
            person: components["schemas"]["Person"];
            /** Roles */
            roles: components["schemas"]["Role"][];
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
    parta_accounts_api_ask_for_code_by_phone: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PhoneOfForgotten"];
            };
        };
        responses: {
            /** @description Accepted */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CodeSent"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    parta_accounts_api_set_password_by_phone: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewPasswordByPhone"];
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
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    parta_messaging_api_list_chats: {
        parameters: {
            query?: {
                /** @description Only these of my chats: up to 200 ids with commas between. */
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
                    "application/json": components["schemas"]["Chats"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    parta_messaging_api_create_chat: {
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
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChatView"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    parta_messaging_api_get_chat: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                chat: number;
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
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    parta_messaging_api_edit_chat: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                chat: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChatChanges"];
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
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    parta_messaging_api_leave_chat: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                chat: number;
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
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    parta_messaging_api_list_members: {
        parameters: {
            query?: {
                cursor?: string;
            };
            header?: never;
            path: {
                chat: number;
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
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    parta_messaging_api_add_members: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                chat: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MemberIds"];
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
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    parta_messaging_api_remove_member: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                chat: number;
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
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    parta_messaging_api_list_messages: {
        parameters: {
            query?: {
                after?: number | null;
                around?: number | null;
                before?: number | null;
                limit?: number;
            };
            header?: never;
            path: {
                chat: number;
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
                    "application/json": components["schemas"]["Page"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    parta_messaging_api_post_message: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                chat: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MessageNew"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Ack"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    parta_messaging_api_delete_message: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                chat: number;
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
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    parta_messaging_api_edit_message: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                chat: number;
                seq: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MessageChanges"];
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
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    parta_messaging_api_list_readers: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                chat: number;
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
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    parta_messaging_api_list_people: {
        parameters: {
            query: {
                ids: string;
            };
            header?: never;
            path: {
                chat: number;
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
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    parta_messaging_api_read_chat: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                chat: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReadUpTo"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReadView"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    parta_messaging_api_mark_unread: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                chat: number;
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
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    parta_messaging_api_open_direct_chat: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DirectChatNew"];
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
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    parta_roster_api_classes_get_class: {
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
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    parta_roster_api_classes_edit_class: {
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
                "application/json": components["schemas"]["ClassEdit"];
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
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    parta_roster_api_classes_archive_class: {
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
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    parta_roster_api_classes_link_guardian: {
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
                "application/json": components["schemas"]["Family"];
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
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    parta_roster_api_classes_unlink_guardian: {
        parameters: {
            query: {
                child_id: number;
                parent_id: number;
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
                    "application/json": components["schemas"]["ClassView"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    parta_roster_api_classes_put_into_class: {
        parameters: {
            query: {
                /** @description As what somebody is in a class. */
                standing: "pupil" | "class_teacher" | "teacher";
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
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ClassView"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    parta_roster_api_classes_take_out_of_class: {
        parameters: {
            query: {
                /** @description As what somebody is in a class. */
                standing: "pupil" | "class_teacher" | "teacher";
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
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ClassView"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    parta_roster_api_classes_move_pupil: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
                user: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Move"];
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
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    parta_accounts_api_get_installation: {
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
    parta_roster_api_invitations_look_at_invitation: {
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
                    "application/json": components["schemas"]["PublicInvitation"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    parta_roster_api_applications_apply: {
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
                "application/json": components["schemas"]["ApplicationNew"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MyApplicationView"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    parta_accounts_api_get_me: {
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
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    parta_accounts_api_change_me: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MyChanges"];
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
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    parta_roster_api_applications_list_my_applications: {
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
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    parta_roster_api_applications_withdraw: {
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
                    "application/json": components["schemas"]["MyApplicationView"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    parta_roster_api_organizations_list_my_organizations: {
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
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    parta_accounts_api_list_sessions: {
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
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    parta_accounts_api_end_other_sessions: {
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
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    parta_accounts_api_end_session: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                session_id: number;
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
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    parta_accounts_api_make_ticket: {
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
                    "application/json": components["schemas"]["TicketView"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    parta_organizations_api_list_organizations: {
        parameters: {
            query?: {
                cursor?: string;
                /** @description Part of the name. */
                search?: string;
                state?: components["schemas"]["OrganizationState"] | null;
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
                    "application/json": components["schemas"]["OperatorOrganizations"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    parta_organizations_api_restore_organization: {
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
                    "application/json": components["schemas"]["OperatorOrganizationView"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    parta_organizations_api_suspend_organization: {
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
                    "application/json": components["schemas"]["OperatorOrganizationView"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    parta_organizations_api_verify_organization: {
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
                    "application/json": components["schemas"]["OperatorOrganizationView"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    parta_roster_api_organizations_found_organization: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OrganizationNew"];
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
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    parta_roster_api_organizations_get_organization: {
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
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    parta_roster_api_organizations_edit_organization: {
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
                "application/json": components["schemas"]["OrganizationChanges"];
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
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    parta_roster_api_applications_list_applications: {
        parameters: {
            query?: {
                cursor?: string;
                /** @description Parts of the applicant's name. */
                search?: string;
                state?: components["schemas"]["ApplicationState"] | null;
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
                    "application/json": components["schemas"]["Applications"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    parta_roster_api_applications_get_application: {
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
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    parta_roster_api_applications_edit_application: {
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
                "application/json": components["schemas"]["ApplicationChanges"];
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
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    parta_roster_api_applications_accept_application: {
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
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    parta_roster_api_applications_decline_application: {
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
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    parta_roster_api_applications_accept_several: {
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
                "application/json": components["schemas"]["Several"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AcceptanceResults"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    parta_roster_api_classes_list_classes: {
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
                    "application/json": components["schemas"]["Classes"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    parta_roster_api_classes_create_class: {
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
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    parta_roster_api_invitations_list_invitations: {
        parameters: {
            query?: {
                cursor?: string;
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
                    "application/json": components["schemas"]["Invitations"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    parta_roster_api_invitations_create_invitation: {
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
                "application/json": components["schemas"]["InvitationNew"];
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
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    parta_roster_api_invitations_get_invitation: {
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
                    "application/json": components["schemas"]["InvitationView"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    parta_roster_api_invitations_revoke_invitation: {
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
                    "application/json": components["schemas"]["InvitationView"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    parta_roster_api_organizations_leave_organization: {
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
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    parta_roster_api_members_list_members: {
        parameters: {
            query?: {
                class_id?: number | null;
                cursor?: string;
                role?: components["schemas"]["Role"] | null;
                /** @description Parts of the name in any order. With two letters or more a teacher searches the school. */
                search?: string;
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
                    "application/json": components["schemas"]["Members"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    parta_roster_api_members_remove_member: {
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
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    parta_roster_api_members_change_member: {
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
                "application/json": components["schemas"]["MemberChanges"];
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
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    parta_messaging_api_list_people_to_write_to: {
        parameters: {
            query?: {
                /** @description Beginnings of names, in any order. */
                search?: string;
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
                    "application/json": components["schemas"]["WritablePeople"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    parta_accounts_api_list_sent_messages: {
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
                    "application/json": components["schemas"]["SentMessageView"][];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    parta_organizations_api_list_regions: {
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
                    "application/json": components["schemas"]["RegionView"][];
                };
            };
        };
    };
    parta_accounts_api_become_operator: {
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
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Me"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    parta_messaging_api_list_missed_events: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChatPositions"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Differences"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    parta_messaging_api_make_digest: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Known"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Digest"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    parta_messaging_api_list_own_missed_events: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OwnPosition"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OwnDifference"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
}
