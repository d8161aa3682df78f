// Generated from openapi.json by `npm run gen`; do not edit.

export interface paths {
    "/api/v1/audit/overdue": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists every overdue matter, the latest first, with its holder, its alerts and its date explained. */
        get: operations["overdue_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/audit/overdue/count": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Counts the overdue matters. */
        get: operations["overdue_count"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/audit/prints": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Records that a page is printed, before it is: paper leaves the system like an export. */
        post: operations["audit_print"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/audit/verify": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Checks the region's whole chain of events and names the first bad link. */
        get: operations["audit_verify"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/login": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Signs in. Five failures in a row lock the account for 15 minutes, for the address that they came from; a device that
         *     the account has signed in on before is counted by itself.
         */
        post: operations["session_login"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/logout": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Signs out: the session of the cookie, and that of the access token where one is sent, cannot be renewed
         *     any more. An access token that has run out is no obstacle.
         */
        post: operations["session_logout"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Changes the caller's own password and ends the other sessions. */
        post: operations["password_change"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/refresh": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Renews the session with the cookie of the last answer. */
        post: operations["session_refresh"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists the caller's own sessions. */
        get: operations["session_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/sessions/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Ends one of the caller's own sessions. */
        delete: operations["session_revoke"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/calendar/{year}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Tells what each day of a year is: workday, weekend, holiday or make-up day. */
        get: operations["calendar_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/city/counts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Tells the city how each of its counties stands. */
        get: operations["city_counts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/counters": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Counts solved, open, overdue and escalated matters by leader and by department; every number
         *     carries the list that it counts.
         */
        get: operations["counters_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/demo/accounts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists the demo's accounts with their password. */
        get: operations["demo_accounts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/demo/clock": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Tells what the demo's clock says. */
        get: operations["demo_clock_get"];
        put?: never;
        /** Moves the demo's clock forward and answers after the worker has swept up to the new time. */
        post: operations["demo_clock_move"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/demo/ledger": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Gives the ledger file that the story begins with. */
        get: operations["demo_ledger"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/departments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists the region's units, and the city's departments for submissions. */
        get: operations["department_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/escalation-batches": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Submits endorsed matters to the city with one letter; all or none. */
        post: operations["escalation_batch_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/escalations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists submissions: the county its own, the city what was submitted to it. */
        get: operations["escalation_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists the region's events, newest first. */
        get: operations["event_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/home": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Counts what waits for the caller; each card names the list behind it. */
        get: operations["home_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/imports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists the ledgers that were uploaded in the county, newest first. */
        get: operations["import_list"];
        put?: never;
        /** Uploads a ledger and shows how each of its rows is read. Nothing is registered yet. */
        post: operations["import_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/imports/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Shows an uploaded ledger again. */
        get: operations["import_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/imports/{id}/apply": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Registers the rows of an uploaded ledger as drafts, in one transaction and once. */
        post: operations["import_apply"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/leaders": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists the region's leaders with their portfolios. */
        get: operations["leader_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/matters": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists the matters that the caller may see. */
        get: operations["matter_list"];
        put?: never;
        /** Registers a matter as a draft. */
        post: operations["matter_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/matters/actions/{action}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Does one action to many matters in one transaction; if one refuses, nothing is done. */
        post: operations["matter_act_many"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/matters/count": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Counts the matters that the list would show. */
        get: operations["matter_count"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/matters/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Shows a matter in full, with what the caller may do now. */
        get: operations["matter_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Changes a draft. */
        patch: operations["matter_patch"];
        trace?: never;
    };
    "/api/v1/matters/{id}/actions/{action}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Does one action to a matter. The matter's `actions` tell which are open to the caller. */
        post: operations["matter_act"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/matters/{id}/alerts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists the alerts that fired for a matter, each with its reason, newest first. */
        get: operations["matter_alerts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/matters/{id}/deadline": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Explains a matter's date day by day. */
        get: operations["matter_deadline"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/matters/{id}/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists what was done to a matter, newest first. */
        get: operations["matter_events"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/matters/{id}/reports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists the progress reports on a matter, newest first. */
        get: operations["matter_reports"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Tells who is signed in and which pages the person has. */
        get: operations["me_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/notifications": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists the caller's notifications, newest first. */
        get: operations["notification_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/notifications/count": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Counts the caller's unread notifications. */
        get: operations["notification_count"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/notifications/read-all": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Marks all of the caller's notifications as read. */
        post: operations["notification_read_all"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/notifications/{id}/read": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Marks one notification as read. */
        post: operations["notification_read"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/plans": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists the region's plans with their indicator targets. */
        get: operations["plan_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/settings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Shows the region's numbers and its alert ladder. */
        get: operations["settings_get"];
        /** Replaces the region's numbers and its alert ladder. */
        put: operations["settings_update"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/stream": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Tells what changes, as it changes: `change` for matters, `notification` for the caller's inbox; first of all
         *     `ready`, with the place to resume from when nothing else has come yet.
         */
        get: operations["stream_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists the region's accounts. */
        get: operations["user_list"];
        put?: never;
        /** Makes an account. */
        post: operations["user_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users/{id}": {
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
        /** Changes an account; what is absent stays. */
        patch: operations["user_patch"];
        trace?: never;
    };
    "/api/v1/users/{id}/password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sets a new password, opens the account's lock and ends its sessions. */
        post: operations["user_set_password"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users/{id}/unlock": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Opens the locks that failed sign-ins have put on an account; its password stays. */
        post: operations["user_unlock"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/worker": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Tells when the worker swept last and what waits to be delivered. */
        get: operations["worker_get"];
        put?: never;
        post?: never;
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
        /** @description 市级受理. */
        AcceptInput: {
            /**
             * Format: uuid
             * @description The city department in charge.
             */
            city_department_id: string;
            /**
             * Format: date
             * @description The city's own date.
             */
            city_due_on: string;
            /** @description Whom to call. */
            contact?: string | null;
        };
        /** @description A session that has begun or was renewed. */
        Access: {
            /** @description Goes into `Authorization: Bearer …`. */
            access_token: string;
            /** @description Always `Bearer`. */
            token_type: string;
            /**
             * Format: int64
             * @description Seconds that the access token lives.
             */
            expires_in: number;
            /** @description Who signed in. */
            me: components["schemas"]["Me"];
        };
        /** @description One action on many matters, all or none. */
        ActMany: {
            /** @description The matters, each with the version that the caller saw. */
            items: components["schemas"]["MatterVersion"][];
            /** @description What the action needs to be told. */
            input: components["schemas"]["ActionInput"];
        };
        /**
         * @description Everything a person can do to a matter.
         * @enum {string}
         */
        Action: "submit_for_approval" | "approve" | "reject" | "issue" | "sign" | "object" | "reassign" | "overrule" | "report" | "solve_on_site" | "claim" | "verify" | "return" | "close" | "close_unachieved" | "suspend" | "resume" | "cancel" | "edit" | "complete_part" | "waive_part" | "instruct" | "urge" | "escalation_propose" | "escalation_endorse" | "escalation_decline" | "escalation_submit" | "escalation_accept" | "escalation_answer" | "escalation_return" | "escalation_withdraw" | "extension_request" | "extension_approve" | "extension_reject";
        /** @description What an action needs to be told; which form it is follows from the action (`x-actions` lists the fields of each). */
        ActionInput: components["schemas"]["NoteInput"] | components["schemas"]["FindingInput"] | components["schemas"]["ReasonInput"] | components["schemas"]["ObjectInput"] | components["schemas"]["ReassignInput"] | components["schemas"]["ReportInput"] | components["schemas"]["SolveOnSiteInput"] | components["schemas"]["ClaimInput"] | components["schemas"]["WaivePartInput"] | components["schemas"]["InstructInput"] | components["schemas"]["UrgeInput"] | components["schemas"]["ProposeInput"] | components["schemas"]["SubmitInput"] | components["schemas"]["AcceptInput"] | components["schemas"]["AnswerInput"] | components["schemas"]["ExtensionInput"] | components["schemas"]["ApproveExtensionInput"];
        /** @description One fired step for one recipient. */
        Alert: {
            /** @description Its id. */
            id: components["schemas"]["AlertId"];
            /** @description The rule that fired. */
            rule: components["schemas"]["RuleKey"];
            /**
             * Format: int32
             * @description The step, in working days from the date it counts from; negative before it.
             */
            step: number;
            /** @description The date that the rule counted from. */
            cycle: string;
            /** @description The person it went to. */
            recipient: components["schemas"]["Ref"];
            /** @description As what the person was told. */
            recipient_role: components["schemas"]["Recipient"];
            /**
             * Format: date-time
             * @description When it fired.
             */
            fired_at: string;
            /** @description What became of it. */
            outcome: components["schemas"]["AlertOutcome"];
            slip?: components["schemas"]["Slip"] | null;
            /** @description Why it fired, with dates, calendar and rule. */
            why: string;
            /**
             * Format: date-time
             * @description When it reached the inbox.
             */
            delivered_at?: string | null;
            /**
             * Format: date-time
             * @description When the person read it.
             */
            read_at?: string | null;
        };
        /**
         * Format: uuid
         * @description One fired step of a ladder for one recipient.
         */
        AlertId: string;
        /**
         * @description What became of an alert.
         * @enum {string}
         */
        AlertOutcome: "sent" | "superseded" | "undeliverable";
        /** @description 市级答复. */
        AnswerInput: {
            /** @description The answer. */
            answer: components["schemas"]["CityAnswer"];
            /** @description Its wording. */
            text: string;
        };
        /** @description What to write of a preview. */
        Apply: {
            /** @description Rows to leave out; every row with an error must be among them. */
            skip_rows?: components["schemas"]["RowKey"][];
            /**
             * @description Write the rows although the same file was applied before, or a row's title has become that of an open matter
             *     since the preview.
             */
            confirm_duplicates?: boolean;
        };
        /** @description 同意延期. */
        ApproveExtensionInput: {
            /** @description A word to go with it. */
            note?: string | null;
            /**
             * Format: date
             * @description Another date than the one asked for.
             */
            new_due_on?: string | null;
        };
        /**
         * @description Why an action is closed for now; the word is the `rule` of the conflict that trying it would meet.
         * @enum {string}
         */
        Bar: "basis_required" | "objection_too_late" | "objection_overruled" | "parts_open" | "same_person_verified" | "same_department_verifies" | "same_department_solves" | "close_not_delegated" | "extension_pending" | "extension_limit_reached" | "escalation_open" | "no_city_department";
        /** @description Something that is the caller's to do and closed for now. */
        Barred: {
            /** @description What. */
            action: components["schemas"]["Action"];
            /** @description Why: the `rule` of the conflict that trying it would meet. */
            rule: components["schemas"]["Bar"];
        };
        /** @description A letter to the city. */
        Batch: {
            /**
             * Format: uuid
             * @description Its id.
             */
            id: string;
            /** @description Its number. */
            document_number: string;
            /**
             * Format: date
             * @description Its date.
             */
            document_on: string;
            /**
             * Format: int64
             * @description How many matters it carries.
             */
            count: number;
        };
        /** @description One day. */
        CalendarDay: {
            /**
             * Format: date
             * @description The date.
             */
            date: string;
            /** @description Whether it is worked. */
            kind: components["schemas"]["DayKind"];
            /** @description Name of the holiday. */
            name?: string | null;
            /** @description Whether the State Council has not yet announced it. */
            provisional: boolean;
        };
        /** @description One year of the calendar in force. */
        CalendarYear: {
            /** @description Version of the calendar that the days belong to. */
            version: string;
            /** @description Every day of the year, in order. */
            days: components["schemas"]["CalendarDay"][];
        };
        /** @description One number on the first page. */
        Card: {
            /** @description What it counts, e.g. `overdue`, `to_sign`. */
            key: string;
            /**
             * Format: int64
             * @description How many.
             */
            count: number;
            /** @description The page on which they are worked off. */
            page: components["schemas"]["CardPage"];
            /** @description Query parameters of that page's list that show exactly these. */
            query: {
                [key: string]: string;
            };
            /** @description How pressing it is. */
            severity: components["schemas"]["Severity"];
        };
        /**
         * @description The page that a card opens.
         * @enum {string}
         */
        CardPage: "matters" | "escalations";
        /** @description The caller's own new password. */
        ChangePassword: {
            /**
             * Format: password
             * @description The present one.
             */
            current_password: string;
            /**
             * Format: password
             * @description The new one: at least 10 characters of three kinds.
             */
            new_password: string;
        };
        /**
         * @description 市级答复.
         * @enum {string}
         */
        CityAnswer: "solved" | "partly" | "path_clear" | "cannot";
        /** @description 申请办结. */
        ClaimInput: {
            /** @description What proves it. */
            evidence: string;
        };
        /** @description A co-operating department and its part. */
        CoDepartment: {
            /**
             * Format: uuid
             * @description The department.
             */
            id: string;
            /** @description Its name. */
            name: string;
            /** @description How far it is with its part. */
            part: components["schemas"]["CoPart"];
            /**
             * Format: date-time
             * @description When it signed for it.
             */
            signed_at?: string | null;
        };
        /**
         * @description How far a co-department is with its part.
         * @enum {string}
         */
        CoPart: "pending" | "signed" | "done" | "waived";
        /** @description A number. */
        Count: {
            /**
             * Format: int64
             * @description How many there are.
             */
            count: number;
        };
        /** @description A number and the list filter that opens what it counts. */
        Counter: {
            /**
             * Format: int64
             * @description How many.
             */
            count: number;
            /** @description Query parameters for `GET /matters`. */
            query: {
                [key: string]: string;
            };
        };
        /** @description All counters. */
        Counters: {
            /** @description Over everything that the caller sees. */
            totals: components["schemas"]["Numbers"];
            /** @description By responsible leader. */
            by_leader: components["schemas"]["NumbersOf"][];
            /** @description By lead department. */
            by_department: components["schemas"]["NumbersOf"][];
        };
        /** @description How one county stands, for the city above it. */
        CountyCounts: {
            /** @description The county. */
            county: components["schemas"]["Ref"];
            /**
             * Format: int64
             * @description Open matters.
             */
            open: number;
            /**
             * Format: int64
             * @description Overdue ones among them.
             */
            overdue: number;
            /**
             * Format: int64
             * @description Submitted to the city and not answered yet.
             */
            submitted: number;
            /**
             * Format: int64
             * @description Answered by the city.
             */
            answered: number;
        };
        /**
         * @description What a calendar day is.
         * @enum {string}
         */
        DayKind: "workday" | "weekend" | "holiday" | "make_up";
        /** @description Why a date is what it is, day by day. */
        Deadline: {
            /** @description Whose clock counts. */
            clock: components["schemas"]["Stage"];
            /**
             * Format: date
             * @description The day before the first counted day.
             */
            start_on: string;
            /**
             * Format: date
             * @description The date in force; null while the city has not set one.
             */
            due_on?: string | null;
            /**
             * Format: date
             * @description The date first set.
             */
            original_due_on: string;
            /**
             * Format: date
             * @description Today in the region.
             */
            today: string;
            /** @description Version of the calendar that was used. */
            calendar_version: string;
            /**
             * Format: int32
             * @description Working days left; negative when late.
             */
            working_days_left?: number | null;
            /**
             * Format: int32
             * @description Working days from the start to the date, pauses and overdue days aside.
             */
            counted: number;
            /**
             * Format: int32
             * @description Working days on which the clock stood still.
             */
            paused: number;
            /**
             * Format: int32
             * @description Working days that were overdue before extensions were approved; the strip shows them as overdue.
             */
            overdue_before: number;
            /** @description The strip was cut after 400 days; the numbers count them all. */
            truncated: boolean;
            /** @description The strip: each day as it was judged when it came. */
            days: components["schemas"]["DeadlineDay"][];
            /** @description The pauses. */
            pauses: components["schemas"]["PauseSpan"][];
            /** @description The same in one sentence, in the office's language. */
            summary: string;
        };
        /** @description One day of a deadline's explanation. */
        DeadlineDay: {
            /**
             * Format: date
             * @description The day.
             */
            date: string;
            /** @description What the day counts as. */
            kind: components["schemas"]["StripKind"];
            /** @description Name of the holiday. */
            name?: string | null;
            /**
             * Format: int32
             * @description Which working day it is, counted from the start.
             */
            count?: number | null;
            /** @description Whether the year's holidays are not published yet. */
            provisional: boolean;
        };
        /** @description An account that the sign-in page of a demonstration offers. */
        DemoAccount: {
            /** @description User name. */
            username: string;
            /** @description Password. */
            password: string;
            /** @description What the person is. */
            role: components["schemas"]["Role"];
            /** @description Name. */
            name: string;
            /** @description Post. */
            post?: string | null;
            /** @description Department, if any. */
            unit?: string | null;
            /** @description County or city. */
            region: string;
        };
        /** @description The demo's clock. */
        DemoClock: {
            /**
             * Format: date-time
             * @description The product's present.
             */
            now: string;
            /**
             * Format: date
             * @description The day in China.
             */
            today: string;
            /** @description It stands until it is moved. */
            frozen: boolean;
        };
        /**
         * Format: uuid
         * @description A department, township or office of a region.
         */
        DepartmentId: string;
        /**
         * @description What kind of body a department is.
         * @enum {string}
         */
        DepartmentKind: "supervision_office" | "department" | "township" | "city_department";
        /** @description A department as the outside sees it. */
        DepartmentView: {
            /** @description Its id. */
            id: components["schemas"]["DepartmentId"];
            /** @description Its name. */
            name: string;
            /** @description What kind of body it is. */
            kind: components["schemas"]["DepartmentKind"];
            /** @description The county or city it belongs to. */
            region_id: components["schemas"]["RegionId"];
        };
        /** @description Where the escalated ones stand. */
        EscalatedCounters: {
            /** @description Proposed by a department. */
            proposed: components["schemas"]["Counter"];
            /** @description Endorsed by the leader. */
            endorsed: components["schemas"]["Counter"];
            /** @description With the city, not accepted yet. */
            submitted: components["schemas"]["Counter"];
            /** @description Accepted by the city. */
            accepted: components["schemas"]["Counter"];
            /** @description Answered by the city. */
            answered: components["schemas"]["Counter"];
            /** @description Returned by the city. */
            returned: components["schemas"]["Counter"];
        };
        /** @description A submission together with its matter. */
        EscalatedMatter: {
            /** @description The county that asks. */
            county: components["schemas"]["Ref"];
            /** @description The matter. */
            matter: components["schemas"]["MatterRow"];
            /** @description The submission. */
            escalation: components["schemas"]["Escalation"];
            /** @description What the caller may do with the matter now. */
            actions: components["schemas"]["Action"][];
        };
        /** @description One submission of a matter to the city. */
        Escalation: {
            /** @description Its id. */
            id: components["schemas"]["EscalationId"];
            /** @description Where it stands. */
            status: components["schemas"]["EscalationStatus"];
            /** @description What the county tried. */
            tried: string;
            /** @description What is asked of the city. */
            ask: string;
            suggested_city_department?: components["schemas"]["Ref"] | null;
            /** @description The policy it rests on. */
            policy_basis?: string | null;
            /**
             * Format: date-time
             * @description When it was proposed.
             */
            proposed_at: string;
            /** @description By whom. */
            proposed_by: components["schemas"]["Ref"];
            /**
             * Format: date-time
             * @description When the leader endorsed it.
             */
            endorsed_at?: string | null;
            endorsed_by?: components["schemas"]["Ref"] | null;
            /** @description Number of the county's letter. */
            document_number?: string | null;
            /**
             * Format: date
             * @description Date of the letter.
             */
            document_on?: string | null;
            /**
             * Format: date-time
             * @description When it was submitted.
             */
            submitted_at?: string | null;
            /**
             * Format: date-time
             * @description When the city accepted it.
             */
            accepted_at?: string | null;
            city_department?: components["schemas"]["Ref"] | null;
            /**
             * Format: date
             * @description The city's own date.
             */
            city_due_on?: string | null;
            /** @description Whom to call. */
            contact?: string | null;
            answer?: components["schemas"]["CityAnswer"] | null;
            /** @description Its wording. */
            answer_text?: string | null;
            /**
             * Format: date-time
             * @description When it was answered.
             */
            answered_at?: string | null;
            /** @description Why it was returned, withdrawn or declined. */
            reason?: string | null;
            /** @description Whether the county recorded the city's side itself. */
            on_behalf: boolean;
        };
        /**
         * Format: uuid
         * @description One submission of a matter to the city.
         */
        EscalationId: string;
        /**
         * @description Where a submission to the city stands.
         * @enum {string}
         */
        EscalationStatus: "proposed" | "endorsed" | "submitted" | "accepted" | "answered" | "returned" | "withdrawn" | "declined";
        /** @description One link of the chain. */
        Event: {
            /**
             * Format: int64
             * @description Its place in the region's chain.
             */
            seq: number;
            /**
             * Format: date-time
             * @description When it happened.
             */
            at: string;
            matter_id?: components["schemas"]["MatterId"] | null;
            actor?: components["schemas"]["EventActor"] | null;
            on_behalf_of?: components["schemas"]["Ref"] | null;
            /** @description The rule, when the worker did it. */
            rule?: string | null;
            /** @description What was done: an `Action` on the matter, or a `SystemEvent`. */
            action: string;
            /** @description The words that went with it; in the trail only for who may read matters. */
            note?: string | null;
            /** @description What it was before. In the trail of who may not read matters, the texts of matters, plans and ledgers stand as `…`. */
            before: {
                [key: string]: unknown;
            };
            /** @description What it is now, and the action's particulars. */
            after: {
                [key: string]: unknown;
            };
        };
        /** @description Who did it. */
        EventActor: {
            /**
             * Format: uuid
             * @description The account.
             */
            id: string;
            /** @description The name. */
            name: string;
            role?: components["schemas"]["Role"] | null;
        };
        /** @description One request for a new date. */
        Extension: {
            /** @description Its id. */
            id: components["schemas"]["ExtensionId"];
            /** @description Where it stands. */
            status: components["schemas"]["ExtensionStatus"];
            /** @description Why it is needed. */
            reason: string;
            /** @description How far the work is. */
            progress: string;
            /**
             * Format: date
             * @description The date in force when it was asked or, once approved, until the approval.
             */
            from_due_on: string;
            /**
             * Format: date
             * @description The date asked for or, once approved, the date set.
             */
            to_due_on: string;
            /** @description Whether it was asked after the date had passed. */
            late: boolean;
            /**
             * Format: date-time
             * @description When it was asked.
             */
            requested_at: string;
            /** @description By whom. */
            requested_by: components["schemas"]["Ref"];
            /**
             * Format: date-time
             * @description When it was decided.
             */
            decided_at?: string | null;
            decided_by?: components["schemas"]["Ref"] | null;
            /** @description The decision's wording. */
            note?: string | null;
        };
        /**
         * Format: uuid
         * @description One request for a new date.
         */
        ExtensionId: string;
        /** @description 申请延期. */
        ExtensionInput: {
            /**
             * Format: date
             * @description The date asked for.
             */
            new_due_on: string;
            /** @description Why. */
            reason: string;
            /** @description How far the work is. */
            progress: string;
        };
        /**
         * @description Where a request for a new date stands.
         * @enum {string}
         */
        ExtensionStatus: "requested" | "approved" | "rejected";
        /** @description One field at fault. */
        FieldProblem: {
            /** @description Its path, e.g. `co_department_ids[2]`. */
            field: string;
            /** @description Stable machine code. */
            code: string;
            /** @description What is wrong with it and what would be right. */
            message: string;
        };
        /** @description An action whose finding must be written down. */
        FindingInput: {
            /** @description What was checked and found. */
            note: string;
        };
        /** @description Where the chain breaks. */
        FirstBad: {
            /**
             * Format: int64
             * @description Number of the link.
             */
            seq: number;
            /** @description How it is bad. */
            reason: components["schemas"]["Reason"];
        };
        /** @description The newest link of a chain. */
        Head: {
            /**
             * Format: int64
             * @description Its number; 0 when there is none yet.
             */
            seq: number;
            /** @description Its seal. */
            mac: string;
        };
        /**
         * @description Whose move it is.
         * @enum {string}
         */
        Holder: "supervision_office" | "leader" | "county_head" | "lead_department" | "city" | "nobody";
        /** @description The first page's numbers. */
        Home: {
            /** @description The cards, most pressing first. */
            cards: components["schemas"]["Card"][];
            /**
             * Format: date
             * @description Today in the region.
             */
            today: string;
        };
        /**
         * Format: uuid
         * @description One uploaded ledger file.
         */
        ImportId: string;
        /** @description Something about a row that a person must look at, with the remedy. */
        ImportProblem: {
            /** @description How bad it is. */
            severity: components["schemas"]["ImportSeverity"];
            /** @description Heading of the column; null when it is about the row. */
            column?: string | null;
            /** @description Stable code. */
            code: string;
            /** @description What is wrong and what to do, in the office's language. */
            message: string;
        };
        /** @description One cell and what it was taken for. */
        ImportReading: {
            /** @description Heading of the column. */
            column: string;
            /** @description The cell. */
            text: string;
            /** @description What it means. */
            read_as: string;
            /** @description Whether that is a guess. */
            guess: boolean;
        };
        /** @description One row as read. */
        ImportRow: {
            /** @description Name of the sheet. */
            sheet: string;
            /**
             * Format: int32
             * @description Number of the row as the office program shows it.
             */
            row: number;
            /** @description Task or issue. */
            kind: components["schemas"]["MatterKind"];
            /** @description What it is about. */
            title: string;
            /** @description What is asked for. */
            requirement: string;
            /** @description The heading it stands under. */
            category?: string | null;
            leader?: components["schemas"]["Ref"] | null;
            lead_department?: components["schemas"]["Ref"] | null;
            /** @description Co-operating departments, groups resolved. */
            co_departments: components["schemas"]["Ref"][];
            /**
             * Format: date
             * @description The date, if readable.
             */
            due_on?: string | null;
            /** @description The date as the sheet has it. */
            due_text?: string | null;
            /** @description How often progress is reported. */
            report_cycle: components["schemas"]["ReportCycle"];
            /**
             * Format: int32
             * @description Day of the month for monthly reports.
             */
            report_day?: number | null;
            weak_link_kind?: components["schemas"]["WeakLink"] | null;
            /** @description What the source will be. */
            source_kind: components["schemas"]["SourceKind"];
            /** @description Title of the source: the plan for tasks, the visit or meeting for issues. */
            source_title?: string | null;
            /** @description The row names no source and there is no plan: the source is the ledger's own heading, which is no basis. */
            source_assumed?: boolean;
            /**
             * Format: date
             * @description Date of the source.
             */
            source_dated_on?: string | null;
            /** @description Document number of the source. */
            source_document_number?: string | null;
            /** @description Remark, with what the ledger says beyond the fields above. */
            remark?: string | null;
            /** @description The list says that only the city can solve it. */
            suggests_city: boolean;
            /** @description The list says that it can be solved on the spot. */
            suggests_on_site: boolean;
            /** @description How each cell was read. */
            readings: components["schemas"]["ImportReading"][];
            /** @description What a person must look at. */
            problems: components["schemas"]["ImportProblem"][];
        };
        /**
         * @description How bad a problem is.
         * @enum {string}
         */
        ImportSeverity: "warning" | "error";
        /**
         * @description How far an upload is.
         * @enum {string}
         */
        ImportStatus: "previewed" | "applied";
        /** @description An uploaded ledger in the list of uploads. */
        ImportSummary: {
            /** @description Its id. */
            id: components["schemas"]["ImportId"];
            /** @description Name of the file. */
            file_name: string;
            /**
             * Format: int32
             * @description Year of dates that name none.
             */
            year: number;
            /** @description How far it is. */
            status: components["schemas"]["ImportStatus"];
            /** @description Who uploaded it. */
            uploaded_by: components["schemas"]["Ref"];
            /**
             * Format: date-time
             * @description When it was uploaded.
             */
            created_at: string;
            /**
             * Format: date-time
             * @description When it was applied.
             */
            applied_at?: string | null;
            /**
             * Format: int32
             * @description Rows read as tasks.
             */
            task_count: number;
            /**
             * Format: int32
             * @description Rows read as issues.
             */
            issue_count: number;
            /**
             * Format: int32
             * @description Warnings in all rows.
             */
            warning_count: number;
            /**
             * Format: int32
             * @description Errors in all rows.
             */
            error_count: number;
            /**
             * Format: int64
             * @description Matters that it became and that are still drafts; the list opens them by `import` and `status=draft`.
             */
            drafts_left: number;
        };
        /** @description An uploaded ledger with every row as it was read. */
        ImportView: {
            /** @description Its id. */
            id: components["schemas"]["ImportId"];
            /** @description Name of the file. */
            file_name: string;
            /**
             * Format: int32
             * @description Year of dates that name none.
             */
            year: number;
            /** @description How far it is. */
            status: components["schemas"]["ImportStatus"];
            /**
             * Format: date-time
             * @description When it was uploaded.
             */
            created_at: string;
            /**
             * Format: date-time
             * @description When it was applied.
             */
            applied_at?: string | null;
            /**
             * Format: int32
             * @description Rows read as tasks.
             */
            task_count: number;
            /**
             * Format: int32
             * @description Rows read as issues.
             */
            issue_count: number;
            /**
             * Format: int32
             * @description Warnings in all rows.
             */
            warning_count: number;
            /**
             * Format: int32
             * @description Errors in all rows.
             */
            error_count: number;
            plan?: components["schemas"]["Ref"] | null;
            /** @description The rows in the order of the file. */
            rows: components["schemas"]["ImportRow"][];
            /** @description What in the file was not read: sheets without a known header, columns without a meaning here. */
            notes: string[];
        };
        /** @description 批示. */
        InstructInput: {
            /** @description The leader's word. */
            text: string;
        };
        /** @description A list that has no pages. */
        Items_CountyCounts: {
            /** @description All of it. */
            items: {
                /** @description The county. */
                county: components["schemas"]["Ref"];
                /**
                 * Format: int64
                 * @description Open matters.
                 */
                open: number;
                /**
                 * Format: int64
                 * @description Overdue ones among them.
                 */
                overdue: number;
                /**
                 * Format: int64
                 * @description Submitted to the city and not answered yet.
                 */
                submitted: number;
                /**
                 * Format: int64
                 * @description Answered by the city.
                 */
                answered: number;
            }[];
        };
        /** @description A list that has no pages. */
        Items_DemoAccount: {
            /** @description All of it. */
            items: {
                /** @description User name. */
                username: string;
                /** @description Password. */
                password: string;
                /** @description What the person is. */
                role: components["schemas"]["Role"];
                /** @description Name. */
                name: string;
                /** @description Post. */
                post?: string | null;
                /** @description Department, if any. */
                unit?: string | null;
                /** @description County or city. */
                region: string;
            }[];
        };
        /** @description A list that has no pages. */
        Items_DepartmentView: {
            /** @description All of it. */
            items: {
                /** @description Its id. */
                id: components["schemas"]["DepartmentId"];
                /** @description Its name. */
                name: string;
                /** @description What kind of body it is. */
                kind: components["schemas"]["DepartmentKind"];
                /** @description The county or city it belongs to. */
                region_id: components["schemas"]["RegionId"];
            }[];
        };
        /** @description A list that has no pages. */
        Items_Leader: {
            /** @description All of it. */
            items: {
                /** @description The account. */
                id: components["schemas"]["UserId"];
                /** @description Name. */
                name: string;
                /** @description Post. */
                post?: string | null;
                /** @description Departments in the portfolio. */
                departments: components["schemas"]["Ref"][];
            }[];
        };
        /** @description A list that has no pages. */
        Items_MatterVersion: {
            /** @description All of it. */
            items: {
                /** @description The matter. */
                id: components["schemas"]["MatterId"];
                /**
                 * Format: int32
                 * @description Its version now, or for a request the version that the caller saw.
                 */
                version: number;
            }[];
        };
        /** @description A list that has no pages. */
        Items_PlanView: {
            /** @description All of it. */
            items: {
                /** @description Its id. */
                id: components["schemas"]["PlanId"];
                /** @description Its title. */
                title: string;
                /**
                 * Format: date
                 * @description First day.
                 */
                from_on: string;
                /**
                 * Format: date
                 * @description Last day.
                 */
                to_on: string;
                /** @description What it is for. */
                goal: string;
                /** @description The indicators it answers for. */
                targets: components["schemas"]["TargetView"][];
            }[];
        };
        /** @description A list that has no pages. */
        Items_SessionView: {
            /** @description All of it. */
            items: {
                /** @description Its id. */
                id: components["schemas"]["SessionId"];
                /**
                 * Format: date-time
                 * @description When it began.
                 */
                created_at: string;
                /**
                 * Format: date-time
                 * @description When it was last renewed.
                 */
                last_seen_at: string;
                /**
                 * Format: date-time
                 * @description When it ends if it is not used.
                 */
                expires_at: string;
                /** @description What the browser calls itself. */
                user_agent?: string | null;
                /** @description Whether it is the one that asks. */
                current: boolean;
            }[];
        };
        /** @description A leader whom a matter may be given to. */
        Leader: {
            /** @description The account. */
            id: components["schemas"]["UserId"];
            /** @description Name. */
            name: string;
            /** @description Post. */
            post?: string | null;
            /** @description Departments in the portfolio. */
            departments: components["schemas"]["Ref"][];
        };
        /**
         * @description 亮灯: derived from dates, never stored.
         * @enum {string}
         */
        Light: "green" | "yellow" | "red" | "grey";
        /** @description User name and password. */
        Login: {
            /** @description User name; upper and lower case are the same. */
            username: string;
            /**
             * Format: password
             * @description Password.
             */
            password: string;
        };
        /** @description A matter in full. */
        Matter: components["schemas"]["MatterRow"] & {
            /** @description What is asked for. */
            requirement: string;
            weak_link_kind?: components["schemas"]["WeakLink"] | null;
            /** @description The decision or order that it rests on. */
            basis?: string | null;
            /** @description Remark of the office. */
            remark?: string | null;
            /** @description Co-operating departments. */
            co_departments: components["schemas"]["CoDepartment"][];
            plan?: components["schemas"]["Ref"] | null;
            source?: components["schemas"]["Source"] | null;
            /**
             * Format: date
             * @description The county's date in force.
             */
            county_due_on: string;
            /**
             * Format: date
             * @description The city's date, once set.
             */
            city_due_on?: string | null;
            /** @description How often progress is reported. */
            report_cycle: components["schemas"]["ReportCycle"];
            /**
             * Format: int32
             * @description Day of the month for monthly reports.
             */
            report_day?: number | null;
            /**
             * Format: date
             * @description When the next report is due.
             */
            next_report_due_on?: string | null;
            /** @description What the caller may do now. */
            actions: components["schemas"]["Action"][];
            /** @description What the caller could do now if a rule did not stand against it. */
            blocked_actions: components["schemas"]["Barred"][];
            /**
             * @deprecated
             * @description The same under its old name.
             */
            barred: components["schemas"]["Barred"][];
            escalation?: components["schemas"]["Escalation"] | null;
            /** @description Every request for a new date, oldest first. */
            extensions: components["schemas"]["Extension"][];
            /**
             * Format: date-time
             * @description When it was registered.
             */
            created_at: string;
            /**
             * Format: date-time
             * @description When it was handed over.
             */
            issued_at?: string | null;
            /**
             * Format: date-time
             * @description When the lead department signed for it.
             */
            signed_at?: string | null;
            /**
             * Format: date-time
             * @description When completion was claimed.
             */
            claimed_at?: string | null;
            /**
             * Format: date-time
             * @description When it was verified.
             */
            verified_at?: string | null;
            solved_by?: components["schemas"]["Ref"] | null;
            /**
             * Format: date-time
             * @description When it was struck off.
             */
            closed_at?: string | null;
        };
        /**
         * Format: uuid
         * @description The thing under supervision.
         */
        MatterId: string;
        /**
         * @description 任务 or 问题.
         * @enum {string}
         */
        MatterKind: "task" | "issue";
        /** @description A matter in a list. */
        MatterRow: {
            /** @description Its id. */
            id: components["schemas"]["MatterId"];
            /** @description Its number, e.g. `督〔2023〕0012号`. */
            number: string;
            /** @description Task or issue. */
            kind: components["schemas"]["MatterKind"];
            /** @description What it is about. */
            title: string;
            /** @description The heading it stands under in its ledger. */
            category?: string | null;
            /** @description Where it stands. */
            status: components["schemas"]["Status"];
            /** @description Whether the county or the city is responsible now. */
            stage: components["schemas"]["Stage"];
            resolution?: components["schemas"]["Resolution"] | null;
            outcome?: components["schemas"]["Outcome"] | null;
            /** @description The light, derived from the active stage's clock. */
            light: components["schemas"]["Light"];
            /**
             * Format: int32
             * @description Working days until the active date; negative when late; null while no clock counts.
             */
            working_days_left?: number | null;
            /**
             * Format: int32
             * @description Working days late by the date in force, 0 when on time. Once the clock has stopped, by the date in force at the
             *     stop: an extension approved later changes nothing.
             */
            late_days: number;
            /**
             * Format: int32
             * @description Working days that were overdue before extensions were approved. An approval does not erase them.
             */
            overdue_before: number;
            /** @description How urgent it is. */
            urgency: components["schemas"]["Urgency"];
            /** @description The responsible leader. */
            leader: components["schemas"]["Ref"];
            /** @description The lead department. */
            lead_department: components["schemas"]["Ref"];
            /**
             * Format: date
             * @description The active stage's date; null while the city has not set one.
             */
            due_on?: string | null;
            /**
             * Format: int32
             * @description Of a draft whose date is not set yet: the working days that it gets from the day of the hand-over, which is
             *     not counted. `due_on` is provisional then: what the date would be if the draft was handed over on the day
             *     that it was written.
             */
            due_in_working_days?: number | null;
            /**
             * Format: date
             * @description The date first set; never overwritten.
             */
            original_due_on: string;
            /**
             * Format: int32
             * @description Progress last reported, in per cent.
             */
            progress_percent: number;
            /** @description Whose move it is. */
            holder: components["schemas"]["Holder"];
            /** @description The unit or person whose move it is, by name; null for nobody. */
            holder_name?: string | null;
            /**
             * Format: int32
             * @description Changes with every change; goes into `If-Match`.
             */
            version: number;
        };
        /** @description A matter after a batch action. */
        MatterVersion: {
            /** @description The matter. */
            id: components["schemas"]["MatterId"];
            /**
             * Format: int32
             * @description Its version now, or for a request the version that the caller saw.
             */
            version: number;
        };
        /** @description The caller, and what the menu shows. */
        Me: {
            /** @description The account. */
            id: components["schemas"]["UserId"];
            /** @description User name. */
            username: string;
            /** @description Name to show. */
            name: string;
            /** @description Post to show. */
            post?: string | null;
            /** @description What the person is. */
            role: components["schemas"]["Role"];
            /** @description Where the account belongs. */
            region: components["schemas"]["RegionRef"];
            department?: components["schemas"]["Ref"] | null;
            /** @description Whether a new password must be chosen first. */
            must_change_password: boolean;
            /** @description Pages of the menu, in order. */
            pages: string[];
            /** @description Which home page. */
            home: string;
            /**
             * Format: date
             * @description The product's present day where the region is.
             */
            today: string;
            /** @description Whether the person may register matters. */
            can_create_matter: boolean;
            /** @description Whether the person may create and change accounts. */
            can_manage_users: boolean;
            /** @description Roles that the person may give to an account. */
            grantable_roles: components["schemas"]["Role"][];
        };
        /** @description How far to move: either `advance` or `to`. */
        MoveClock: {
            /**
             * @description A duration (ISO 8601), e.g. `P1D` or `PT6H`.
             * @example P1D
             */
            advance?: string | null;
            /**
             * Format: date-time
             * @description An instant.
             */
            to?: string | null;
        };
        /** @description A letter to the city, with the endorsed matters that it carries. */
        NewBatch: {
            /** @description Its number. */
            document_number: string;
            /**
             * Format: date
             * @description Its date; not in the future.
             */
            document_on: string;
            /** @description The matters, each at the version that the caller saw. */
            items: components["schemas"]["MatterVersion"][];
        };
        /** @description A matter to be registered as a draft. */
        NewMatter: {
            /** @description Task or issue; a task has no weak link. */
            kind: components["schemas"]["MatterKind"];
            /** @description What it is about. */
            title: string;
            /** @description What is asked for. */
            requirement?: string;
            /**
             * Format: uuid
             * @description The lead department.
             */
            lead_department_id: string;
            /**
             * Format: uuid
             * @description The responsible leader.
             */
            leader_id: string;
            /** @description Co-operating departments, all of them. */
            co_department_ids?: string[];
            /**
             * @description The decision or order that it rests on; without one it needs approval before it is issued
             *     (政府督查工作条例 art. 11).
             */
            basis?: string | null;
            /**
             * Format: date
             * @description The date; either this or `due_in_working_days`, whose place it takes.
             */
            due_on?: string | null;
            /**
             * Format: int32
             * @description Working days from the hand-over, its day not counted; the date is set when the matter is issued.
             */
            due_in_working_days?: number | null;
            urgency?: components["schemas"]["Urgency"] | null;
            report_cycle?: components["schemas"]["ReportCycle"] | null;
            /**
             * Format: int32
             * @description Day of the month for monthly reports.
             */
            report_day?: number | null;
            weak_link_kind?: components["schemas"]["WeakLink"] | null;
            /** @description The heading it stands under. */
            category?: string | null;
            /**
             * Format: uuid
             * @description The plan it belongs to; `null` takes it out of its plan.
             */
            plan_id?: string | null;
            source?: components["schemas"]["NewSource"] | null;
            /** @description Remark of the office. */
            remark?: string | null;
        };
        /** @description A sheet as it is printed. */
        NewPrint: {
            /** @description Which page. */
            what: components["schemas"]["Sheet"];
            /** @description The page's filters as they stand in its address; empty for all rows. */
            query?: string;
            /**
             * Format: int32
             * @description Rows on paper, as the page has counted them. The trail tells what the server counts.
             */
            count: number;
        };
        /** @description Where a new matter comes from. */
        NewSource: {
            /** @description What it is. */
            kind: components["schemas"]["SourceKind"];
            /** @description Its title. */
            title: string;
            /** @description Document number, if it has one. */
            document_number?: string | null;
            /**
             * Format: date
             * @description Its date.
             */
            dated_on?: string | null;
        };
        /** @description An account to be. The first sign-in asks for a new password. */
        NewUser: {
            /** @description 2 to 32 of `a-z 0-9 . _ -`, unique in the installation. */
            username: string;
            /** @description Name to show, at most 50 characters. */
            name: string;
            /** @description Post to show, at most 100 characters. */
            post?: string | null;
            /** @description What the person is. */
            role: components["schemas"]["Role"];
            department_id?: components["schemas"]["DepartmentId"] | null;
            liaison_id?: components["schemas"]["UserId"] | null;
            /** @description Departments in a leader's portfolio. */
            portfolio?: components["schemas"]["DepartmentId"][];
            /**
             * Format: password
             * @description The first password: at least 10 characters of three kinds.
             */
            password: string;
        };
        /** @description An action that needs no more than perhaps a word. */
        NoteInput: {
            /** @description A word to go with it. */
            note?: string | null;
        };
        /**
         * Format: uuid
         * @description One line in a person's inbox.
         */
        NotificationId: string;
        /**
         * @description What a notification is about.
         * @enum {string}
         */
        NotificationKind: "alert" | "assigned" | "returned" | "decision_wanted" | "decided" | "escalation" | "instruction" | "urged" | "info";
        /** @description The matter that a notification is about. */
        NotificationMatter: {
            /** @description Its id. */
            id: components["schemas"]["MatterId"];
            /** @description Its number at the time. */
            number: string;
            /** @description Its title at the time. */
            title: string;
        };
        /** @description One line in a person's inbox. */
        NotificationView: {
            /** @description Its id. */
            id: components["schemas"]["NotificationId"];
            /** @description What it is about. */
            kind: components["schemas"]["NotificationKind"];
            matter?: components["schemas"]["NotificationMatter"] | null;
            /** @description The headline, in the office's language. */
            title: string;
            /** @description What is to be known or done. */
            body: string;
            /** @description For an alert: why it fired, with the dates and the rule. */
            why?: string | null;
            /** @description How loud it is. */
            severity: components["schemas"]["Severity"];
            /**
             * Format: date-time
             * @description When it was caused.
             */
            created_at: string;
            /**
             * Format: date-time
             * @description When it was read.
             */
            read_at?: string | null;
        };
        /** @description One set of numbers. */
        Numbers: {
            /** @description Registered at all. */
            registered: components["schemas"]["Counter"];
            /** @description Still open. */
            open: components["schemas"]["Counter"];
            /** @description Overdue now. */
            overdue: components["schemas"]["Counter"];
            /** @description Closed as achieved, solved on the spot. */
            solved_on_site: components["schemas"]["Counter"];
            /** @description Closed as achieved by the county. */
            solved_county: components["schemas"]["Counter"];
            /** @description Closed as achieved by the city. */
            solved_city: components["schemas"]["Counter"];
            /** @description Closed as unachieved. */
            unachieved: components["schemas"]["Counter"];
            /** @description Cancelled. */
            cancelled: components["schemas"]["Counter"];
            /** @description Where the escalated ones stand. */
            escalated: components["schemas"]["EscalatedCounters"];
        };
        /** @description The numbers of one leader or department. */
        NumbersOf: components["schemas"]["Numbers"] & {
            /** @description Whose. */
            of: components["schemas"]["Ref"];
        };
        /** @description 异议: not ours. */
        ObjectInput: {
            /** @description Why not. */
            reason: string;
            /**
             * Format: uuid
             * @description Who should have it.
             */
            suggested_department_id?: string | null;
        };
        /**
         * @description How a closed matter ended.
         * @enum {string}
         */
        Outcome: "achieved" | "unachieved";
        /** @description One overdue matter. */
        OverdueItem: {
            /** @description The matter. */
            matter: components["schemas"]["MatterRow"];
            /**
             * Format: int32
             * @description Working days late.
             */
            days_late: number;
            /** @description Whose move it is. */
            holder: components["schemas"]["Holder"];
            /** @description The unit or person whose move it is, by name; null for nobody. */
            holder_name?: string | null;
            /** @description What was sent, newest first, 50 at most. */
            alerts: components["schemas"]["Alert"][];
            /** @description Whether older ones were left out; `GET /matters/{id}/alerts` has all. */
            more_alerts: boolean;
            /** @description The deadline in one sentence. */
            deadline_summary: string;
        };
        /** @description One page of a list. */
        Page_Alert: {
            /** @description The rows. */
            items: {
                /** @description Its id. */
                id: components["schemas"]["AlertId"];
                /** @description The rule that fired. */
                rule: components["schemas"]["RuleKey"];
                /**
                 * Format: int32
                 * @description The step, in working days from the date it counts from; negative before it.
                 */
                step: number;
                /** @description The date that the rule counted from. */
                cycle: string;
                /** @description The person it went to. */
                recipient: components["schemas"]["Ref"];
                /** @description As what the person was told. */
                recipient_role: components["schemas"]["Recipient"];
                /**
                 * Format: date-time
                 * @description When it fired.
                 */
                fired_at: string;
                /** @description What became of it. */
                outcome: components["schemas"]["AlertOutcome"];
                slip?: components["schemas"]["Slip"] | null;
                /** @description Why it fired, with dates, calendar and rule. */
                why: string;
                /**
                 * Format: date-time
                 * @description When it reached the inbox.
                 */
                delivered_at?: string | null;
                /**
                 * Format: date-time
                 * @description When the person read it.
                 */
                read_at?: string | null;
            }[];
            /** @description Pass it as `cursor` for the next page; null on the last one. */
            next_cursor?: string | null;
        };
        /** @description One page of a list. */
        Page_EscalatedMatter: {
            /** @description The rows. */
            items: {
                /** @description The county that asks. */
                county: components["schemas"]["Ref"];
                /** @description The matter. */
                matter: components["schemas"]["MatterRow"];
                /** @description The submission. */
                escalation: components["schemas"]["Escalation"];
                /** @description What the caller may do with the matter now. */
                actions: components["schemas"]["Action"][];
            }[];
            /** @description Pass it as `cursor` for the next page; null on the last one. */
            next_cursor?: string | null;
        };
        /** @description One page of a list. */
        Page_Event: {
            /** @description The rows. */
            items: {
                /**
                 * Format: int64
                 * @description Its place in the region's chain.
                 */
                seq: number;
                /**
                 * Format: date-time
                 * @description When it happened.
                 */
                at: string;
                matter_id?: components["schemas"]["MatterId"] | null;
                actor?: components["schemas"]["EventActor"] | null;
                on_behalf_of?: components["schemas"]["Ref"] | null;
                /** @description The rule, when the worker did it. */
                rule?: string | null;
                /** @description What was done: an `Action` on the matter, or a `SystemEvent`. */
                action: string;
                /** @description The words that went with it; in the trail only for who may read matters. */
                note?: string | null;
                /** @description What it was before. In the trail of who may not read matters, the texts of matters, plans and ledgers stand as `…`. */
                before: {
                    [key: string]: unknown;
                };
                /** @description What it is now, and the action's particulars. */
                after: {
                    [key: string]: unknown;
                };
            }[];
            /** @description Pass it as `cursor` for the next page; null on the last one. */
            next_cursor?: string | null;
        };
        /** @description One page of a list. */
        Page_ImportSummary: {
            /** @description The rows. */
            items: {
                /** @description Its id. */
                id: components["schemas"]["ImportId"];
                /** @description Name of the file. */
                file_name: string;
                /**
                 * Format: int32
                 * @description Year of dates that name none.
                 */
                year: number;
                /** @description How far it is. */
                status: components["schemas"]["ImportStatus"];
                /** @description Who uploaded it. */
                uploaded_by: components["schemas"]["Ref"];
                /**
                 * Format: date-time
                 * @description When it was uploaded.
                 */
                created_at: string;
                /**
                 * Format: date-time
                 * @description When it was applied.
                 */
                applied_at?: string | null;
                /**
                 * Format: int32
                 * @description Rows read as tasks.
                 */
                task_count: number;
                /**
                 * Format: int32
                 * @description Rows read as issues.
                 */
                issue_count: number;
                /**
                 * Format: int32
                 * @description Warnings in all rows.
                 */
                warning_count: number;
                /**
                 * Format: int32
                 * @description Errors in all rows.
                 */
                error_count: number;
                /**
                 * Format: int64
                 * @description Matters that it became and that are still drafts; the list opens them by `import` and `status=draft`.
                 */
                drafts_left: number;
            }[];
            /** @description Pass it as `cursor` for the next page; null on the last one. */
            next_cursor?: string | null;
        };
        /** @description One page of a list. */
        Page_MatterRow: {
            /** @description The rows. */
            items: {
                /** @description Its id. */
                id: components["schemas"]["MatterId"];
                /** @description Its number, e.g. `督〔2023〕0012号`. */
                number: string;
                /** @description Task or issue. */
                kind: components["schemas"]["MatterKind"];
                /** @description What it is about. */
                title: string;
                /** @description The heading it stands under in its ledger. */
                category?: string | null;
                /** @description Where it stands. */
                status: components["schemas"]["Status"];
                /** @description Whether the county or the city is responsible now. */
                stage: components["schemas"]["Stage"];
                resolution?: components["schemas"]["Resolution"] | null;
                outcome?: components["schemas"]["Outcome"] | null;
                /** @description The light, derived from the active stage's clock. */
                light: components["schemas"]["Light"];
                /**
                 * Format: int32
                 * @description Working days until the active date; negative when late; null while no clock counts.
                 */
                working_days_left?: number | null;
                /**
                 * Format: int32
                 * @description Working days late by the date in force, 0 when on time. Once the clock has stopped, by the date in force at the
                 *     stop: an extension approved later changes nothing.
                 */
                late_days: number;
                /**
                 * Format: int32
                 * @description Working days that were overdue before extensions were approved. An approval does not erase them.
                 */
                overdue_before: number;
                /** @description How urgent it is. */
                urgency: components["schemas"]["Urgency"];
                /** @description The responsible leader. */
                leader: components["schemas"]["Ref"];
                /** @description The lead department. */
                lead_department: components["schemas"]["Ref"];
                /**
                 * Format: date
                 * @description The active stage's date; null while the city has not set one.
                 */
                due_on?: string | null;
                /**
                 * Format: int32
                 * @description Of a draft whose date is not set yet: the working days that it gets from the day of the hand-over, which is
                 *     not counted. `due_on` is provisional then: what the date would be if the draft was handed over on the day
                 *     that it was written.
                 */
                due_in_working_days?: number | null;
                /**
                 * Format: date
                 * @description The date first set; never overwritten.
                 */
                original_due_on: string;
                /**
                 * Format: int32
                 * @description Progress last reported, in per cent.
                 */
                progress_percent: number;
                /** @description Whose move it is. */
                holder: components["schemas"]["Holder"];
                /** @description The unit or person whose move it is, by name; null for nobody. */
                holder_name?: string | null;
                /**
                 * Format: int32
                 * @description Changes with every change; goes into `If-Match`.
                 */
                version: number;
            }[];
            /** @description Pass it as `cursor` for the next page; null on the last one. */
            next_cursor?: string | null;
        };
        /** @description One page of a list. */
        Page_NotificationView: {
            /** @description The rows. */
            items: {
                /** @description Its id. */
                id: components["schemas"]["NotificationId"];
                /** @description What it is about. */
                kind: components["schemas"]["NotificationKind"];
                matter?: components["schemas"]["NotificationMatter"] | null;
                /** @description The headline, in the office's language. */
                title: string;
                /** @description What is to be known or done. */
                body: string;
                /** @description For an alert: why it fired, with the dates and the rule. */
                why?: string | null;
                /** @description How loud it is. */
                severity: components["schemas"]["Severity"];
                /**
                 * Format: date-time
                 * @description When it was caused.
                 */
                created_at: string;
                /**
                 * Format: date-time
                 * @description When it was read.
                 */
                read_at?: string | null;
            }[];
            /** @description Pass it as `cursor` for the next page; null on the last one. */
            next_cursor?: string | null;
        };
        /** @description One page of a list. */
        Page_OverdueItem: {
            /** @description The rows. */
            items: {
                /** @description The matter. */
                matter: components["schemas"]["MatterRow"];
                /**
                 * Format: int32
                 * @description Working days late.
                 */
                days_late: number;
                /** @description Whose move it is. */
                holder: components["schemas"]["Holder"];
                /** @description The unit or person whose move it is, by name; null for nobody. */
                holder_name?: string | null;
                /** @description What was sent, newest first, 50 at most. */
                alerts: components["schemas"]["Alert"][];
                /** @description Whether older ones were left out; `GET /matters/{id}/alerts` has all. */
                more_alerts: boolean;
                /** @description The deadline in one sentence. */
                deadline_summary: string;
            }[];
            /** @description Pass it as `cursor` for the next page; null on the last one. */
            next_cursor?: string | null;
        };
        /** @description One page of a list. */
        Page_Report: {
            /** @description The rows. */
            items: {
                /**
                 * Format: uuid
                 * @description Its id.
                 */
                id: string;
                /** @description The department that reports. */
                department: components["schemas"]["Ref"];
                /** @description The person who wrote it. */
                author: components["schemas"]["Ref"];
                /**
                 * Format: int32
                 * @description Progress in per cent.
                 */
                percent: number;
                /** @description What was done. */
                progress: string;
                /** @description What stands in the way. */
                problems?: string | null;
                /** @description What comes next. */
                next_step?: string | null;
                /**
                 * Format: date-time
                 * @description When it was given.
                 */
                created_at: string;
                /**
                 * Format: date
                 * @description The date it was due on, if the cycle asked for it.
                 */
                due_on?: string | null;
                /** @description Whether it came after that date. */
                late: boolean;
            }[];
            /** @description Pass it as `cursor` for the next page; null on the last one. */
            next_cursor?: string | null;
        };
        /** @description One page of a list. */
        Page_UserView: {
            /** @description The rows. */
            items: {
                /** @description The account. */
                id: components["schemas"]["UserId"];
                /** @description User name. */
                username: string;
                /** @description Name to show. */
                name: string;
                /** @description Post to show. */
                post?: string | null;
                /** @description What the person is. */
                role: components["schemas"]["Role"];
                /** @description Whether the caller may change the account and set its password. */
                can_manage: boolean;
                department?: components["schemas"]["Ref"] | null;
                liaison?: components["schemas"]["Ref"] | null;
                /** @description Departments in a leader's portfolio. */
                portfolio: components["schemas"]["Ref"][];
                /** @description Whether the account may be used. */
                active: boolean;
                /** @description Whether a new password must be chosen at the next sign-in. */
                must_change_password: boolean;
                /**
                 * Format: date-time
                 * @description Until when sign-ins are refused after too many failures, from one address or device at least.
                 */
                locked_until?: string | null;
                /**
                 * Format: date-time
                 * @description When it was made.
                 */
                created_at: string;
            }[];
            /** @description Pass it as `cursor` for the next page; null on the last one. */
            next_cursor?: string | null;
        };
        /** @description A change of a draft; what is absent stays. A text is cleared by an empty one, another field by `null`. */
        PatchMatter: {
            kind?: components["schemas"]["MatterKind"] | null;
            /** @description What it is about. */
            title?: string | null;
            /** @description What is asked for. */
            requirement?: string | null;
            /**
             * Format: uuid
             * @description The lead department.
             */
            lead_department_id?: string | null;
            /**
             * Format: uuid
             * @description The responsible leader.
             */
            leader_id?: string | null;
            /** @description Co-operating departments, all of them. */
            co_department_ids?: string[] | null;
            /**
             * @description The decision or order that it rests on; without one it needs approval before it is issued
             *     (政府督查工作条例 art. 11).
             */
            basis?: string | null;
            /**
             * Format: date
             * @description The date; either this or `due_in_working_days`, whose place it takes.
             */
            due_on?: string | null;
            /**
             * Format: int32
             * @description Working days from the hand-over, its day not counted; the date is set when the matter is issued.
             */
            due_in_working_days?: number | null;
            urgency?: components["schemas"]["Urgency"] | null;
            report_cycle?: components["schemas"]["ReportCycle"] | null;
            /**
             * Format: int32
             * @description Day of the month for monthly reports.
             *
             *     `null` clears it.
             */
            report_day?: number | null;
            weak_link_kind?: components["schemas"]["WeakLink"] | null;
            /** @description The heading it stands under. */
            category?: string | null;
            /**
             * Format: uuid
             * @description The plan it belongs to; `null` takes it out of its plan.
             */
            plan_id?: string | null;
            source?: components["schemas"]["NewSource"] | null;
            /** @description Remark of the office. */
            remark?: string | null;
        };
        /** @description Changes to an account; what is absent stays, null empties. */
        PatchUser: {
            /** @description Name to show. */
            name?: string | null;
            /** @description Post to show. */
            post?: string | null;
            role?: components["schemas"]["Role"] | null;
            /**
             * Format: uuid
             * @description The department.
             */
            department_id?: string | null;
            /**
             * Format: uuid
             * @description Who receives a leader's reminders first.
             */
            liaison_id?: string | null;
            /** @description Departments in a leader's portfolio, all of them. */
            portfolio?: components["schemas"]["DepartmentId"][] | null;
            /** @description Whether the account may be used; closing it ends its sessions. */
            active?: boolean | null;
        };
        /**
         * @description Why the county's clock stands still.
         * @enum {string}
         */
        PauseReason: "city_stage" | "suspended";
        /** @description A span in which the county's clock stood still: the days after `from_on` up to and including `to_on`. */
        PauseSpan: {
            /**
             * Format: date
             * @description The day on which it began; the clock still counted it.
             */
            from_on: string;
            /**
             * Format: date
             * @description The day on which it ended, the last that was not counted; null while it lasts.
             */
            to_on?: string | null;
            /** @description Why it stood still. */
            reason: components["schemas"]["PauseReason"];
        };
        /**
         * Format: uuid
         * @description A campaign that groups matters over a period.
         */
        PlanId: string;
        /** @description A plan as the outside sees it. */
        PlanView: {
            /** @description Its id. */
            id: components["schemas"]["PlanId"];
            /** @description Its title. */
            title: string;
            /**
             * Format: date
             * @description First day.
             */
            from_on: string;
            /**
             * Format: date
             * @description Last day.
             */
            to_on: string;
            /** @description What it is for. */
            goal: string;
            /** @description The indicators it answers for. */
            targets: components["schemas"]["TargetView"][];
        };
        /** @description The body of every answer that is not a success (RFC 9457). */
        ProblemBody: {
            /** @description Names the kind of problem: `urn:duban:problem:` and the code. */
            type: string;
            /** @description What happened, in a few words of the caller's language. */
            title: string;
            /**
             * Format: int32
             * @description The HTTP status.
             */
            status: number;
            /** @description Stable machine code. */
            code: string;
            /** @description What happened here and what can be done. */
            detail: string;
            /** @description Names the request in the server's log. */
            request_id: string;
            /** @description For `action_not_allowed` and `conflict`: which rule says no. */
            rule?: string | null;
            /**
             * Format: int32
             * @description For `stale_version`: the version in force.
             */
            current_version?: number | null;
            /** @description For bad input: every field at fault. */
            errors?: components["schemas"]["FieldProblem"][];
        };
        /** @description 提请市级(拟). */
        ProposeInput: {
            /** @description What the county tried. */
            tried: string;
            /** @description What is asked of the city. */
            ask: string;
            /**
             * Format: uuid
             * @description Of which city department.
             */
            city_department_id?: string | null;
            /** @description On what policy basis. */
            policy_basis?: string | null;
        };
        /**
         * @description How a link can be bad.
         * @enum {string}
         */
        Reason: "altered" | "missing" | "cut_off" | "head_altered" | "past_head";
        /** @description An action that must be justified. */
        ReasonInput: {
            /** @description Why. */
            reason: string;
        };
        /** @description 改派. */
        ReassignInput: {
            /**
             * Format: uuid
             * @description The new lead department.
             */
            department_id: string;
            /** @description A word to go with it. */
            note?: string | null;
        };
        /**
         * @description To whom a step goes.
         * @enum {string}
         */
        Recipient: "handler" | "department_head" | "leader_liaison" | "leader" | "county_head" | "supervisor" | "city_supervisor";
        /** @description A thing by id and name, as lists show it. */
        Ref: {
            /**
             * Format: uuid
             * @description Its id.
             */
            id: string;
            /** @description Its name in the office's own words. */
            name: string;
        };
        /**
         * Format: uuid
         * @description A county or a city.
         */
        RegionId: string;
        /**
         * @description Level of a region.
         * @enum {string}
         */
        RegionLevel: "county" | "city";
        /** @description A region by id, name and level. */
        RegionRef: {
            /** @description Its id. */
            id: components["schemas"]["RegionId"];
            /** @description Its name. */
            name: string;
            /** @description County or city. */
            level: components["schemas"]["RegionLevel"];
        };
        /** @description A progress report. */
        Report: {
            /**
             * Format: uuid
             * @description Its id.
             */
            id: string;
            /** @description The department that reports. */
            department: components["schemas"]["Ref"];
            /** @description The person who wrote it. */
            author: components["schemas"]["Ref"];
            /**
             * Format: int32
             * @description Progress in per cent.
             */
            percent: number;
            /** @description What was done. */
            progress: string;
            /** @description What stands in the way. */
            problems?: string | null;
            /** @description What comes next. */
            next_step?: string | null;
            /**
             * Format: date-time
             * @description When it was given.
             */
            created_at: string;
            /**
             * Format: date
             * @description The date it was due on, if the cycle asked for it.
             */
            due_on?: string | null;
            /** @description Whether it came after that date. */
            late: boolean;
        };
        /**
         * @description 反馈频次.
         * @enum {string}
         */
        ReportCycle: "none" | "weekly" | "ten_days" | "monthly" | "quarterly";
        /** @description 进展反馈. */
        ReportInput: {
            /**
             * Format: int32
             * @description Progress in per cent.
             */
            percent: number;
            /** @description What was done. */
            progress: string;
            /** @description What stands in the way. */
            problems?: string | null;
            /** @description What comes next. */
            next_step?: string | null;
        };
        /**
         * @description At which level a matter was solved (解决层级).
         * @enum {string}
         */
        Resolution: "on_site" | "county" | "city";
        /**
         * @description What a person may be to the system (角色).
         * @enum {string}
         */
        Role: "county_head" | "leader" | "supervisor" | "department_head" | "handler" | "city_supervisor" | "statistician" | "system_admin" | "security_admin" | "auditor";
        /** @description A row by its place in the file. */
        RowKey: {
            /** @description Name of the sheet. */
            sheet: string;
            /**
             * Format: int32
             * @description Number of the row as the office program shows it.
             */
            row: number;
        };
        /** @description One rule with its steps, lowest first. */
        Rule: {
            /** @description What is watched. */
            key: components["schemas"]["RuleKey"];
            /**
             * Format: int32
             * @description Raised when the office changes the rule; kept with every alert.
             */
            version: number;
            /** @description What happens when, in rising order of days. */
            steps: components["schemas"]["Step"][];
        };
        /**
         * @description What is watched.
         * @enum {string}
         */
        RuleKey: "sign_overdue" | "due" | "report_overdue" | "claim_undecided" | "extension_undecided" | "escalation_undecided" | "submission_undecided" | "city_silent" | "city_due" | "look_back";
        /**
         * Format: uuid
         * @description One signed-in browser.
         */
        SessionId: string;
        /** @description One signed-in browser as its owner sees it. */
        SessionView: {
            /** @description Its id. */
            id: components["schemas"]["SessionId"];
            /**
             * Format: date-time
             * @description When it began.
             */
            created_at: string;
            /**
             * Format: date-time
             * @description When it was last renewed.
             */
            last_seen_at: string;
            /**
             * Format: date-time
             * @description When it ends if it is not used.
             */
            expires_at: string;
            /** @description What the browser calls itself. */
            user_agent?: string | null;
            /** @description Whether it is the one that asks. */
            current: boolean;
        };
        /** @description A password to be set for somebody else. */
        SetPassword: {
            /**
             * Format: password
             * @description At least 10 characters of three kinds; to be changed at the next sign-in.
             */
            password: string;
        };
        /** @description A region's numbers (可配置项); stored as one JSON value, missing fields take the default. */
        Settings: {
            /**
             * Format: int32
             * @description A running matter is yellow from this many working days before its date.
             * @default 3
             */
            yellow_days: number;
            /**
             * Format: int32
             * @description Extensions that may be approved for one matter.
             * @default 2
             */
            extension_limit: number;
            /**
             * @description A supervisor may close.
             * @default true
             */
            close_delegated: boolean;
            /**
             * Format: int32
             * @description Working days to sign for a matter.
             * @default 1
             */
            sign_days: number;
            /**
             * Format: int32
             * @description Working days to object to an assignment.
             * @default 3
             */
            objection_days: number;
            /**
             * Format: int32
             * @description Local hour at which alerts fire.
             * @default 9
             */
            alert_hour: number;
            /**
             * @description What fires when and to whom; the one place where its limits stand.
             * @default [
             *       {
             *         "key": "sign_overdue",
             *         "steps": [
             *           {
             *             "offset": 1,
             *             "recipients": [
             *               "handler",
             *               "department_head"
             *             ],
             *             "slip": null
             *           },
             *           {
             *             "offset": 2,
             *             "recipients": [
             *               "handler",
             *               "department_head",
             *               "supervisor"
             *             ],
             *             "slip": null
             *           }
             *         ],
             *         "version": 1
             *       },
             *       {
             *         "key": "due",
             *         "steps": [
             *           {
             *             "offset": -5,
             *             "recipients": [
             *               "handler"
             *             ],
             *             "slip": null
             *           },
             *           {
             *             "offset": -3,
             *             "recipients": [
             *               "handler",
             *               "department_head"
             *             ],
             *             "slip": null
             *           },
             *           {
             *             "offset": -1,
             *             "recipients": [
             *               "handler",
             *               "department_head",
             *               "leader_liaison"
             *             ],
             *             "slip": null
             *           },
             *           {
             *             "offset": 1,
             *             "recipients": [
             *               "handler",
             *               "department_head"
             *             ],
             *             "slip": "blue"
             *           },
             *           {
             *             "offset": 3,
             *             "recipients": [
             *               "handler",
             *               "department_head",
             *               "leader"
             *             ],
             *             "slip": "yellow"
             *           },
             *           {
             *             "offset": 5,
             *             "recipients": [
             *               "handler",
             *               "department_head",
             *               "leader",
             *               "county_head"
             *             ],
             *             "slip": "red"
             *           }
             *         ],
             *         "version": 1
             *       },
             *       {
             *         "key": "report_overdue",
             *         "steps": [
             *           {
             *             "offset": 1,
             *             "recipients": [
             *               "handler"
             *             ],
             *             "slip": null
             *           },
             *           {
             *             "offset": 3,
             *             "recipients": [
             *               "handler",
             *               "department_head"
             *             ],
             *             "slip": null
             *           }
             *         ],
             *         "version": 1
             *       },
             *       {
             *         "key": "claim_undecided",
             *         "steps": [
             *           {
             *             "offset": 3,
             *             "recipients": [
             *               "supervisor"
             *             ],
             *             "slip": null
             *           },
             *           {
             *             "offset": 5,
             *             "recipients": [
             *               "supervisor",
             *               "county_head"
             *             ],
             *             "slip": null
             *           }
             *         ],
             *         "version": 1
             *       },
             *       {
             *         "key": "extension_undecided",
             *         "steps": [
             *           {
             *             "offset": 3,
             *             "recipients": [
             *               "leader"
             *             ],
             *             "slip": null
             *           },
             *           {
             *             "offset": 5,
             *             "recipients": [
             *               "leader",
             *               "county_head"
             *             ],
             *             "slip": null
             *           }
             *         ],
             *         "version": 1
             *       },
             *       {
             *         "key": "escalation_undecided",
             *         "steps": [
             *           {
             *             "offset": 3,
             *             "recipients": [
             *               "leader"
             *             ],
             *             "slip": null
             *           },
             *           {
             *             "offset": 5,
             *             "recipients": [
             *               "leader",
             *               "county_head"
             *             ],
             *             "slip": null
             *           }
             *         ],
             *         "version": 1
             *       },
             *       {
             *         "key": "submission_undecided",
             *         "steps": [
             *           {
             *             "offset": 3,
             *             "recipients": [
             *               "supervisor"
             *             ],
             *             "slip": null
             *           },
             *           {
             *             "offset": 5,
             *             "recipients": [
             *               "supervisor",
             *               "county_head"
             *             ],
             *             "slip": null
             *           }
             *         ],
             *         "version": 1
             *       },
             *       {
             *         "key": "city_silent",
             *         "steps": [
             *           {
             *             "offset": 20,
             *             "recipients": [
             *               "supervisor"
             *             ],
             *             "slip": null
             *           },
             *           {
             *             "offset": 40,
             *             "recipients": [
             *               "supervisor"
             *             ],
             *             "slip": null
             *           },
             *           {
             *             "offset": 60,
             *             "recipients": [
             *               "supervisor"
             *             ],
             *             "slip": null
             *           }
             *         ],
             *         "version": 1
             *       },
             *       {
             *         "key": "city_due",
             *         "steps": [
             *           {
             *             "offset": -3,
             *             "recipients": [
             *               "supervisor"
             *             ],
             *             "slip": null
             *           },
             *           {
             *             "offset": 1,
             *             "recipients": [
             *               "supervisor",
             *               "city_supervisor"
             *             ],
             *             "slip": null
             *           },
             *           {
             *             "offset": 5,
             *             "recipients": [
             *               "supervisor",
             *               "city_supervisor"
             *             ],
             *             "slip": null
             *           }
             *         ],
             *         "version": 1
             *       },
             *       {
             *         "key": "look_back",
             *         "steps": [
             *           {
             *             "offset": 60,
             *             "recipients": [
             *               "supervisor"
             *             ],
             *             "slip": null
             *           }
             *         ],
             *         "version": 1
             *       }
             *     ]
             */
            ladder: components["schemas"]["Rule"][];
        };
        /**
         * @description How loud a notification is; the colours are those of the urge slips.
         * @enum {string}
         */
        Severity: "info" | "blue" | "yellow" | "red";
        /**
         * @description What can be printed.
         * @enum {string}
         */
        Sheet: "overdue";
        /** @description The urge slip (催办单) that went out with an alert. */
        Slip: {
            /** @description Its number, e.g. `催〔2023〕0003号`. */
            number: string;
            /** @description Its colour. */
            color: components["schemas"]["SlipColor"];
        };
        /**
         * @description Colour of an urge slip (催办单).
         * @enum {string}
         */
        SlipColor: "blue" | "yellow" | "red";
        /** @description 现场解决. */
        SolveOnSiteInput: {
            /** @description Where. */
            place: string;
            /**
             * Format: date
             * @description When; not in the future.
             */
            solved_on: string;
            /** @description How. */
            how: string;
            /**
             * Format: uuid
             * @description The leader who solved it, when the office records it; a leader can name nobody else. The responsible leader
             *     stays the same.
             */
            leader_id?: string | null;
        };
        /** @description Where a matter comes from. */
        Source: {
            /** @description Its id. */
            id: components["schemas"]["SourceId"];
            /** @description What it is. */
            kind: components["schemas"]["SourceKind"];
            /** @description Its title. */
            title: string;
            /** @description Document number, if it has one. */
            document_number?: string | null;
            /**
             * Format: date
             * @description Its date.
             */
            dated_on?: string | null;
        };
        /**
         * Format: uuid
         * @description The document, meeting or visit that a matter comes from.
         */
        SourceId: string;
        /**
         * @description 来源.
         * @enum {string}
         */
        SourceKind: "document" | "meeting" | "visit" | "briefing" | "instruction" | "indicator_warning" | "upper_level";
        /**
         * @description Who is responsible at present: the county or, after submission, the city.
         * @enum {string}
         */
        Stage: "county" | "city";
        /**
         * @description Where a matter stands in its life; lateness is derived, never a status.
         * @enum {string}
         */
        Status: "draft" | "pending_approval" | "issued" | "objected" | "in_progress" | "claimed" | "verified" | "closed" | "cancelled" | "suspended";
        /** @description One rung of a ladder. */
        Step: {
            /**
             * Format: int32
             * @description Working days after the date that the rule counts from; negative before it.
             */
            offset: number;
            /** @description Who is told. */
            recipients: components["schemas"]["Recipient"][];
            slip?: components["schemas"]["SlipColor"] | null;
        };
        /**
         * @description Whether the database takes writes.
         * @enum {string}
         */
        StorageStatus: "ok" | "full" | "unavailable";
        /**
         * @description What a day of the strip is.
         * @enum {string}
         */
        StripKind: "start" | "counted" | "weekend" | "holiday" | "make_up" | "paused" | "extended" | "overdue";
        /** @description 提请: the letter that carries it. */
        SubmitInput: {
            /** @description Number of the letter. */
            document_number: string;
            /**
             * Format: date
             * @description Date of the letter; not in the future.
             */
            document_on: string;
        };
        /**
         * @description What happened, where it is no action on a matter.
         * @enum {string}
         */
        SystemEvent: "create" | "alert" | "login" | "login_failed" | "logout" | "password_changed" | "password_set" | "refresh_reused" | "session_revoked" | "sessions_revoked" | "account_unlocked" | "refused" | "printed" | "user_created" | "user_changed" | "settings_changed" | "import_previewed" | "import_applied" | "setup" | "region_created" | "region_linked" | "department_created" | "plan_created";
        /** @description One indicator target. */
        TargetView: {
            /** @description Name of the indicator. */
            indicator: string;
            /**
             * Format: double
             * @description Growth wanted, in per cent year on year, to a tenth.
             */
            growth: number;
            /** @description Over which period it is measured: `month` or `quarter`. */
            period: string;
            /** @description Post of the leader in charge. */
            leader: string;
            /** @description Name of the department in charge. */
            lead: string;
        };
        /** @description How many lines wait to be read. */
        Unread: {
            /**
             * Format: int64
             * @description Unread lines.
             */
            unread: number;
        };
        /** @description The parts of an upload. */
        UploadForm: {
            /**
             * Format: binary
             * @description The ledger, an .xlsx of 5 MB at most.
             */
            file: string;
            /**
             * Format: int32
             * @description The year of dates that name none.
             */
            year: number;
            plan_id?: components["schemas"]["PlanId"] | null;
        };
        /** @description 催办. */
        UrgeInput: {
            /** @description Colour of the slip. */
            color: components["schemas"]["SlipColor"];
            /** @description What is asked for. */
            text: string;
        };
        /**
         * @description 紧急程度.
         * @enum {string}
         */
        Urgency: "normal" | "urgent" | "critical";
        /**
         * Format: uuid
         * @description A person's account.
         */
        UserId: string;
        /** @description An account as its administrator sees it. */
        UserView: {
            /** @description The account. */
            id: components["schemas"]["UserId"];
            /** @description User name. */
            username: string;
            /** @description Name to show. */
            name: string;
            /** @description Post to show. */
            post?: string | null;
            /** @description What the person is. */
            role: components["schemas"]["Role"];
            /** @description Whether the caller may change the account and set its password. */
            can_manage: boolean;
            department?: components["schemas"]["Ref"] | null;
            liaison?: components["schemas"]["Ref"] | null;
            /** @description Departments in a leader's portfolio. */
            portfolio: components["schemas"]["Ref"][];
            /** @description Whether the account may be used. */
            active: boolean;
            /** @description Whether a new password must be chosen at the next sign-in. */
            must_change_password: boolean;
            /**
             * Format: date-time
             * @description Until when sign-ins are refused after too many failures, from one address or device at least.
             */
            locked_until?: string | null;
            /**
             * Format: date-time
             * @description When it was made.
             */
            created_at: string;
        };
        /** @description What was found. */
        Verdict: {
            /** @description Whether nothing is wrong. */
            whole: boolean;
            /**
             * Format: int64
             * @description Links whose seal was checked and is right.
             */
            checked: number;
            first_bad?: components["schemas"]["FirstBad"] | null;
            /** @description The newest link as the head has it, for keeping elsewhere; number 0 when the head is gone. */
            head: components["schemas"]["Head"];
        };
        /** @description 免除配合. */
        WaivePartInput: {
            /**
             * Format: uuid
             * @description Whose part.
             */
            department_id: string;
            /** @description Why. */
            reason: string;
        };
        /**
         * @description 薄弱环节类别.
         * @enum {string}
         */
        WeakLink: "indicator" | "industry" | "foundation" | "other";
        /** @description The worker as it looks from outside. */
        WorkerHealth: {
            /** @description The verdict. */
            status: components["schemas"]["WorkerStatus"];
            reason?: components["schemas"]["WorkerReason"] | null;
            /** @description Whether the database takes writes. */
            storage: components["schemas"]["StorageStatus"];
            /**
             * Format: int64
             * @description How far the database's clock is ahead of this process's, in seconds; null when it is not known.
             */
            clock_skew_seconds?: number | null;
            /**
             * Format: date-time
             * @description When a sweep last ended, by the machine's clock; null before the first.
             */
            last_sweep_at?: string | null;
            /**
             * Format: date-time
             * @description The product's time at that sweep; differs from the above only in a demo.
             */
            last_sweep_product_at?: string | null;
            /**
             * Format: date-time
             * @description The oldest step whose time has come and that has not fired, but for those of failing matters; null when there is
             *     none.
             */
            oldest_due_at?: string | null;
            /**
             * Format: int64
             * @description Messages on their way.
             */
            outbox_depth: number;
            /**
             * Format: date-time
             * @description When the oldest of them was written; null when there is none.
             */
            oldest_message_at?: string | null;
            /**
             * Format: int64
             * @description Messages that were given up after their last attempt.
             */
            dead_letters: number;
            /**
             * Format: int64
             * @description Matters that the sweep could not handle and tries again later.
             */
            failing_matters: number;
            /**
             * Format: int64
             * @description Alerts of matters still open that fired and had nobody to go to.
             */
            undeliverable_alerts: number;
        };
        /**
         * @description Why the worker is not well.
         * @enum {string}
         */
        WorkerReason: "never_swept" | "sweep_late" | "sweep_stopped" | "steps_waiting" | "outbox_waiting" | "dead_letters" | "failing_matters" | "storage_full" | "storage_unavailable" | "clock_skew";
        /**
         * @description How the worker is.
         * @enum {string}
         */
        WorkerStatus: "ok" | "late" | "stopped" | "failing";
    };
    responses: {
        /** @description It was not done; the body says why and what can be done. */
        Problem: {
            headers: {
                "X-Request-Id"?: string;
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["ProblemBody"];
            };
        };
    };
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    overdue_list: {
        parameters: {
            query?: {
                /** @description The responsible leader. */
                leader?: string;
                /** @description The lead department. */
                department?: string;
                /** @description Rows, 50 when absent. */
                limit?: number;
                /** @description `next_cursor` of the page before. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_OverdueItem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    overdue_count: {
        parameters: {
            query?: {
                /** @description The responsible leader. */
                leader?: string;
                /** @description The lead department. */
                department?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The number */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Count"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    audit_print: {
        parameters: {
            query?: never;
            header?: {
                /** @description 1 to 100 visible ASCII characters; the same key does the same write once within 24 hours */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewPrint"];
            };
        };
        responses: {
            /** @description Recorded */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    audit_verify: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The verdict */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Verdict"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    session_login: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Login"];
            };
        };
        responses: {
            /** @description Signed in; the cookie `duban_refresh` renews the session, `duban_device` makes the device known */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Access"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    session_logout: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Signed out */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    password_change: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChangePassword"];
            };
        };
        responses: {
            /** @description Changed */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    session_refresh: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Renewed, with a new cookie */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Access"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    session_list: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All sessions that have not ended */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Items_SessionView"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    session_revoke: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The session */
                id: components["schemas"]["SessionId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Ended */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    calendar_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The year */
                year: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Day by day */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CalendarYear"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    city_counts: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description County by county */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Items_CountyCounts"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    counters_get: {
        parameters: {
            query?: {
                /** @description The plan that the matters belong to. */
                plan?: string;
                /** @description Registered on or after this day. */
                from?: string;
                /** @description Registered on or before this day. */
                to?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The counters */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Counters"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    demo_accounts: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description By region and role */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Items_DemoAccount"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    demo_clock_get: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The clock */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DemoClock"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    demo_clock_move: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MoveClock"];
            };
        };
        responses: {
            /** @description Moved */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DemoClock"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    demo_ledger: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The file */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    department_list: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description In the office's order */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Items_DepartmentView"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    escalation_batch_create: {
        parameters: {
            query?: never;
            header?: {
                /** @description 1 to 100 visible ASCII characters; the same key does the same write once within 24 hours */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewBatch"];
            };
        };
        responses: {
            /** @description Submitted */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Batch"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    escalation_list: {
        parameters: {
            query?: {
                /**
                 * @description One state or several, separated by commas.
                 * @example submitted,accepted
                 */
                status?: string;
                /** @description Of this leader's matters. */
                leader?: string;
                /** @description Rows, 50 when absent. */
                limit?: number;
                /** @description `next_cursor` of the page before. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page, newest first */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_EscalatedMatter"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    event_list: {
        parameters: {
            query?: {
                /** @description Of this matter. */
                matter?: string;
                /** @description Of this person. */
                actor?: string;
                /** @description Of this kind. */
                action?: string;
                /** @description On or after this day. */
                from?: string;
                /** @description On or before this day. */
                to?: string;
                /** @description Rows, 50 when absent. */
                limit?: number;
                /** @description `next_cursor` of the page before. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_Event"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    home_get: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The cards */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Home"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    import_list: {
        parameters: {
            query?: {
                /** @description Rows, 50 when absent. */
                limit?: number;
                /** @description `next_cursor` of the page before. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_ImportSummary"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    import_create: {
        parameters: {
            query?: never;
            header?: {
                /** @description 1 to 100 visible ASCII characters; the same key does the same write once within 24 hours */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": components["schemas"]["UploadForm"];
            };
        };
        responses: {
            /** @description Read */
            201: {
                headers: {
                    /** @description Its address */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImportView"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    import_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The upload */
                id: components["schemas"]["ImportId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As it was read */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImportView"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    import_apply: {
        parameters: {
            query?: never;
            header?: {
                /** @description 1 to 100 visible ASCII characters; the same key does the same write once within 24 hours */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description The upload */
                id: components["schemas"]["ImportId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Apply"];
            };
        };
        responses: {
            /** @description Applied */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImportView"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    leader_list: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description In the office's order */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Items_Leader"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    matter_list: {
        parameters: {
            query?: {
                /** @description `due_on` (when absent), `-due_on`, `created_at`, `-created_at` or `number`. */
                sort?: string;
                /** @description Rows, 50 when absent. */
                limit?: number;
                /** @description `next_cursor` of the page before. */
                cursor?: string;
                /**
                 * @description One status or several, separated by commas.
                 * @example issued,in_progress
                 */
                status?: string;
                /** @description The light as of today. */
                light?: components["schemas"]["Light"];
                /** @description Who is responsible now. */
                stage?: components["schemas"]["Stage"];
                /** @description Task or issue. */
                kind?: components["schemas"]["MatterKind"];
                /** @description The responsible leader. */
                leader?: string;
                /** @description The lead department. */
                department?: string;
                /** @description Due on or after this day. */
                due_from?: string;
                /** @description Due on or before this day. */
                due_to?: string;
                /** @description Neither closed nor cancelled. */
                open?: boolean;
                /** @description Its clock runs and its date has passed. */
                overdue?: boolean;
                /** @description At which level it was solved. */
                resolution?: components["schemas"]["Resolution"];
                /** @description How it ended. */
                outcome?: components["schemas"]["Outcome"];
                /** @description A department that leads or co-operates. */
                party?: string;
                /**
                 * @description How far a co-operating department is with its part: that of `party`, or any; several separated by commas.
                 * @example pending,signed
                 */
                part?: string;
                /** @description The plan it belongs to. */
                plan?: string;
                /** @description The source it comes from. */
                source?: string;
                /** @description The ledger file it was imported from. */
                import?: string;
                /**
                 * @description State of its newest submission to the city, or several separated by commas. For the city: of the newest
                 *     that left the county.
                 * @example submitted,accepted
                 */
                escalation?: string;
                /** @description Whose move it is. */
                holder?: components["schemas"]["Holder"];
                /** @description Whether a request for a new date waits for a decision. */
                extension_pending?: boolean;
                /** @description Whether a progress report is due by today. */
                report_due?: boolean;
                /** @description Registered on or after this day. */
                created_from?: string;
                /** @description Registered on or before this day. */
                created_to?: string;
                /** @description Words in title, requirement or number. */
                q?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_MatterRow"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    matter_create: {
        parameters: {
            query?: never;
            header?: {
                /** @description 1 to 100 visible ASCII characters; the same key does the same write once within 24 hours */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewMatter"];
            };
        };
        responses: {
            /** @description Registered */
            201: {
                headers: {
                    /** @description Its version */
                    ETag?: string;
                    /** @description Its address */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Matter"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    matter_act_many: {
        parameters: {
            query?: never;
            header?: {
                /** @description 1 to 100 visible ASCII characters; the same key does the same write once within 24 hours */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description The action */
                action: components["schemas"]["Action"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ActMany"];
            };
        };
        responses: {
            /** @description Done to all of them */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Items_MatterVersion"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    matter_count: {
        parameters: {
            query?: {
                /**
                 * @description One status or several, separated by commas.
                 * @example issued,in_progress
                 */
                status?: string;
                /** @description The light as of today. */
                light?: components["schemas"]["Light"];
                /** @description Who is responsible now. */
                stage?: components["schemas"]["Stage"];
                /** @description Task or issue. */
                kind?: components["schemas"]["MatterKind"];
                /** @description The responsible leader. */
                leader?: string;
                /** @description The lead department. */
                department?: string;
                /** @description Due on or after this day. */
                due_from?: string;
                /** @description Due on or before this day. */
                due_to?: string;
                /** @description Neither closed nor cancelled. */
                open?: boolean;
                /** @description Its clock runs and its date has passed. */
                overdue?: boolean;
                /** @description At which level it was solved. */
                resolution?: components["schemas"]["Resolution"];
                /** @description How it ended. */
                outcome?: components["schemas"]["Outcome"];
                /** @description A department that leads or co-operates. */
                party?: string;
                /**
                 * @description How far a co-operating department is with its part: that of `party`, or any; several separated by commas.
                 * @example pending,signed
                 */
                part?: string;
                /** @description The plan it belongs to. */
                plan?: string;
                /** @description The source it comes from. */
                source?: string;
                /** @description The ledger file it was imported from. */
                import?: string;
                /**
                 * @description State of its newest submission to the city, or several separated by commas. For the city: of the newest
                 *     that left the county.
                 * @example submitted,accepted
                 */
                escalation?: string;
                /** @description Whose move it is. */
                holder?: components["schemas"]["Holder"];
                /** @description Whether a request for a new date waits for a decision. */
                extension_pending?: boolean;
                /** @description Whether a progress report is due by today. */
                report_due?: boolean;
                /** @description Registered on or after this day. */
                created_from?: string;
                /** @description Registered on or before this day. */
                created_to?: string;
                /** @description Words in title, requirement or number. */
                q?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The number */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Count"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    matter_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The matter */
                id: components["schemas"]["MatterId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The matter */
            200: {
                headers: {
                    /** @description Its version, for `If-Match` */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Matter"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    matter_patch: {
        parameters: {
            query?: never;
            header: {
                /**
                 * @description The version that the change was made on
                 * @example "3"
                 */
                "If-Match": string;
                /** @description 1 to 100 visible ASCII characters; the same key does the same write once within 24 hours */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description The matter */
                id: components["schemas"]["MatterId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PatchMatter"];
            };
        };
        responses: {
            /** @description Changed */
            200: {
                headers: {
                    /** @description Its new version */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Matter"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    matter_act: {
        parameters: {
            query?: never;
            header: {
                /**
                 * @description The version that the decision was made on
                 * @example "3"
                 */
                "If-Match": string;
                /** @description 1 to 100 visible ASCII characters; the same key does the same write once within 24 hours */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description The matter */
                id: components["schemas"]["MatterId"];
                /** @description The action */
                action: components["schemas"]["Action"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ActionInput"];
            };
        };
        responses: {
            /** @description Done; the matter as it is now */
            200: {
                headers: {
                    /** @description Its new version */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Matter"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    matter_alerts: {
        parameters: {
            query?: {
                /** @description Rows, 50 when absent. */
                limit?: number;
                /** @description `next_cursor` of the page before. */
                cursor?: string;
            };
            header?: never;
            path: {
                /** @description The matter */
                id: components["schemas"]["MatterId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_Alert"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    matter_deadline: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The matter */
                id: components["schemas"]["MatterId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The explanation */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Deadline"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    matter_events: {
        parameters: {
            query?: {
                /** @description Rows, 50 when absent. */
                limit?: number;
                /** @description `next_cursor` of the page before. */
                cursor?: string;
            };
            header?: never;
            path: {
                /** @description The matter */
                id: components["schemas"]["MatterId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_Event"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    matter_reports: {
        parameters: {
            query?: {
                /** @description Rows, 50 when absent. */
                limit?: number;
                /** @description `next_cursor` of the page before. */
                cursor?: string;
            };
            header?: never;
            path: {
                /** @description The matter */
                id: components["schemas"]["MatterId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_Report"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    me_get: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The person */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Me"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    notification_list: {
        parameters: {
            query?: {
                /** @description Only those that wait to be read. */
                unread?: boolean;
                /** @description Rows, 50 when absent. */
                limit?: number;
                /** @description `next_cursor` of the page before. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_NotificationView"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    notification_count: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The number */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Unread"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    notification_read_all: {
        parameters: {
            query?: never;
            header?: {
                /** @description 1 to 100 visible ASCII characters; the same key does the same write once within 24 hours */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Read */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    notification_read: {
        parameters: {
            query?: never;
            header?: {
                /** @description 1 to 100 visible ASCII characters; the same key does the same write once within 24 hours */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description The notification */
                id: components["schemas"]["NotificationId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Read */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    plan_list: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Newest first */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Items_PlanView"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    settings_get: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The settings */
            200: {
                headers: {
                    /** @description Their version, for `If-Match` */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Settings"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    settings_update: {
        parameters: {
            query?: never;
            header: {
                /**
                 * @description The version that the change was made on
                 * @example "3"
                 */
                "If-Match": string;
                /** @description 1 to 100 visible ASCII characters; the same key does the same write once within 24 hours */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Settings"];
            };
        };
        responses: {
            /** @description Replaced */
            200: {
                headers: {
                    /** @description Their new version */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Settings"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    stream_get: {
        parameters: {
            query?: {
                /** @description The last `change_seq` seen, for the person who got it; the header `Last-Event-ID` goes before it. The present when absent. */
                after?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Server-sent events without end */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": string;
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    user_list: {
        parameters: {
            query?: {
                /** @description Rows, 50 when absent. */
                limit?: number;
                /** @description `next_cursor` of the page before. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_UserView"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    user_create: {
        parameters: {
            query?: never;
            header?: {
                /** @description 1 to 100 visible ASCII characters; the same key does the same write once within 24 hours */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewUser"];
            };
        };
        responses: {
            /** @description Made */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UserView"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    user_patch: {
        parameters: {
            query?: never;
            header?: {
                /** @description 1 to 100 visible ASCII characters; the same key does the same write once within 24 hours */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description The account */
                id: components["schemas"]["UserId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PatchUser"];
            };
        };
        responses: {
            /** @description Changed */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UserView"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    user_set_password: {
        parameters: {
            query?: never;
            header?: {
                /** @description 1 to 100 visible ASCII characters; the same key does the same write once within 24 hours */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description The account */
                id: components["schemas"]["UserId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SetPassword"];
            };
        };
        responses: {
            /** @description Set */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    user_unlock: {
        parameters: {
            query?: never;
            header?: {
                /** @description 1 to 100 visible ASCII characters; the same key does the same write once within 24 hours */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description The account */
                id: components["schemas"]["UserId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Open, whether it was locked or not */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    worker_get: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Its state */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkerHealth"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
}
