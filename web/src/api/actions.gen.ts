// Generated from openapi.json by `npm run gen`; do not edit.

/** The forms of the actions, in the order of their buttons. */
export const actions = [
  {
    "action": "sign",
    "fields": [
      {
        "kind": "text",
        "max": 1000,
        "name": "note",
        "required": false
      }
    ],
    "tone": "primary"
  },
  {
    "action": "approve",
    "fields": [
      {
        "kind": "text",
        "max": 1000,
        "name": "note",
        "required": false
      }
    ],
    "tone": "primary"
  },
  {
    "action": "issue",
    "fields": [
      {
        "kind": "text",
        "max": 1000,
        "name": "note",
        "required": false
      }
    ],
    "tone": "primary"
  },
  {
    "action": "extension_approve",
    "fields": [
      {
        "kind": "text",
        "max": 1000,
        "name": "note",
        "required": false
      },
      {
        "days": "future",
        "kind": "date",
        "name": "new_due_on",
        "required": false
      }
    ],
    "tone": "primary"
  },
  {
    "action": "escalation_endorse",
    "fields": [
      {
        "kind": "text",
        "max": 1000,
        "name": "note",
        "required": false
      }
    ],
    "tone": "primary"
  },
  {
    "action": "escalation_submit",
    "fields": [
      {
        "kind": "line",
        "max": 200,
        "name": "document_number",
        "required": true
      },
      {
        "days": "past",
        "kind": "date",
        "name": "document_on",
        "required": true
      }
    ],
    "tone": "primary"
  },
  {
    "action": "escalation_accept",
    "fields": [
      {
        "kind": "city_department",
        "name": "city_department_id",
        "required": true
      },
      {
        "days": "future",
        "kind": "date",
        "name": "city_due_on",
        "required": true
      },
      {
        "kind": "line",
        "max": 200,
        "name": "contact",
        "required": false
      }
    ],
    "tone": "primary"
  },
  {
    "action": "escalation_answer",
    "fields": [
      {
        "choices": [
          "solved",
          "partly",
          "path_clear",
          "cannot"
        ],
        "kind": "choice",
        "name": "answer",
        "required": true,
        "words": "city_answer"
      },
      {
        "kind": "text",
        "max": 2000,
        "name": "text",
        "required": true
      }
    ],
    "tone": "primary"
  },
  {
    "action": "report",
    "fields": [
      {
        "kind": "percent",
        "name": "percent",
        "required": true
      },
      {
        "kind": "text",
        "max": 2000,
        "name": "progress",
        "required": true
      },
      {
        "kind": "text",
        "max": 2000,
        "name": "problems",
        "required": false
      },
      {
        "kind": "text",
        "max": 2000,
        "name": "next_step",
        "required": false
      }
    ],
    "tone": "primary"
  },
  {
    "action": "verify",
    "fields": [
      {
        "kind": "text",
        "max": 1000,
        "name": "note",
        "required": true
      }
    ],
    "tone": "primary"
  },
  {
    "action": "close",
    "fields": [
      {
        "kind": "text",
        "max": 1000,
        "name": "note",
        "required": false
      }
    ],
    "tone": "primary"
  },
  {
    "action": "reassign",
    "fields": [
      {
        "kind": "department",
        "name": "department_id",
        "required": true
      },
      {
        "kind": "text",
        "max": 1000,
        "name": "note",
        "required": false
      }
    ],
    "tone": "primary"
  },
  {
    "action": "claim",
    "fields": [
      {
        "kind": "text",
        "max": 2000,
        "name": "evidence",
        "required": true
      }
    ],
    "tone": "default"
  },
  {
    "action": "solve_on_site",
    "fields": [
      {
        "kind": "line",
        "max": 200,
        "name": "place",
        "required": true
      },
      {
        "days": "past",
        "kind": "date",
        "name": "solved_on",
        "required": true
      },
      {
        "kind": "text",
        "max": 2000,
        "name": "how",
        "required": true
      },
      {
        "kind": "leader",
        "name": "leader_id",
        "required": false
      }
    ],
    "tone": "default"
  },
  {
    "action": "complete_part",
    "fields": [
      {
        "kind": "text",
        "max": 1000,
        "name": "note",
        "required": true
      }
    ],
    "tone": "primary"
  },
  {
    "action": "submit_for_approval",
    "fields": [
      {
        "kind": "text",
        "max": 1000,
        "name": "note",
        "required": false
      }
    ],
    "tone": "default"
  },
  {
    "action": "resume",
    "fields": [
      {
        "kind": "text",
        "max": 1000,
        "name": "note",
        "required": false
      }
    ],
    "tone": "primary"
  },
  {
    "action": "instruct",
    "fields": [
      {
        "kind": "text",
        "max": 2000,
        "name": "text",
        "required": true
      }
    ],
    "tone": "default"
  },
  {
    "action": "urge",
    "fields": [
      {
        "choices": [
          "blue",
          "yellow",
          "red"
        ],
        "kind": "choice",
        "name": "color",
        "required": true,
        "words": "slip"
      },
      {
        "kind": "text",
        "max": 1000,
        "name": "text",
        "required": true
      }
    ],
    "tone": "default"
  },
  {
    "action": "extension_request",
    "fields": [
      {
        "days": "future",
        "kind": "date",
        "name": "new_due_on",
        "required": true
      },
      {
        "kind": "text",
        "max": 1000,
        "name": "reason",
        "required": true
      },
      {
        "kind": "text",
        "max": 2000,
        "name": "progress",
        "required": true
      }
    ],
    "tone": "default"
  },
  {
    "action": "escalation_propose",
    "fields": [
      {
        "kind": "text",
        "max": 2000,
        "name": "tried",
        "required": true
      },
      {
        "kind": "text",
        "max": 2000,
        "name": "ask",
        "required": true
      },
      {
        "kind": "city_department",
        "name": "city_department_id",
        "required": false
      },
      {
        "kind": "text",
        "max": 1000,
        "name": "policy_basis",
        "required": false
      }
    ],
    "tone": "default"
  },
  {
    "action": "object",
    "fields": [
      {
        "kind": "text",
        "max": 1000,
        "name": "reason",
        "required": true
      },
      {
        "kind": "department",
        "name": "suggested_department_id",
        "required": false
      }
    ],
    "tone": "default"
  },
  {
    "action": "overrule",
    "fields": [
      {
        "kind": "text",
        "max": 1000,
        "name": "reason",
        "required": true
      }
    ],
    "tone": "default"
  },
  {
    "action": "waive_part",
    "fields": [
      {
        "kind": "co_department",
        "name": "department_id",
        "required": true
      },
      {
        "kind": "text",
        "max": 1000,
        "name": "reason",
        "required": true
      }
    ],
    "tone": "default"
  },
  {
    "action": "extension_reject",
    "fields": [
      {
        "kind": "text",
        "max": 1000,
        "name": "reason",
        "required": true
      }
    ],
    "tone": "danger"
  },
  {
    "action": "escalation_decline",
    "fields": [
      {
        "kind": "text",
        "max": 1000,
        "name": "reason",
        "required": true
      }
    ],
    "tone": "danger"
  },
  {
    "action": "escalation_return",
    "fields": [
      {
        "kind": "text",
        "max": 1000,
        "name": "reason",
        "required": true
      }
    ],
    "tone": "danger"
  },
  {
    "action": "escalation_withdraw",
    "fields": [
      {
        "kind": "text",
        "max": 1000,
        "name": "reason",
        "required": true
      }
    ],
    "tone": "danger"
  },
  {
    "action": "reject",
    "fields": [
      {
        "kind": "text",
        "max": 1000,
        "name": "reason",
        "required": true
      }
    ],
    "tone": "danger"
  },
  {
    "action": "return",
    "fields": [
      {
        "kind": "text",
        "max": 1000,
        "name": "reason",
        "required": true
      }
    ],
    "tone": "danger"
  },
  {
    "action": "suspend",
    "fields": [
      {
        "kind": "text",
        "max": 1000,
        "name": "reason",
        "required": true
      }
    ],
    "tone": "danger"
  },
  {
    "action": "close_unachieved",
    "fields": [
      {
        "kind": "text",
        "max": 1000,
        "name": "reason",
        "required": true
      }
    ],
    "tone": "danger"
  },
  {
    "action": "cancel",
    "fields": [
      {
        "kind": "text",
        "max": 1000,
        "name": "reason",
        "required": true
      }
    ],
    "tone": "danger"
  }
] as const
