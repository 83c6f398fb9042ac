// Made from contract/openapi.json by `make contract`. Not to be edited.

export type paths = Record<string, never>;
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
        ClientFrame: components["schemas"]["Hello"] | components["schemas"]["Post"] | components["schemas"]["Read"] | components["schemas"]["Diff"] | components["schemas"]["UserDiff"] | components["schemas"]["Typing"] | components["schemas"]["Focus"] | components["schemas"]["Presence"];
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
        /** InvitationChanged */
        InvitationChanged: {
            invitation_id: number;
            org_id: number;
            /** @enum {unknown} */
            type: "organizations.invitation_changed";
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
         * MembershipChanged
         * @description Somebody became a member, has other roles, or is a member no longer.
         */
        MembershipChanged: {
            org_id: number;
            /** @enum {unknown} */
            type: "organizations.membership_changed";
            user_id: number;
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
export type operations = Record<string, never>;
