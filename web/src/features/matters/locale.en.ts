// English words of the ledger, a matter's page and the forms of its actions.
import type { zh } from './locale.zh'

export const en: typeof zh = {
  matters: {
    one: 'Matter', new: 'New matter', edit: 'Edit draft', register: 'Register as draft', registered: 'Registered as a draft; it reaches the department when issued.', saved: 'Saved.',
    search: 'Search title, requirement, number', filters: 'Filters', clear_filters: 'Clear filters', due_from: 'Due from', due_to: 'Due to',
    none: 'No matter fits', none_hint: 'Loosen the filters or search for another word.', end: 'That is all', too_much: '{n} shown. Better narrow the list with filters; you may also go on loading.',
    select_all: 'Select all shown', select_one: 'Select: {title}', selected: '{n} selected', unselect: 'Unselect', start_selecting: 'Select', stop_selecting: 'Stop selecting',
    batch: 'Batch', batch_limit: 'At most {n} at a time.', batch_mixed: 'The selected matters differ in status and cannot be handled together.', batch_none: 'There is no batch action for the selected matters.',
    actions: 'Actions', nothing_to_do: 'Nothing for you to do on this matter now.', did: '“{action}” done.', recorded: 'The reason becomes part of the record and cannot be deleted.',
    refresh_and_keep: 'Refresh the matter, keep what I wrote', last_next_step: 'Next step as last reported: {text}', no_number: 'No number yet (draft)',
    facts: 'Facts', core: 'Matter and responsibility', more: 'Source and reporting', reports: 'Progress reports', no_reports: 'No report yet.', report_late: 'Late',
    alerts: 'Alerts and urge slips', no_alerts: 'Nothing was sent yet.', alert_superseded: 'Superseded by a higher step', alert_read: 'Read {at}', alert_unread: 'Unread',
    extensions: 'Extensions', extension_late: 'Asked when overdue', timeline: 'Timeline', by_rule: 'Rule {rule}', for_whom: '{who} (for {whom})',
    basis_hint: 'A decision, instruction or document. With a basis it can be issued at once, without one it needs approval.', basis_missing: 'No basis yet: edit it in to issue at once, or submit for approval.',
    due_by: 'Due by', due_by_date: 'Date', due_by_days: 'Working days', working_days: 'Working days after issue', missing: '{n} required fields are empty',
    source_kind: 'Source kind', source_title: 'Source', source_number: 'Document number', source_date: 'Date',
    secrecy: 'This system is not cleared for classified material: enter none.',
    chip: { open: 'Open', not_open: 'Finished', overdue: 'Overdue', holder: 'Whose move: {who}', party: 'Led or co-operated by: {who}', source: 'One source', import: 'One import', extension_pending: 'Extension to decide', report_due: 'Report due', created_from: 'Registered from {day}', created_to: 'Registered until {day}' },
    detail: {
      place: 'Place', solved_on: 'Solved on', percent: 'Progress (%)', department: 'Department', problems: 'Problems', next_step: 'Next step', tried: 'What the county tried', city_department: 'City department',
      document_number: 'Document number', document_on: 'Document date', answer: 'Answer', slip_number: 'Slip number', color: 'Urge slip', suggested_department_id: 'Who should have it',
      from_due_on: 'Old date', to_due_on: 'New date',
    },
    city: {
      title: 'City stage', on_behalf: 'Recorded on behalf', tried: 'What the county tried', ask: 'What is asked', policy_basis: 'Policy basis', suggested: 'Suggested city department', proposed: 'Proposed',
      endorsed: 'Endorsed', document: 'Document', submitted: 'Submitted', accepted: 'Accepted', city_due_on: 'City due date', contact: 'Contact', answer: 'Answer',
      answer_text: 'Answer in words', answered: 'Answered', reason: 'Reason',
    },
    input: {
      note: 'Note', reason: 'Reason', text: 'Text', department_id: 'Department', suggested_department_id: 'Who should have it', percent: 'Progress (%)', progress: 'Progress',
      problems: 'Problems', next_step: 'Next step', place: 'Place', solved_on: 'Solved on', how: 'How it was solved', leader_id: 'Leader on the spot', evidence: 'Result and evidence',
      color: 'Urge slip', tried: 'What the county tried', ask: 'What is asked of the city', city_department_id: 'City department', policy_basis: 'Policy basis', document_number: 'Document number',
      document_on: 'Document date', city_due_on: 'City due date', contact: 'Contact', answer: 'Answer', new_due_on: 'New due date',
      verify_note: 'What was checked', complete_part_note: 'What was done', instruct_text: 'Instruction', urge_text: 'What is urged', escalation_answer_text: 'Answer in words',
      escalation_accept_city_department_id: 'City department in charge', escalation_propose_city_department_id: 'Suggested city department', extension_approve_new_due_on: 'Another date (empty: as asked)',
      reassign_department_id: 'Reassign to', waive_part_department_id: 'Department to be waived', object_reason: 'Why it is not ours', return_reason: 'Why it is returned', approve_note: 'Opinion',
    },
  },
}
