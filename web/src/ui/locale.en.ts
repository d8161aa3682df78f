// English names of the contract's enumerations and the everyday words.
import type { zh } from './locale.zh'

export const en: typeof zh = {
  role: {
    county_head: 'County head', leader: 'County leader', supervisor: 'Supervision office', department_head: 'Department head', handler: 'Handler',
    city_supervisor: 'City office', statistician: 'Statistician', system_admin: 'System administrator', security_admin: 'Security administrator', auditor: 'Auditor',
  },
  kind: { task: 'Task', issue: 'Issue' },
  status: {
    draft: 'Draft', pending_approval: 'Awaiting approval', issued: 'To be signed', objected: 'Objected', in_progress: 'In progress', claimed: 'To be verified',
    verified: 'To be closed', closed: 'Closed', cancelled: 'Cancelled', suspended: 'Suspended',
  },
  stage: { county: 'County', city: 'City' },
  resolution: { on_site: 'Solved on the spot', county: 'Solved by the county', city: 'Solved by the city' },
  outcome: { achieved: 'Achieved', unachieved: 'Ended unachieved' },
  light: { green: 'On track', yellow: 'Due soon', red: 'Overdue', grey: 'Not timed' },
  urgency: { normal: 'Normal', urgent: 'Urgent', critical: 'Critical' },
  weak_link: { indicator: 'Weak indicator', industry: 'Weak industry', foundation: 'Weak foundation', other: 'Other weak link' },
  source_kind: {
    document: 'Document', meeting: 'Meeting', visit: 'Visit', briefing: 'Briefing', instruction: 'Instruction',
    indicator_warning: 'Indicator warning', upper_level: 'Upper level',
  },
  report_cycle: { none: 'No cycle', weekly: 'Weekly', ten_days: 'Every ten days', monthly: 'Monthly', quarterly: 'Quarterly' },
  co_part: { pending: 'To be signed', signed: 'Signed', done: 'Done', waived: 'Waived' },
  escalation_status: {
    proposed: 'Proposed', endorsed: 'Endorsed', submitted: 'Submitted', accepted: 'Accepted by the city', answered: 'Answered by the city',
    returned: 'Returned by the city', withdrawn: 'Withdrawn', declined: 'Declined',
  },
  city_answer: { solved: 'Solved', partly: 'Partly solved', path_clear: 'Path clear', cannot: 'Cannot be solved now' },
  extension_status: { requested: 'Requested', approved: 'Approved', rejected: 'Rejected' },
  slip: { blue: 'Blue urge slip', yellow: 'Yellow urge slip', red: 'Red urge slip' },
  holder: {
    supervision_office: 'Supervision office', leader: 'Leader', county_head: 'County head', lead_department: 'Lead department', city: 'City', nobody: 'Finished',
  },
  action: {
    submit_for_approval: 'Submit for approval', approve: 'Approve', reject: 'Reject', issue: 'Issue', sign: 'Sign', object: 'Object',
    reassign: 'Reassign', overrule: 'Overrule', report: 'Report progress', solve_on_site: 'Solve on the spot', claim: 'Claim completion', verify: 'Verify',
    return: 'Return', close: 'Close', close_unachieved: 'End unachieved', suspend: 'Suspend', resume: 'Resume', cancel: 'Cancel matter', edit: 'Edit',
    complete_part: 'Complete our part', waive_part: 'Waive a part', instruct: 'Instruct', urge: 'Urge',
    escalation_propose: 'Propose to the city', escalation_endorse: 'Endorse escalation', escalation_decline: 'Decline escalation', escalation_submit: 'Submit to the city',
    escalation_accept: 'Accept (city)', escalation_answer: 'Answer (city)', escalation_return: 'Return (city)', escalation_withdraw: 'Withdraw escalation',
    extension_request: 'Ask for more time', extension_approve: 'Approve extension', extension_reject: 'Reject extension',
    create: 'Registered', alert: 'Alerts sent',
  },
  field: {
    number: 'Number', title: 'Title', kind: 'Kind', category: 'Category', requirement: 'Requirement', status: 'Status', stage: 'Stage', light: 'Light',
    leader: 'Leader', lead_department: 'Lead department', co_departments: 'Co-departments', due_on: 'Due', county_due_on: 'County due date', original_due_on: 'Original due date',
    progress: 'Progress', urgency: 'Urgency', weak_link_kind: 'Weak link', basis: 'Basis', plan: 'Plan', source: 'Source',
    report_cycle: 'Report cycle', next_report_due_on: 'Next report', remark: 'Remark', holder: 'Whose move', resolution: 'Resolution', outcome: 'Outcome',
    city_due_on: 'City due date', created_at: 'Registered', issued_at: 'Issued', signed_at: 'Signed', claimed_at: 'Claimed', verified_at: 'Verified', closed_at: 'Closed',
  },
  due: {
    left: '{n} working days left', today: 'Due today', late: '{n} working days late', on_time: 'Closed on time', closed_late: 'Closed {n} working days late', paused: 'Clock paused', stopped: 'Clock stopped', not_started: 'Runs once issued', none: 'No due date',
  },
  recipient: {
    handler: 'Handler', department_head: 'Department head', leader_liaison: 'Leader’s liaison', leader: 'Leader', county_head: 'County head', supervisor: 'Supervision office', city_supervisor: 'City office',
  },
  rule: {
    sign_overdue: 'Not signed in time', due: 'Due and overdue', report_overdue: 'Report overdue', claim_undecided: 'Claim not verified', extension_undecided: 'Extension not decided',
    escalation_undecided: 'Escalation not decided', city_silent: 'City without answer', look_back: 'Look-back due', setup: 'Set-up',
  },
  strip: {
    title: 'The deadline day by day', weekdays: 'Mo Tu We Th Fr Sa Su', comma: ', ', nth: 'working day {n}', due: 'Due date', due_mark: 'Due', original: 'Original due date',
    today: 'Today', provisional: 'provisional calendar', version: 'Working calendar version {version}', open_end: 'now', pause: '{from} to {to}, clock stopped: {reason}',
    pause_reason: { city_stage: 'with the city', suspended: 'suspended' },
    kind: {
      start: 'Start (not counted)', counted: 'Working day', weekend: 'Weekend', holiday: 'Holiday', make_up: 'Make-up day', paused: 'Clock stopped', extended: 'Extended', overdue: 'Overdue',
    },
    mark: { start: 'S', counted: 'W', weekend: '–', holiday: 'H', make_up: 'M', paused: 'II', extended: 'E', overdue: 'L' },
  },
  ui: {
    save: 'Save', cancel: 'Cancel', confirm: 'Confirm', submit: 'Submit', close: 'Close', back: 'Back', retry: 'Try again', refresh: 'Refresh', more: 'More',
    search: 'Search', clear: 'Clear', all: 'All', yes: 'Yes', no: 'No', none: 'None', loading: 'Loading…', load_more: 'Load more', required: 'Required',
    optional: 'Optional', choose: 'Choose', items: '{n} items', done: 'Done', details: 'Details', request_id: 'Request: {id}',
    empty: 'Nothing here', unsaved: 'What you wrote is not submitted yet. Leave anyway?', date: 'Date',
  },
  error: {
    title: 'That did not work', network: 'The server cannot be reached. Check the network and try again.', internal: 'The server failed. Try again later.', forbidden: 'You may not do this.',
    not_found: 'Not found; it may have moved or you may not see it.', stale_version: 'Somebody else just changed this matter. What you wrote is kept: refresh first, then submit.',
    too_many_requests: 'Too many requests; wait a moment.', unauthenticated: 'You are signed out. Sign in again.',
  },
}
